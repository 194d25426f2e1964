// The chronology of the demonstration is taken out in each kind of file, named and without names; what is wrong keeps what was
// typed; what was taken out is listed; and whoever does not work on the review takes nothing out.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openReturn, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const FOR = 'The lead reviewer, Invented & Sons'
const SAID = 'was met by the school nurse.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `chronology-out-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

/** An agency adds an entry that names a child, and signs off; returns the child's name. */
async function signedOff() {
  const author = await walk.browser.as('Lucinda Barrow-Teal', { javaScript: false })
  const base = await openReturn(author)
  await author.goto(`${base}/chronology/new`)
  const box = author.locator('input[name="about"]').first()
  const label = await author.locator(`label[for="${await box.getAttribute('id')}"]`).innerText()
  const name = label.trim().split(',')[0]
  await fill(author, 'date', 'summer 2025')
  await author.locator('[name="kind"]').selectOption('contact')
  await fill(author, 'text', `${name} ${SAID}`)
  await press(author, 'Save')
  await author.getByText(SAID).first().waitFor()
  await signOff(await walk.browser.as('Hamish Orde-Quill'), base, 'Head teacher')
  return name
}

/** The file that the form makes, with its name. */
async function made(page, format, names) {
  await choose(page, 'format', format)
  await choose(page, 'names', names)
  // The page stays, and takes a form that is sent again within three seconds for the same one.
  await page.waitForTimeout(3200)
  const arrives = page.waitForEvent('download')
  await press(page, 'Make the file')
  const file = await arrives
  assert.match(file.suggestedFilename(), new RegExp(`^chronology-[A-Z0-9-]+\\.${format}$`))
  return readFile(await file.path())
}

/** What a PDF says, as pdftotext reads it; nothing where that program is missing. */
function saidBy(bytes) {
  const { error, status, stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes })
  if (error) return null
  assert.equal(status, 0)
  return stdout.toString()
}

const pages = (said) => said.split('\f').filter((one) => one.trim())
const folded = (text) => text.replace(/\s+/g, ' ')

test('the chronology is taken out in four kinds of file, with names and without', async (context) => {
  const name = await signedOff()
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  let review
  for (const one of await reviewsOf(manager)) {
    await manager.goto(`${one}/chronology`)
    if (await manager.getByText(SAID).count()) review = one
    if (review) break
  }
  assert.ok(review, 'the entry stands in a chronology')
  await manager.getByRole('button', { name: 'Take the chronology out' }).click()
  await manager.getByRole('heading', { name: 'Take the chronology out', level: 1 }).waitFor()
  await sound(manager, 'form')
  await wholePage(manager, 'chronology-out', { replace: CHANGES })
  await keyboardWalk(manager)

  await fill(manager, 'purpose', 'To prepare the meeting')
  await fill(manager, 'known-on-day', '20')
  await fill(manager, 'known-on-month', '2')
  await fill(manager, 'known-on-year', '2026')
  await press(manager, 'Make the file')
  await problem(manager)
  await manager.getByText('Enter who it is for').first().waitFor()
  await manager.getByText('Choose both an agency and a day, or neither').first().waitFor()
  assert.equal(await manager.locator('[name="purpose"]').inputValue(), 'To prepare the meeting')
  assert.equal(await manager.locator('[name="known-on-day"]').inputValue(), '20')
  await sound(manager, 'wrong')
  for (const part of ['day', 'month', 'year']) await fill(manager, `known-on-${part}`, '')
  await fill(manager, 'to', FOR)

  const csv = (await made(manager, 'csv', 'named')).toString()
  for (const said of [FOR, 'To prepare the meeting', `${name} ${SAID}`, 'withheld', 'Every agency', 'Whose account']) {
    assert.ok(csv.includes(said), said)
  }
  const without = (await made(manager, 'csv', 'pseudonymous')).toString()
  assert.ok(without.includes(SAID) && without.includes('Names on record were replaced, and no others'))
  assert.ok(!without.toLowerCase().includes(name.toLowerCase()))
  for (const format of ['docx', 'xlsx']) {
    assert.equal((await made(manager, format, 'named')).subarray(0, 2).toString(), 'PK')
  }
  const pdf = await made(manager, 'pdf', 'named')
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  const said = saidBy(pdf)
  if (said === null) context.diagnostic('pdftotext is missing: the PDF was not read')
  else {
    assert.ok(folded(said).includes(SAID) && folded(said).includes('withheld'))
    assert.ok(folded(said).includes('Family and relationships') && folded(said).includes('Double outline: a child of the review'))
    for (const one of pages(said)) assert.match(folded(one), /For The lead reviewer, Invented & Sons/)
  }
  const plain = saidBy(await made(manager, 'pdf', 'pseudonymous'))
  if (plain !== null) assert.ok(!folded(plain).toLowerCase().includes(name.toLowerCase()))

  const agency = await manager.locator('[name="known-to"] option').last().getAttribute('value')
  await manager.locator('[name="known-to"]').selectOption(agency)
  await fill(manager, 'known-on-day', '20')
  await fill(manager, 'known-on-month', '2')
  await fill(manager, 'known-on-year', '2026')
  const then = (await made(manager, 'csv', 'named')).toString()
  assert.match(then, /As known to .+ at the end of 20 February 2026/)

  await manager.getByRole('link', { name: 'what was taken out before' }).click()
  await manager.getByRole('heading', { name: 'What was taken out of the chronology', level: 1 }).waitFor()
  assert.equal(await manager.getByText(FOR).count(), 7)
  await sound(manager, 'taken')
  await keyboardWalk(manager)

  const author = await walk.browser.as('Lucinda Barrow-Teal')
  const closed = await author.goto(`${review}/chronology/take-out`)
  // As of every page of a review that somebody may ask to be let into.
  assert.equal(closed.status(), 403)
})
