// Files of a review: added without JavaScript, refused in plain words, read beside the original, taken away in the open.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { upload } from '../sent.mjs'

const walk = demonstration()
const NOTE = 'Breakfast club note (invented).\n\nBaby was carried in asleep. Nobody asked the club what it saw.\n\nSecond paragraph, to be referred to by its number.'

async function sound(page, name) {
  await axe(page)
  await shots(page, name)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name }).click()

const firstReview = async (page) => (await reviewsOf(page)).at(-1)

async function send(page, name, mimeType, content) {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(content) })
  await press(page, 'Add the file')
}

test('a note is added, read with numbered paragraphs, downloaded and taken away, without JavaScript', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await firstReview(page)
  await page.goto(review)
  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await page.getByText('No file has been added yet.').waitFor()
  await sound(page, 'files-empty')

  await page.getByRole('button', { name: 'Add a file' }).click()
  await sound(page, 'file-add')
  await press(page, 'Add the file')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await page.getByRole('link', { name: 'Select a file' }).waitFor()
  await send(page, 'note.txt', 'text/plain', 'MZ\u0090\u0000\u0003 this is a program')
  await page.getByRole('link', { name: /The file is a program/ }).waitFor()
  assert.match(await page.title(), /^Error: /)
  await sound(page, 'file-refused')

  await send(page, 'Breakfast club note with a rather long name, as people give them.txt', 'text/plain', NOTE)
  await page.getByText('The file was added').waitFor()
  for (let tries = 0; tries < 60; tries += 1) {
    if (await page.getByRole('link', { name: /Read the text/ }).count()) break
    await page.waitForTimeout(500)
    await page.goto(`${review}/files`)
  }
  await sound(page, 'files-one')

  const original = await page.getByRole('link', { name: /Breakfast club note/ }).first().getAttribute('href')
  const answer = await page.request.get(original)
  assert.equal(answer.status(), 200)
  assert.match(answer.headers()['content-disposition'], /^attachment/)
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff')
  assert.match(answer.headers()['content-security-policy'], /sandbox/)
  assert.equal((await answer.body()).toString(), NOTE)

  await page.getByRole('link', { name: /Read the text/ }).click()
  await page.getByText('Nobody asked the club what it saw.').waitFor()
  assert.equal(await page.locator('#p3').count(), 1)
  assert.doesNotMatch(await page.title(), /Breakfast/)
  await sound(page, 'file-text')

  await page.goto(`${review}/files`)
  await page.getByRole('link', { name: /Take away/ }).click()
  await press(page, 'Take the file away')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(page, 'file-take-away')
  await page.locator('[name=reason]').fill('Added to the wrong review')
  await press(page, 'Take the file away')
  await page.getByText('The file was taken away').waitFor()
  await page.getByText('Added to the wrong review').waitFor()
  await page.goto(original)
  await page.getByText('The file you asked for was taken away').waitFor()
  await sound(page, 'files-gone')
})

test('with JavaScript a file goes the same way, and every stop of the keyboard is seen', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await firstReview(page)
  await page.goto(`${review}/files/add`)
  await keyboardWalk(page)
  await sound(page, 'file-add-script')
  await send(page, 'contacts.csv', 'text/csv', 'Date,Who,What\n2026-01-02,"Smith, J (invented)",Seen at home\n2026-02-03,Health visitor,Not seen\n')
  await page.getByText('The file was added').waitFor()
  for (let tries = 0; tries < 60; tries += 1) {
    if (await page.getByRole('link', { name: /Read the text/ }).count()) break
    await page.waitForTimeout(500)
    await page.goto(`${review}/files`)
  }
  await page.getByRole('link', { name: /Read the text/ }).first().click()
  await page.getByText('Smith, J (invented)').waitFor()
  await sound(page, 'file-text-table')
  await page.goto(review)
  await page.getByText('A file was attached').first().waitFor()
})

test('a file goes to the section that was chosen for it, and to nobody who may not read that', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await firstReview(manager)
  await manager.goto(`${review}/team/add`)
  await fill(manager, 'name', 'Rowan')
  await choose(manager, 'where', 'here')
  await press(manager, 'Search')
  await manager.getByRole('link', { name: 'Rowan Achebe-Lyle' }).click()
  await choose(manager, 'listed', 'no')
  await fill(manager, 'how', 'Asked in person.')
  await manager.locator('[name="role"]').selectOption({ index: 1 })
  await choose(manager, 'sections', 'police_restricted')
  await choose(manager, 'sections', 'safe_contact')
  await fill(manager, 'why', 'Keeps what the police send.')
  await fill(manager, 'agreed-by', 'Detective inspector, police')
  await press(manager, 'Add to the team')
  await manager.getByRole('heading', { level: 1, name: 'Team of this review' }).waitFor()

  await manager.goto(`${review}/files/add`)
  assert.ok(await manager.locator('input[name="section"][value="general"]').isChecked(), 'everybody on the review, unless it is chosen otherwise')
  await choose(manager, 'section', 'police_restricted')
  await press(manager, 'Add the file')
  await manager.getByRole('heading', { name: 'There is a problem' }).waitFor()
  assert.ok(await manager.locator('input[name="section"][value="police_restricted"]').isChecked(), 'what was chosen is kept')
  await sound(manager, 'file-add-section')
  await send(manager, 'Witness list (invented).txt', 'text/plain', 'Kept back by the police. Invented.')
  await manager.getByText('The file was added').waitFor()
  await manager.getByText('Only those who may read what the police keep back').waitFor()
  await sound(manager, 'files-section')
  const original = await manager.getByRole('link', { name: /^Witness list/ }).first().getAttribute('href')
  assert.equal((await manager.request.get(original)).status(), 200)

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  await partner.goto(`${review}/files`)
  assert.equal(await partner.getByText('Witness list').count(), 0)
  assert.equal((await partner.goto(original)).status(), 404)
})

test('a long list comes in pages, the newest first', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await firstReview(page)
  for (let number = 1; number <= 51; number += 1) await upload(page, `${review}/files/add`, `Note ${number} (invented).txt`, `Note ${number}. Invented.`)
  await page.goto(`${review}/files`)
  await page.getByRole('link', { name: 'Note 51 (invented).txt', exact: true }).waitFor()
  await page.getByText(/^Showing 1 to 50 of 5\d$/).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Note 1 (invented).txt', exact: true }).count(), 0)
  await sound(page, 'files-long')
  await page.getByRole('link', { name: 'Next page' }).click()
  await page.getByRole('link', { name: 'Note 1 (invented).txt', exact: true }).waitFor()
  await sound(page, 'files-long-last')
  await page.getByRole('link', { name: 'Previous page' }).click()
  await page.getByRole('link', { name: 'Note 51 (invented).txt', exact: true }).waitFor()
})

test('who may not know of the review is told nothing of its files', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await firstReview(manager)
  for (const who of ['Silvan Adeyemi-Crook', 'Aurelio Banks-Whitlow']) {
    const page = await walk.browser.as(who)
    const answer = await page.goto(`${review}/files`)
    assert.equal(answer.status(), 404, who)
  }
})
