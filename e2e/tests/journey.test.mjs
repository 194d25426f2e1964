// The journey of a review: what was seen differently, revised and doubted with reasons, linked at both ends, looked at again, along
// time and in figures. Without JavaScript; at the end by keyboard.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { send } from '../sent.mjs'
import { aReview, fillDay } from '../steps.mjs'

const walk = demonstration()
const FIRST = 'The school had asked twice and nobody answered. Invented.'
const SECOND = 'Referrals are read on one day of the week only. Invented.'
const REVISED = 'The school had asked three times; one answer went to an old address. Invented.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `journey-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)

/** The page of the moment with these words, from the list. */
async function openMoment(page, review, words) {
  await page.goto(`${review}/journey`)
  await page.getByRole('link', { name: words }).click()
  await heading(page, 'What was seen differently')
}

async function revise(page, other) {
  const at = page.url()
  await page.getByRole('button', { name: 'Revise it' }).click()
  await heading(page, 'Revise what was seen differently')
  assert.equal(await page.locator('[name="words"]').inputValue(), FIRST)
  await fill(page, 'why', 'A letter was found.')
  await press(page, 'Save')
  await problem(page)
  await page.getByRole('link', { name: /^The words are the same as before/ }).waitFor()
  assert.equal(await page.locator('[name="why"]').inputValue(), 'A letter was found.')
  await sound(page, 'revise-wrong')
  await fill(page, 'words', REVISED)

  // Somebody else changes it meanwhile: both texts are shown side by side.
  await send(other, `${at}/revise`, [['words', 'Somebody else wrote this. Invented.'], ['why', 'They knew more.']])
  await press(page, 'Save')
  await page.getByText('Somebody else wrote this. Invented.').first().waitFor()
  await page.getByText(REVISED).first().waitFor()
  await sound(page, 'revise-conflict')
  await send(page, `${at}/revise`, [['words', REVISED], ['why', 'A letter was found.']])

  await page.goto(`${at}/doubt`)
  await press(page, 'Save')
  await problem(page)
  await fill(page, 'why', 'Nobody kept the envelope.')
  await sound(page, 'doubt')
  await press(page, 'Save')
  await heading(page, 'What was seen differently')
  await page.getByText('Doubted', { exact: true }).first().waitFor()
  await page.getByText(FIRST).first().waitFor()
  await page.getByText('A letter was found.').waitFor()
  assert.equal(await page.locator('main').getByText(/Achebe|Tasker/).count(), 0, 'no name is on the page')
  await page.getByRole('button', { name: 'Open it again' }).click()
  await fill(page, 'why', 'A second letter.')
  await press(page, 'Save')
  await page.getByText('Opened again', { exact: true }).first().waitFor()
  await sound(page, 'moment')
  await sayMore(page)
}

/** What was folded away in half a minute is said later; what stood there is offered again. */
async function sayMore(page) {
  await page.getByRole('button', { name: 'Say more about it' }).click()
  await heading(page, 'Say more about it')
  await press(page, 'Save')
  await problem(page)
  await fill(page, 'm-before', 'That somebody reads the post every day.')
  await page.locator('[name="m-level"]').selectOption('agency')
  await sound(page, 'more')
  await press(page, 'Save')
  await heading(page, 'What was seen differently')
  await page.getByText('That somebody reads the post every day.').waitFor()
  await page.getByText(/More was said about it/).first().waitFor()
}

/** What it rests on is looked for by words, which stand in no address, and ticked. */
async function restsOn(page) {
  const at = page.url()
  await page.getByRole('button', { name: 'Choose entries or documents that it rests on' }).click()
  await heading(page, 'What it rests on')
  await press(page, 'Add what is ticked')
  await problem(page)
  await page.getByRole('link', { name: 'Tick an entry or a document' }).waitFor()
  await sound(page, 'basis-wrong')
  await fill(page, 'words', 'nothing like this')
  await press(page, 'Look for these')
  await page.getByText('No entry that you may read fits.').waitFor()
  assert.equal(await page.locator('[name="words"]').inputValue(), 'nothing like this')
  assert.ok(!page.url().includes('nothing'), page.url())
  await sound(page, 'basis-none')
  await page.goto(at)
}

