// An agency brings in what it already has: notes that are pasted, a table as a file. Each passage and row is looked at by a
// person; nothing is a part of the chronology before.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openReturn, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const AUTHOR = 'Lucinda Barrow-Teal'
const NOTES = new URL('../../../shared/data/notes/harding/', import.meta.url)

const NOTE = `School record
Date: 3 February 2026

On 8 December the class teacher telephoned home and nobody answered.

On 12 January 2026 the school nurse met the child in the medical room.

The child said that somebody at home had hurt her.`

const TABLE = `Date,What happened,Child seen,Remark
3 February 2026,The class teacher met mother at the gate.,No,
,She said that all was well.,,
5 February 2026,The child was not brought to the dentist.,No,looked tired
Total,2,,`

async function sound(page, name) {
  await axe(page)
  await shots(page, `document-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name }).first().click()
const follow = (page, name) => page.getByRole('link', { name }).first().click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

/** The chronology of the agency, from the first page after signing in. */
async function chronology(page) {
  const base = await openReturn(page)
  await page.goto(`${base}/chronology`)
  return base
}

async function paste(page, base, { name, how, text }) {
  await page.goto(`${base}/documents/paste`)
  await choose(page, 'how', how)
  await choose(page, 'reads', 'team')
  await fill(page, 'name', name)
  await fill(page, 'pasted', text)
  await press(page, 'Bring it in')
}

test('notes are proposed passage by passage, and a person takes each in, changes it or leaves it out', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await chronology(author)
  await follow(author, 'Paste a table or notes')
  await press(author, 'Bring it in')
  await problem(author)
  await sound(author, 'paste-wrong')
  await paste(author, base, { name: 'School record', how: 'notes', text: NOTE })
  await author.getByRole('heading', { name: 'What stands in the document' }).waitFor()
  await sound(author, 'notes')
  const document = new URL(author.url()).pathname
  assert.ok(await author.getByText('8 December 2025').count(), 'the year comes from the document')
  await press(author, /^Take it in as it is ?, 8 December 2025/)
  await author.getByText('Taken in').first().waitFor()
  await follow(author, /^Change it and take it in ?, 12 January 2026/)
  await sound(author, 'passage')
  await fill(author, 'date', '31 December 2099')
  await press(author, 'Take it in')
  await problem(author)
  await fill(author, 'date', '12 January 2026')
  await fill(author, 'text', 'The school nurse met the child alone.')
  await press(author, 'Take it in')
  await author.getByRole('heading', { name: 'What stands in the document' }).waitFor()
  await author.getByText('A child may have told somebody of harm here').first().waitFor()
  assert.equal(await author.getByRole('button', { name: /Take it in as it is, not known/ }).count(), 0, 'a question is never taken in as it is')
  await follow(author, /^Leave it out/)
  await sound(author, 'leave-out')
  await fill(author, 'why', 'It is told in the social care record.')
  await press(author, 'Leave it out')
  await author.getByText('It is told in the social care record.').waitFor()
  await author.goto(`${base}/chronology`)
  await author.getByText('The school nurse met the child alone.').waitFor()
  await sound(author, 'chronology')
  await follow(author, /12 January 2026/)
  await follow(author, 'See it in the document')
  assert.match(author.url(), /#piece-\d+$/)
  assert.equal((await author.goto(`${document}/take-away`)).status(), 200)
  await press(author, 'Take this document away')
  await author.getByText('An entry came from this document').waitFor()
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  assert.equal((await manager.goto(document)).status(), 404)
  const again = await walk.browser.as(AUTHOR)
  await again.goto(document)
  await wholePage(again, 'return-document', { replace: CHANGES })
  await keyboardWalk(again)

  await signOff(await walk.browser.as('Hamish Orde-Quill'), base, 'Head teacher')
  for (const review of await reviewsOf(manager)) {
    await manager.goto(`${review}/chronology`)
    if (await manager.getByText('The school nurse met the child alone.').count()) break
  }
  await manager.locator('main').getByRole('link', { name: 'Larkfield Primary School' }).first().click()
  await follow(manager, 'See it in the document')
  await manager.getByRole('heading', { name: 'Document of the agency' }).waitFor()
  assert.match(manager.url(), /#piece-\d+$/)
  await sound(manager, 'as-the-review-reads-it')
})

test('who may have caused harm is asked, and that nobody can say it is said on purpose', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await chronology(author)
  const text = 'School record\nDate: 3 March 2026\n\nOn 1 March Dad smacked the child at the gate.'
  await paste(author, base, { name: 'Gate', how: 'notes', text })
  await author.getByText('Somebody may be thought to have caused harm here').first().waitFor()
  await follow(author, /^Answer/)
  await press(author, 'Take it in')
  await problem(author)
  await author.getByText('Enter who is meant, or tick that nobody can say').first().waitFor()
  await sound(author, 'who-missing')
  await fill(author, 'who', 'the child’s father')
  await author.getByLabel(/^Nobody can say who is meant/).check()
  await press(author, 'Take it in')
  await author.getByText('not both').first().waitFor()
  await fill(author, 'who', '')
  await press(author, 'Take it in')
  await author.getByRole('heading', { name: 'What stands in the document' }).waitFor()
  await author.goto(`${base}/chronology`)
  await author.getByText('Dad smacked the child at the gate.').first().waitFor()
  await author.goto(`${base}/sign`)
  await author.getByText('Who is meant is not said.').first().waitFor()
})

test('a table says row by row what becomes of it, and nothing is dropped', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await chronology(author)
  await press(author, 'Bring in a document')
  await choose(author, 'how', 'table')
  await press(author, 'Bring it in')
  await problem(author)
  await sound(author, 'add-wrong')
  const file = { name: 'chronology.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) }
  await author.locator('[name="file"]').setInputFiles(file)
  await press(author, 'Bring it in')
  await press(author, 'Say what the columns hold')
  await sound(author, 'columns')
  await author.locator('[name="t1-c0"]').selectOption('')
  await press(author, 'Save')
  await problem(author)
  await author.locator('[name="t1-c0"]').selectOption('date')
  await press(author, 'Save')
  await author.getByText('What becomes of it').first().waitFor()
  await sound(author, 'rows')
  const document = new URL(author.url()).pathname
  assert.equal(await author.locator('tbody tr').count(), 5, 'every row is there')
  await press(author, /^Take in the 1 row that asks nothing/)
  await author.getByText('Taken in').first().waitFor()
  await follow(author, 'Show only rows with a question')
  assert.equal(await author.locator('tbody tr').count(), 2)
  await follow(author, /^Answer ?, row 3/)
  await follow(author, 'Add it to the entry of row 2')
  await press(author, 'Add it to the entry of row 2')
  await author.getByText('Added to the row above it').waitFor()
  await author.goto(`${document}?show=questions`)
  await follow(author, /^Answer ?, row 4/)
  await author.getByText('looked tired').first().waitFor()
  await press(author, 'Take it in')
  await author.goto(`${base}/chronology`)
  await author.getByText('She said that all was well.').waitFor()
  await author.getByText('The child was not brought to the dentist.').waitFor()
  const again = await walk.browser.as(AUTHOR)
  await again.goto(`${document}`)
  await wholePage(again, 'return-document-rows', { replace: CHANGES })
  await keyboardWalk(again)
})

test('the notes of a family give the appointments that the child was not brought to', { skip: !existsSync(NOTES) && 'the shared notes are not here' }, async () => {
  const author = await walk.browser.as(AUTHOR)
  const base = await chronology(author)
  const text = await readFile(new URL('missed_appointments_log.txt', NOTES), 'utf8')
  await paste(author, base, { name: 'Missed appointments', how: 'notes', text })
  await author.getByRole('heading', { name: 'What stands in the document' }).waitFor()
  assert.ok((await author.getByText('A child was not brought to an appointment').count()) >= 3)
  assert.ok(await author.getByText('8 December 2025').count())
  await sound(author, 'shared-notes')
})
