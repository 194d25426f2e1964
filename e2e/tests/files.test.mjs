// Files of a review: added without JavaScript, refused in plain words, read beside the original, taken away in the open.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

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

test('who may not know of the review is told nothing of its files', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await firstReview(manager)
  for (const who of ['Silvan Adeyemi-Crook', 'Aurelio Banks-Whitlow']) {
    const page = await walk.browser.as(who)
    const answer = await page.goto(`${review}/files`)
    assert.equal(answer.status(), 404, who)
  }
})
