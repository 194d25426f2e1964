// A question to those behind an item: asked in another area, passed on or declined by the broker, answered where the item came from.
// Neither side learns who the other is. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { agrees, released } from '../learning.mjs'
import { aReview } from '../steps.mjs'

const walk = demonstration()
const AUTHOR = 'Imogen Tasker-Bell'
const ASKER = 'Silvan Adeyemi-Crook'
const SECOND = 'Rosalind Teague-Mbatha'
const ORIGINS_SECOND = 'Desmond Okoro-Hale'
const BROKER = 'Ines Castellan-Rowe'
const CONDITION = 'Discharge letters from the clinic are filed before anybody reads them.'
const KNOW = 'How long did it take until the letters were read?'
const USE = 'We plan one desk for letters.'
const ANSWER = 'Half a year. The desk was the smaller part of it.'
const REASON = 'The item says that already.'
const ASK = 'Ask a second person to read it'
const WAITS = 'Something waits for you to read before others can read it'

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const follow = (page, name) => page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

async function sound(page, name) {
  await axe(page)
  await shots(page, `questions-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

/** Sends a form of which the check may have found something that tells of nobody. */
async function sends(page, button) {
  await press(page, button)
  if ((await page.locator('[name="looked"]').count()) === 0) return
  await choose(page, 'looked', 'yes')
  await press(page, button)
}

async function asks(page, item) {
  await page.goto(`${item}/ask`)
  await fill(page, 'know', KNOW)
  await fill(page, 'use', USE)
  await choose(page, 'named', 'no')
  await sends(page, ASK)
  await page.getByText('It waits for a second person since', { exact: false }).waitFor()
}

/** The second person reads what waits, and agrees; `look` sees the pages. */
async function letsGo(page, organisation, look = async () => {}) {
  await page.goto(`/o/${organisation}/today`)
  await page.getByRole('link', { name: WAITS }).first().click()
  await page.getByText('It waits for a second person since', { exact: false }).waitFor()
  const place = new URL(page.url()).pathname
  await look(place)
  await agrees(page, place, 'Agree: let it go')
}

test('a question goes through the broker, and the answer comes back', async () => {
  const author = await as(AUTHOR)
  const draft = await released(as, author, { review: await aReview(author), condition: CONDITION })
  const asker = await as(ASKER)
  await asker.goto('/o/brackwater/shared')
  await follow(asker, CONDITION)
  await follow(asker, 'Ask those behind it a question')
  await heading(asker, 'Ask those behind it a question')
  await press(asker, ASK)
  await problem(asker)
  await sound(asker, 'ask-wrong')
  const item = new URL(asker.url()).pathname.replace(/\/ask$/, '')
  await fill(asker, 'know', 'Was it as with NHS number 943 476 5919?')
  await fill(asker, 'use', USE)
  await choose(asker, 'named', 'no')
  await press(asker, ASK)
  await problem(asker)
  assert.equal(await asker.locator('[name="use"]').inputValue(), USE)
  await asks(asker, item)
  await sound(asker, 'asked')
  const second = await as(SECOND)
  await letsGo(second, 'brackwater', async (place) => {
    await sound(second, 'leaving')
    assert.equal((await asker.goto(place)).status(), 200)
    await asker.getByText('You wrote or added some of this', { exact: false }).waitFor()
    await sound(asker, 'leaving-own')
    await follow(second, 'Read it as the second person')
    await press(second, 'Agree: let it go')
    await problem(second)
    await sound(second, 'agree-wrong')
    const buttons = await second.locator('main .govuk-button').allInnerTexts()
    assert.deepEqual(buttons.slice(-2), ['Agree: let it go', 'Send it back'], 'the primary button comes first')
    await follow(second, 'Send it back')
    await press(second, 'Send it back with this reason')
    await problem(second)
    await sound(second, 'send-back-wrong')
  })
  await asker.goto(item)
  await asker.getByText('It waits for the broker').waitFor()
  await author.goto(draft)
  assert.equal(await author.getByText(KNOW).count(), 0, 'the broker has not seen it')

  const broker = await as(BROKER)
  await broker.goto('/o/region/today')
  await follow(broker, 'One question waits to be passed on')
  await heading(broker, 'Questions to pass on')
  await broker.getByText(KNOW).waitFor()
  assert.equal(await broker.getByText('Brackwater').count(), 0, 'who asks is not named')
  await sound(broker, 'to-pass-on')
  await follow(broker, 'Do not pass it on')
  await press(broker, 'Do not pass it on')
  await problem(broker)
  await sound(broker, 'decline-wrong')
  await fill(broker, 'why', REASON)
  await sends(broker, 'Do not pass it on')
  await broker.getByText('No question waits to be passed on.').waitFor()
  await sound(broker, 'nothing-to-pass-on')
  await asker.goto('/o/brackwater/today')
  await asker.getByRole('link', { name: 'Something was said to a question that your organisation asked' }).first().click()
  await asker.getByText(REASON).waitFor()
  await asker.getByRole('button', { name: /^We have read this/ }).click()

  await asks(asker, item)
  await letsGo(second, 'brackwater')
  await broker.goto('/o/region/shared/questions-to-pass-on')
  await broker.getByRole('button', { name: /^Pass it on/ }).click()
  await broker.getByText('No question waits to be passed on.').waitFor()
  const manager = await as('Rowan Achebe-Lyle')
  await manager.goto('/o/aldermere/today')
  await manager.getByRole('link', { name: 'Somebody asks you about learning that you shared' }).first().click()
  await manager.getByText(KNOW).waitFor()
  assert.equal(await manager.getByText('Brackwater').count(), 0)
  await sound(manager, 'here')
  await follow(manager, 'Answer a question')
  await heading(manager, 'Answer a question')
  await press(manager, 'Send it')
  await problem(manager)
  await sound(manager, 'answer-wrong')
  await choose(manager, 'says', 'words')
  await fill(manager, 'answer', ANSWER)
  await choose(manager, 'named', 'no')
  await sends(manager, 'Send it')
  await manager.getByText('It waits for a second person since', { exact: false }).waitFor()
  await sound(manager, 'answer-waits')
  await asker.goto(item)
  assert.equal(await asker.getByText(ANSWER).count(), 0, 'nobody has agreed to it')
  const here = manager.url()
  await letsGo(await as(ORIGINS_SECOND), 'aldermere')
  await manager.goto(here)
  await manager.getByText('You answered').waitFor()
  await asker.goto(item)
  await asker.getByText(ANSWER).waitFor()
  assert.equal(await asker.getByText('Aldermere').count(), 0)
  await sound(asker, 'answered')
  const reader = await as('Magnus Oyelaran-Frith')
  assert.equal((await reader.goto(`${item}/ask`)).status(), 403)
})