async function link(page, review) {
  const at = page.url()
  await page.getByRole('button', { name: 'Add a link' }).click()
  await heading(page, 'Link to something else that was seen differently')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'link-wrong')
  await choose(page, 'kind', 'merged_into')
  await page.locator('[name="to"]').selectOption({ label: SECOND })
  await press(page, 'Save')
  await page.getByRole('link', { name: `Seen differently: ${SECOND}` }).click()
  await page.getByText('This now belongs to it: ').waitFor()
  const second = page.url()
  assert.equal(await page.getByRole('button', { name: /^Take this link away/ }).count(), 0, 'it is taken away where it was made')

  await page.goto(`${second}/links/moment`)
  await choose(page, 'kind', 'split_from')
  await page.locator('[name="to"]').selectOption({ label: REVISED })
  await press(page, 'Save')
  await problem(page)
  await page.getByRole('link', { name: /^The other one is part of this one already/ }).waitFor()

  const { html } = await send(page, `${review}/learning/new`, [['learned', 'Post is read late. Invented.'], ['level', 'agency'], ['changed-at', 'agency']])
  assert.ok(html.includes('Post is read late'))
  await page.goto(`${at}/links/learning_point`)
  await choose(page, 'kind', 'led_to')
  await page.locator('[name="to"]').selectOption({ label: 'Post is read late. Invented.' })
  await press(page, 'Save')
  await page.getByRole('link', { name: 'Learning point: Post is read late. Invented.' }).click()
  await page.getByRole('link', { name: `It came of: ${REVISED}` }).waitFor()
  await page.goto(at)
  await page.getByRole('button', { name: /^Take this link away ?: ?It led to/ }).click()
  await page.getByText('It now belongs to: ').waitFor()
  assert.equal(await page.getByText('Post is read late').count(), 0)
  await page.goto(`${at}/links/file`)
  await heading(page, 'Link to a file')
  await sound(page, 'link-file')
  await page.goto(at)
}

async function lookAgain(page) {
  await page.getByRole('button', { name: 'Look at it again' }).click()
  await heading(page, 'Look at it again')
  await choose(page, 'what', 'not_yet')
  await fill(page, 'why', 'Two schools have not answered.')
  await press(page, 'Save')
  await problem(page)
  await page.getByRole('link', { name: 'Enter when somebody should look at it again.' }).waitFor()
  await fillDay(page, 'next', inDays(-1))
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'look-wrong')
  await fillDay(page, 'next', inDays(40))
  await press(page, 'Save')
  await heading(page, 'What was seen differently')
  await page.getByText('It cannot be said yet').waitFor()
}

test('an understanding grows: revised, doubted, linked, looked at again', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const partner = await walk.browser.as('Imogen Tasker-Bell', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(`${review}/journey`)
  await heading(manager, 'How the understanding grew')
  await sound(manager, 'list-before')
  await send(manager, review, [['m-seen', FIRST]])
  await send(manager, review, [['m-seen', SECOND]])
  await openMoment(manager, review, FIRST)
  await revise(manager, partner)
  await restsOn(manager)
  await link(manager, review)
  await lookAgain(manager)

  await manager.goto(`${review}/journey?level=national`)
  await manager.getByText(/^0 of \d+ are shown\./).waitFor()
  await manager.getByRole('link', { name: 'Show all' }).click()
  await manager.getByRole('link', { name: REVISED }).waitFor()
  await sound(manager, 'list')
  await manager.goto(`${review}/journey?kind=nothing`)
  await problem(manager)

  await manager.goto(`${review}/journey/timeline`)
  await heading(manager, 'Along time')
  const marks = manager.locator('svg.tl-journey a')
  assert.ok((await marks.count()) > 1, 'moments and steps are drawn')
  for (const href of await marks.evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
    if (href.startsWith('#')) assert.equal(await manager.locator(`[id="${href.slice(1)}"]`).count(), 1, `${href} stands in the table`)
  }
  const cue = manager.getByText('Scroll sideways to see all.', { exact: false })
  const wide = manager.viewportSize()
  await manager.setViewportSize({ width: 1280, height: 900 })
  assert.equal(await cue.isVisible(), false, 'the whole drawing is seen')
  await manager.setViewportSize({ width: 375, height: 800 })
  await cue.waitFor()
  const cut = await manager.locator('.tl-journey__box').evaluate((box) => box.scrollWidth > box.clientWidth)
  assert.ok(cut, 'there is more beside it')
  await manager.getByRole('heading', { name: 'The same as a table' }).waitFor()
  await manager.setViewportSize(wide)
  await sound(manager, 'timeline')
  await manager.goto(`${review}/journey/figures`)
  await manager.getByRole('row').filter({ hasText: 'Moments that were revised' }).getByText(/^1 of \d+$/).waitFor()
  await manager.getByRole('row').filter({ hasText: 'first shared moment' }).getByText('Not yet', { exact: true }).waitFor()
  await sound(manager, 'figures')
})

test('the timeline and the page of one moment are walked by keyboard', async () => {
  const partner = await walk.browser.as('Imogen Tasker-Bell')
  const review = await aReview(partner)
  await partner.goto(`${review}/journey/timeline`)
  await keyboardWalk(partner)
  await openMoment(partner, review, REVISED)
  await keyboardWalk(partner)
})
