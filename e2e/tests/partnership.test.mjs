// What is shared within a partnership: checked, held and released by one person who did not write it; found by people beside the
// review and by nobody who only answers for an agency; shared more widely; taken back at once. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { familyWasTold, moment, raisedIn, release } from '../learning.mjs'
import { aReview, fillDay } from '../steps.mjs'

const walk = demonstration()
const AUTHOR = 'Imogen Tasker-Bell'
const MANAGER = 'Rowan Achebe-Lyle'
const LIFTER = 'Priya Venn-Marlow'
const READER = 'Jonty Abara-Finch'
const ANSWERS = 'Lucinda Barrow-Teal'
const THERE = 'Silvan Adeyemi-Crook'
const CONDITION = 'Discharge letters from the clinic are filed before anybody reads them.'
const SEEN = 'Our clinic filed two discharge letters that nobody had read.'
const OF_NO_REVIEW = 'Minutes of strategy meetings reach the school'
const ONLY = 'Only our partnership can read this'

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const follow = (page, name) => page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true })).first().click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

async function sound(page, name) {
  await axe(page)
  await shots(page, `partnership-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

/** Writes it for the partnership, decides on everything that was found, and asks for its release; returns the address of the draft. */
async function askedFor(author, review) {
  await author.goto(`${review}/sharing`)
  await press(author, 'Begin with nothing beside')
  await author.getByLabel('Our partnership', { exact: true }).waitFor()
  await fill(author, 'condition', CONDITION)
  await choose(author, 'level', 'agency')
  await fill(author, 'usually', 'The child is discharged and nobody is told.')
  await choose(author, 'confidence', 'plausible')
  await press(author, 'Save and check')
  await problem(author)
  assert.equal(await author.locator('[name="condition"]').inputValue(), CONDITION, 'what was typed is kept')
  await choose(author, 'audience', 'partnership')
  await press(author, 'Save and check')
  await heading(author, 'Check it')
  const draft = new URL(author.url()).pathname.replace(/\/check$/, '')
  for (let number = 0; number < 10; number += 1) {
    const next = author.getByRole('button', { name: 'Decide the next one', exact: true })
    if (!(await next.count())) break
    await next.click()
    await choose(author, 'choice', 'kept')
    await fill(author, 'kept', 'It tells of nobody.')
    await press(author, 'Save and go on')
  }
  await familyWasTold(author)
  await author.goto(`${draft}/check`)
  await press(author, 'Ask for it to be released')
  return draft
}

test('a partnership shares with its own people, then with others, and takes it back', async () => {
  const author = await as(AUTHOR)
  const review = await aReview(author)
  const draft = await askedFor(author, review)
  await author.goto(`${draft}/release`)
  await author.getByText('You wrote some of this, or decided that something stays that could tell who somebody is, so others release it.').waitFor()

  const manager = await as(MANAGER)
  await manager.goto(`${draft}/hold`)
  await fill(manager, 'why', 'A trial begins next month.')
  await manager.locator('[name="lifts"]').selectOption({ label: LIFTER })
  await fillDay(manager, 'look-again', new Date(Date.now() + 30 * 24 * 3600 * 1000))
  await press(manager, 'Hold it back')
  await manager.goto(`${draft}/release`)
  await manager.getByText('A hold stands. The person named in it has to lift it.').waitFor()
  const lifter = await as(LIFTER)
  await lifter.goto(draft)
  await lifter.getByRole('link', { name: 'Lift the hold' }).click()
  await fill(lifter, 'why', 'The trial is over.')
  await press(lifter, 'Lift the hold')
  await lifter.getByText(`${LIFTER} lifted it`, { exact: false }).waitFor()
  await manager.goto(`${draft}/release`)
  await manager.getByText('One person is enough, because it stays within your partnership.', { exact: false }).waitFor()
  await sound(manager, 'release')
  await release(manager, draft)
  await author.goto(draft)
  await author.getByText('Our partnership can read it', { exact: true }).waitFor()
  assert.equal(await author.getByRole('heading', { name: 'What others did with it' }).count(), 0)
  await sound(author, 'released')

  const reader = await as(READER)
  await reader.goto('/o/aldermere/shared')
  await reader.getByRole('heading', { level: 2, name: 'In our partnership' }).waitFor()
  await reader.getByText(ONLY, { exact: true }).waitFor()
  await sound(reader, 'library')
  await fill(reader, 'question', 'discharge letters at the clinic')
  await press(reader, 'Look')
  await reader.getByText('“discharge”', { exact: false }).first().waitFor()
  await sound(reader, 'asked')
  await follow(reader, CONDITION)
  await heading(reader, 'Learning in our partnership: one item')
  await reader.getByText(ONLY, { exact: true }).waitFor()
  const item = new URL(reader.url()).pathname
  assert.match(item, /^\/o\/aldermere\/shared\/ours\/[0-9a-f-]{36}$/)
  assert.equal(await reader.getByRole('button', { name: 'Share it more widely' }).count(), 0, 'they are not on the review')
  await sound(reader, 'item')

  const answers = await as(ANSWERS)
  await answers.goto('/o/aldermere/shared')
  assert.equal(await answers.getByText(CONDITION).count(), 0)
  assert.equal(await answers.getByText('In our partnership').count(), 0)
  await answers.goto(item)
  await heading(answers, 'You cannot do this')
  const there = await as(THERE)
  await there.goto(item)
  await heading(there, 'Page not found')
  await there.goto('/o/brackwater/shared')
  assert.equal(await there.getByText(CONDITION).count(), 0, 'it is in no other area')

  const own = await raisedIn(manager, 'aldermere')
  await manager.goto(await moment(manager, own, SEEN))
  await manager.getByRole('link', { name: 'Has anyone else met this?' }).or(manager.getByRole('button', { name: 'Has anyone else met this?' })).first().click()
  await manager.getByRole('heading', { level: 2, name: 'In our partnership' }).waitFor()
  await manager.getByRole('link', { name: CONDITION }).waitFor()
  await sound(manager, 'met')

  await author.goto(item)
  await follow(author, 'Share it more widely')
  await heading(author, 'Share it more widely')
  assert.equal(await author.locator('[name="condition"]').inputValue(), CONDITION)
  assert.equal(await author.getByLabel('Our partnership', { exact: true }).count(), 0, 'they read it already')
  await press(author, 'Save and check')
  await problem(author)
  await author.getByRole('link', { name: 'Select who is to read it' }).waitFor()
  await sound(author, 'wider-wrong')
  await choose(author, 'audience', 'nation')
  await press(author, 'Save and check')
  await heading(author, 'Check it')
  await sound(author, 'wider-check')

  await manager.goto(`${draft}/take-back`)
  await choose(manager, 'reason', 'wrong')
  await fill(manager, 'why', 'The letters were read after all.')
  await press(manager, 'Take it back')
  await author.goto(draft)
  await author.getByText('Taken back and gone', { exact: true }).waitFor()
  await author.locator('td', { hasText: READER }).waitFor()
  await reader.goto(item)
  await reader.getByText('Its words are no longer here.', { exact: false }).waitFor()
  assert.equal(await reader.getByText(CONDITION).count(), 0)
  await sound(reader, 'taken-back')
  await reader.goto('/o/aldermere/today')
  await reader.getByRole('link', { name: 'Learning in our partnership that you opened was taken back', exact: false }).first().click()
  await press(reader, 'I have seen this')
  await heading(reader, 'Shared learning')
  assert.equal(await reader.getByText(CONDITION).count(), 0)
})

test('the demonstration holds a piece that its first partnership alone reads, and takes it back without a review', async () => {
  const reader = await as(READER)
  await reader.goto('/o/aldermere/shared')
  await reader.getByRole('link', { name: OF_NO_REVIEW, exact: false }).click()
  await reader.getByText(ONLY, { exact: true }).waitFor()
  const item = new URL(reader.url()).pathname
  assert.equal(await reader.getByRole('button', { name: 'Take it back from our partnership' }).count(), 0)
  await reader.goto(`${item}/take-back`)
  await heading(reader, 'You cannot do this')
  const there = await as(THERE)
  await there.goto('/o/brackwater/shared')
  assert.equal(await there.getByText(OF_NO_REVIEW).count(), 0)

  const manager = await as(MANAGER)
  await manager.goto(item)
  await follow(manager, 'Take it back from our partnership')
  await heading(manager, 'Take it back from our partnership')
  await fill(manager, 'why', 'A school could be known from it.')
  await press(manager, 'Take it back')
  await manager.getByRole('link', { name: 'Select why it is taken back' }).waitFor()
  assert.equal(await manager.locator('[name="why"]').inputValue(), 'A school could be known from it.')
  await sound(manager, 'take-back-wrong')
  await choose(manager, 'reason', 'recognised')
  await press(manager, 'Take it back')
  await manager.getByText('A school could be known from it.', { exact: false }).waitFor()
  await sound(manager, 'take-back-done')
  await reader.goto(item)
  await reader.getByText('Its words are no longer here.', { exact: false }).waitFor()
  assert.equal(await reader.getByText('A school could be known from it.').count(), 0)
  await press(reader, 'I have seen this')
  assert.equal(await reader.getByText(OF_NO_REVIEW).count(), 0)
})
