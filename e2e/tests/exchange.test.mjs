// The exchange: what one area released is found by another from what somebody there sees differently, is adapted, comes to
// something, and the first area sees what; what was said before is shown beside a learning point and an action. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { agrees, moment, raisedIn, released } from '../learning.mjs'
import { aReview, fillDay } from '../steps.mjs'

const walk = demonstration()
const whole = demonstration({ whole: true })
const AUTHOR = 'Imogen Tasker-Bell'
const THERE = 'Silvan Adeyemi-Crook'
const SECOND = 'Rosalind Teague-Mbatha'
const ASK = 'I have read it: ask a second person'
const AGREE = 'Agree: tell others'
const CONDITION = 'Discharge letters from the clinic are filed before anybody reads them.'
const SEEN = 'Our clinic filed two discharge letters that nobody had read.'
const CAME = 'Letters wait at three desks now.'

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const follow = (page, name) => page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)

async function sound(page, name) {
  await axe(page)
  await shots(page, `exchange-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

test('one area adapts what another learned, and what came of it goes back', async () => {
  const author = await as(AUTHOR)
  const review = await aReview(author)
  const draft = await released(as, author, { review, condition: CONDITION })
  await author.getByText('Nobody has told what they did with it yet. It stands here when they do.').waitFor()

  const there = await as(THERE)
  const own = await raisedIn(there, 'brackwater')
  await there.goto(await moment(there, own, SEEN))
  await follow(there, 'Has anyone else met this?')
  await heading(there, 'Has anyone else met this?')
  assert.ok(!/discharge|letters/.test(there.url()), there.url())
  await there.getByText('Found because', { exact: false }).first().waitFor()
  await sound(there, 'met')
  await follow(there, CONDITION)
  await there.getByText('Nothing was decided yet.').waitFor()
  await follow(there, 'Decide what we do with it')
  const item = there.url().replace(/\/decision$/, '')
  await heading(there, 'Decide what we do with it')
  await press(there, 'Save')
  await problem(there)
  await sound(there, 'decision-wrong')
  await choose(there, 'decision', 'adapt')
  await fill(there, 'why', 'Letters lie here as well.')
  await press(there, 'Save')
  await there.getByRole('link', { name: 'Enter which role looks after it' }).waitFor()
  assert.equal(await there.locator('[name="why"]').inputValue(), 'Letters lie here as well.')
  await fill(there, 'differences', 'Three clinics instead of one.')
  await fill(there, 'who', 'Designated nurse')
  await fillDay(there, 'look', inDays(30))
  await press(there, 'Save')
  await there.goto(item)
  await there.getByText('We do it in our own way').first().waitFor()
  await sound(there, 'item')

  await there.goto(`${item}/decision/tell`)
  await there.getByText('The check found nothing that tells who somebody is.', { exact: false }).waitFor()
  await sound(there, 'tell')
  await press(there, ASK)
  await problem(there)
  await choose(there, 'named', 'no')
  await press(there, ASK)
  const second = await as(SECOND)
  await agrees(second, `${item}/decision`, AGREE)
  await author.goto(draft)
  await author.getByText('Three clinics instead of one.').waitFor()
  await author.getByText('An area that is not named').first().waitFor()
  assert.equal(await author.getByText('Brackwater').count(), 0)

  await there.goto(`${item}/decision/result`)
  await press(there, 'Save')
  await problem(there)
  await sound(there, 'result-wrong')
  await choose(there, 'seen', 'worse')
  await fill(there, 'words', CAME)
  await press(there, 'Save')
  await author.goto(draft)
  assert.equal(await author.getByText(CAME).count(), 0, 'it is told when somebody tells it')
  await there.goto(`${item}/decision/tell`)
  await choose(there, 'named', 'no')
  await press(there, ASK)
  await agrees(second, `${item}/decision`, AGREE)
  await author.goto(draft)
  await author.getByText(CAME).waitFor()
  await sound(author, 'told')

  await there.goto('/o/brackwater/shared/decisions')
  await heading(there, 'What we do with learning of others')
  await there.getByText(CAME).waitFor()
  await sound(there, 'decisions')
  await there.goto(item)
  await there.getByRole('button', { name: /^Take back what we told/ }).click()
  await author.goto(draft)
  assert.equal(await author.getByText(CAME).count(), 0, 'it was taken back')
})

test('what was said before is shown beside a learning point and an action, and who else met an incident', async () => {
  const page = await whole.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/learning`)
    const links = page.getByRole('link', { name: /^Have we said this before\?/ })
    if ((await links.count()) < 2) continue
    await links.first().click()
    await heading(page, 'We have said this before')
    await sound(page, 'said-point')
    await page.goto(`${review}/learning`)
    await page.locator('a[href*="/learning/actions/"][href$="/said-before"]').first().click()
    await heading(page, 'We have said this before')
    await sound(page, 'said-action')
    await page.goto(`${review}/learning`)
    await page.getByRole('link', { name: /^Has anyone else met this\?/ }).first().click()
    await heading(page, 'Has anyone else met this?')
    await sound(page, 'met-point')
    await page.goto(`${review}/met-before`)
    await heading(page, 'Has anyone else met this?')
    await sound(page, 'met-incident')
    return
  }
  assert.fail('no review with a learning point and an action')
})

test('a search is kept for whoever asks, says what is new, and is let go', async () => {
  const page = await as(THERE)
  await page.goto('/o/brackwater/shared')
  await page.locator('summary', { hasText: 'Narrow the list' }).click()
  await page.locator('[name="level"]').selectOption('agency')
  await press(page, 'Narrow the list')
  await press(page, 'Keep this search')
  await heading(page, 'Searches that you keep')
  await page.getByText('Nothing new since you last looked.').waitFor()
  await sound(page, 'searches')
  await follow(page, /Where the condition lies/)
  await heading(page, 'A search that you keep')
  await sound(page, 'search')
  await page.getByRole('button', { name: /^Keep this search no longer/ }).click()
  await page.getByText('You keep no search yet.', { exact: false }).waitFor()
  await sound(page, 'no-search')
})
