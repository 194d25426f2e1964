// What a report carries beside its text is looked at before it is named as what is published. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview } from '../steps.mjs'

const walk = demonstration({ whole: true })
const MANAGER = 'Rowan Achebe-Lyle'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function sound(page, name) {
  await axe(page)
  await shots(page, `carried-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** A Word document: a piece of shared learning, with its title among its properties. */
async function aDocument(page) {
  await page.goto('/o/aldermere/shared')
  await page.getByRole('link', { name: /^Letters about appointments/ }).first().click()
  const href = await page.getByRole('link', { name: 'As a Word document' }).getAttribute('href')
  const file = await page.request.get(new URL(href, page.url()).href)
  return Buffer.from(await file.body())
}

test('a report is named as what is published once somebody looked at what it carries', async () => {
  const page = await walk.browser.as(MANAGER, { javaScript: false })
  const buffer = await aDocument(page)
  const review = await aReview(page)
  await page.goto(`${review}/files/add`)
  await page.locator('input[type=file]').setInputFiles({ name: 'Report.docx', mimeType: DOCX, buffer })
  await press(page, 'Add the file')
  await page.getByText('The file was added').waitFor()

  await page.goto(`${review}/publication`)
  await page.getByRole('button', { name: 'Name the version that is to be published' }).click()
  await page.locator('select[name="file"]').selectOption({ label: 'Report.docx' })
  await fill(page, 'by', 'The business manager')
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await page.getByRole('link', { name: /^Look at what this file carries/ }).waitFor()
  await page.getByText('A property of the file').first().waitFor()
  assert.equal(await page.locator('[name="by"]').inputValue(), 'The business manager')
  await sound(page, 'asked')
  await keyboardWalk(page)
  await page.getByLabel('I have looked at every piece, and all of it may go along with the file').check()
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'Publication', level: 1 }).waitFor()
  await page.getByText('Report.docx').first().waitFor()
})
