// From the decision to the Panel's reply where the national body does not use this service: what went to it and what
// it answered is recorded as sent outside and received outside, each with its day, its way, by whom, and its file.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, notify, todayInWords } from '../steps.mjs'

const walk = demonstration({ args: ['--without-national-body'] })

async function sound(page, name) {
  await axe(page)
  await shots(page, `outside-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** Adds a file in the page that the link of the form opens, as somebody does who has not added it before. */
async function addsAFileFirst(page, name, content) {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Add a file to the review first' }).click()
  const other = await opened
  await other.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await press(other, 'Add the file')
  await other.getByText('The file was added').waitFor()
  await other.close()
}

async function files(page) {
  return page.locator('select[name="file"] option').allInnerTexts()
}

test('the national body is on nobody’s list', async () => {
  const page = await walk.browser.open()
  await page.goto('/')
  await page.getByRole('link', { name: /choose who to be/i }).or(page.getByRole('button', { name: /choose who to be/i })).first().click()
  await page.getByText('Rowan Achebe-Lyle').first().waitFor()
  assert.equal(await page.getByText('Panel').count(), 0)
})

test('sent outside and received outside, each with its file, without JavaScript', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await decideToNotify(walk.browser, review)
  const notifier = await notify(walk.browser, review, 'SIN-0002')
  await notifier.goto(`${review}/notification`)
  await notifier.getByText('had it by').first().waitFor()
  assert.equal(await notifier.getByText('Sent by this service').count(), 0, 'no envelope goes to nobody')
  await sound(notifier, 'notified')

  // What was sent: the file is added on the way, and nothing that was typed is lost.
  await manager.goto(`${review}/notification/told`)
  await manager.getByRole('button', { name: 'Record what was sent or received' }).click()
  await choose(manager, 'direction', 'sent')
  await choose(manager, 'recipient', 'panel')
  await fill(manager, 'whom', 'The Panel’s secretariat')
  await fill(manager, 'told-on', todayInWords())
  await choose(manager, 'channel', 'email')
  await fill(manager, 'by', 'Rowan Achebe-Lyle')
  await fill(manager, 'reference', 'Copy of the notification')
  assert.deepEqual(await files(manager), ['Select from the list'])
  await addsAFileFirst(manager, 'Copy of the notification (invented).txt', 'What went to the Panel. Invented.')
  await sound(manager, 'sent-before')
  await press(manager, 'Show files added since')
  for (const [name, typed] of [['whom', 'The Panel’s secretariat'], ['by', 'Rowan Achebe-Lyle'], ['reference', 'Copy of the notification'], ['told-on', todayInWords()]]) {
    assert.equal(await manager.locator(`[name="${name}"]`).inputValue(), typed, `${name} is kept`)
  }
  assert.ok(await manager.locator('input[name="recipient"][value="panel"]').isChecked())
  assert.match((await files(manager))[1], /^Copy of the notification \(invented\)\.txt, added /)
  await manager.locator('select[name="file"]').selectOption({ index: 1 })
  await sound(manager, 'sent')
  await press(manager, 'Save')
  await manager.getByText('Sent ').first().waitFor()
  const sent = manager.getByRole('link', { name: /^File: Copy of the notification/ })
  const original = await manager.request.get(await sent.getAttribute('href'))
  assert.equal((await original.body()).toString(), 'What went to the Panel. Invented.')

  // What came back.
  await manager.getByRole('button', { name: 'Record what was sent or received' }).click()
  await choose(manager, 'direction', 'received')
  await choose(manager, 'recipient', 'panel')
  await fill(manager, 'whom', 'The Panel’s secretariat')
  await fill(manager, 'told-on', todayInWords())
  await choose(manager, 'channel', 'post')
  await fill(manager, 'by', 'Rowan Achebe-Lyle')
  await addsAFileFirst(manager, 'Reply of the Panel (invented).txt', 'The Panel agrees. Invented.')
  await press(manager, 'Show files added since')
  await manager.locator('select[name="file"]').selectOption({ label: (await files(manager)).find((one) => one.startsWith('Reply')) })
  await press(manager, 'Save')
  await manager.getByText(/^Received .* from The Panel’s secretariat/).waitFor()
  await manager.getByRole('link', { name: /^File: Reply of the Panel/ }).waitFor()
  await sound(manager, 'both')
})

test('a file that was taken away is not sent any more, and what was sent stays', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await aReview(manager)
  await manager.goto(`${review}/notification/told/new`)
  await choose(manager, 'recipient', 'panel')
  await fill(manager, 'whom', 'The Panel’s secretariat')
  await fill(manager, 'told-on', todayInWords())
  await choose(manager, 'channel', 'email')
  await fill(manager, 'by', 'Rowan Achebe-Lyle')
  const chosen = manager.locator('select[name="file"]')
  await chosen.selectOption({ label: (await files(manager)).find((one) => one.startsWith('Copy')) })
  const file = await chosen.inputValue()

  const other = await walk.browser.as('Rowan Achebe-Lyle')
  await other.goto(`${review}/files/${file}/take-away`)
  await fill(other, 'reason', 'Added to the wrong review')
  await press(other, 'Take the file away')
  await other.getByText('The file was taken away').waitFor()
  await other.context().close()

  await press(manager, 'Save')
  await manager.getByRole('link', { name: /This file is not among the files/ }).waitFor()
  assert.equal(await manager.locator('[name="whom"]').inputValue(), 'The Panel’s secretariat')
  await sound(manager, 'gone')
  await manager.goto(`${review}/notification/told`)
  await manager.getByRole('link', { name: 'The file, which was taken away since' }).click()
  await manager.getByText('The file you asked for was taken away').waitFor()
  await manager.goto(`${review}/notification/told`)
  await sound(manager, 'told-gone')
  await manager.getByRole('link', { name: /^Change/ }).first().click()
  await manager.locator('select[name="file"] option:checked').getByText('The file, which was taken away since').waitFor({ state: 'attached' })
  await press(manager, 'Save')
  await manager.getByRole('link', { name: 'The file, which was taken away since' }).waitFor()
})
