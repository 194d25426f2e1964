// What a report carries beside its text is looked at before it is named as what is published; what is on record in the review does
// not go out in it. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { commented, tableAsWord, writtenBy } from '../docx.mjs'
import { fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, addChild } from '../steps.mjs'

const walk = demonstration()
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ROWS = [['Finding', 'Nobody held the whole picture. Invented.']]
const CHILD = 'Tamsin Quillfeather'

async function sound(page, name) {
  await axe(page)
  await shots(page, `carried-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

async function addFile(page, review, name, buffer) {
  await page.goto(`${review}/files/add`)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: DOCX, buffer })
  await press(page, 'Add the file')
  await page.getByText('The file was added').waitFor()
}

async function nameVersion(page, review, file) {
  await page.goto(`${review}/publication`)
  await page.getByRole('button', { name: 'Name the version that is to be published' }).click()
  await page.locator('select[name="file"]').selectOption({ label: file })
  await fill(page, 'by', 'The business manager')
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  assert.equal(await page.locator('[name="by"]').inputValue(), 'The business manager')
}

test('a report is named as what is published once somebody looked at what it carries', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(page)
  await addChild(page, review, CHILD)
  await addFile(page, review, 'With a comment.docx', tableAsWord(ROWS, [commented(`Ask ${CHILD} again`), writtenBy('Una Writer')]))
  await addFile(page, review, 'Report.docx', tableAsWord(ROWS, [writtenBy('Una Writer')]))

  await nameVersion(page, review, 'With a comment.docx')
  await page.getByRole('link', { name: /holds something that is on record in this review/ }).waitFor()
  await page.getByText('On record in this review').first().waitFor()
  assert.equal(await page.locator('input[name="looked"]').count(), 0, 'no tick lets it through')
  await sound(page, 'known')

  await nameVersion(page, review, 'Report.docx')
  await page.getByRole('link', { name: /^Look at what this file carries/ }).waitFor()
  await page.getByText('Una Writer').first().waitFor()
  await sound(page, 'asked')
  await keyboardWalk(page)
  await page.getByLabel('I have looked at every piece, and all of it may go along with the file').check()
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'Publication', level: 1 }).waitFor()
  await page.getByText('Report.docx').first().waitFor()
})
