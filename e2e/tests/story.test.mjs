// One review from asking to the pack: a school answers by form, a surgery with a Word table, a hospital with notes; police find no
// trace; probation is late and chased. Then one chronology: an event with two accounts, a gap, what the school knew on a day, and
// what goes to the national body.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ask, firstCode, firstTime, head, mailTo, nameSomebody, openReturn, press, signOff } from '../agencies.mjs'
import { axe, reflows, shots } from '../checks.mjs'
import { tableAsWord } from '../docx.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { command, demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const NOTES = new URL('../../../shared/data/notes/harding/', import.meta.url)
const SHOTS = fileURLToPath(new URL('../shots/', import.meta.url))

const SCHOOL = [
  ['20 February 2026 at 14:10', '20 February 2026', 'The class teacher saw small bruises on the forearm. Invented.'],
  ['6 March 2026', '9 March 2026', 'The hospital told the school of a wrist in a cast after a fall from a sofa. Invented.'],
]
const SURGERY = [
  ['Date', 'What happened', 'Child seen', 'Written down by'],
  ['8 December 2025', 'Not brought to a developmental review at the surgery.', 'No', 'Practice nurse'],
  ['13 January 2026', 'Not brought to a follow-up of asthma at the surgery.', 'No', 'Practice nurse'],
  ['29 January 2026', 'Not brought to a check at the surgery.', 'No', 'Practice nurse'],
  ['6 March 2026', 'Letter from the hospital: buckle fracture of the left wrist, in a cast.', 'No', 'Doctor'],
]
/** Where the notes of the family are not here. */
const INSTEAD = `Emergency Department attendance summary
Date: 6 March 2026

Attended ED this evening with a suspected fractured left wrist. X-ray confirmed a buckle fracture; wrist placed in a cast.`

async function sound(page, name) {
  await axe(page)
  await shots(page, `story-${name}`)
  await reflows(page)
}

const heading = (page, name) => page.getByRole('heading', { name }).first().waitFor()

/** The review that the school of the demonstration is asked about. */
async function theReview(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/requests`)
    if (await page.getByRole('link', { name: 'Larkfield Primary School' }).count()) return review
  }
  throw new Error('no review asks the school')
}

/** An agency is asked, and somebody of it comes for the first time; their page and the address of the return. */
async function comes(manager, review, agency, [name, email]) {
  const request = await ask(manager, review, agency)
  await nameSomebody(manager, request, [name, email, 'yes'])
  await press(manager, 'Send the request')
  await manager.getByText('Sent, not yet opened').waitFor()
  const page = await firstTime(walk.browser, await firstCode(manager, request))
  return { page, base: new URL(page.url()).pathname, request }
}

/** By form: entry after entry. */
async function schoolReturns() {
  const author = await walk.browser.as('Lucinda Barrow-Teal', { javaScript: false })
  const base = await openReturn(author)
  for (const [date, recorded, text] of SCHOOL) {
    await author.goto(`${base}/chronology/new`)
    await fill(author, 'date', date)
    await author.locator('[name="kind"]').selectOption('concern')
    await fill(author, 'text', text)
    await author.locator('input[name="about"]').first().check()
    await author.getByText('Where and when it was written down').click()
    await fill(author, 'recorded-on', recorded)
    await press(author, 'Save')
    await author.getByText(text).first().waitFor()
  }
  await signOff(await walk.browser.as('Hamish Orde-Quill', { javaScript: false }), base, 'Head teacher')
}

/** With a table in a Word document. */
async function surgeryReturns(manager, review) {
  const agency = { kind: 'general_practice', name: 'Invented Lane Surgery' }
  const { page, base } = await comes(manager, review, agency, ['Ysolde Tarrant-Vey', 'ysolde@surgery.example'])
  await head(page, base, 'Dr Tarrant-Vey, practice lead', 'known')
  await page.goto(`${base}/documents/add`)
  await choose(page, 'how', 'table')
  await choose(page, 'reads', 'team')
  const file = { name: 'chronology.docx', mimeType: 'application/octet-stream', buffer: tableAsWord(SURGERY) }
  await page.locator('[name="file"]').setInputFiles(file)
  await press(page, 'Bring it in')
  if (await page.getByRole('button', { name: 'Say what the columns hold' }).count()) await press(page, 'Say what the columns hold')
  await press(page, 'Save')
  await page.getByText('What becomes of it').first().waitFor()
  await sound(page, 'word-table')
  await press(page, /^Take in the 4 rows that ask nothing/)
  await page.getByText('Taken in').first().waitFor()
  await signOff(page, base, 'Practice lead', 'A practice of one doctor.')
}

/** With notes: every passage is taken in as it is, or changed and taken in; nothing is decided for the reader. */
async function hospitalReturns(manager, review) {
  const { page, base } = await comes(manager, review, { agency: 'St Brannoc’s Hospital NHS Trust'.replace('’', "'") }, ['Orla Dunsany-Pratt', 'orla@hospital.example'])
  await head(page, base, 'Orla Dunsany-Pratt, named nurse', 'known')
  const notes = new URL('hospital_attendance_note.txt', NOTES)
  await page.goto(`${base}/documents/paste`)
  await choose(page, 'how', 'notes')
  await choose(page, 'reads', 'team')
  await fill(page, 'name', 'Attendance at the emergency department')
  await fill(page, 'pasted', existsSync(notes) ? await readFile(notes, 'utf8') : INSTEAD)
  await press(page, 'Bring it in')
  await heading(page, 'What stands in the document')
  await sound(page, 'notes')
  await press(page, /^Take it in as it is ?, 6 March 2026/)
  await page.getByText('Taken in').first().waitFor()
  await signOff(page, base, 'Named nurse', 'The other signatory is on leave.')
}

/** Nothing is known. */
async function policeFindNoTrace(manager, review) {
  const { page, base, request } = await comes(manager, review, { agency: 'Mid Aldershire Police' }, ['Perrin Ashgrove-Tull', 'perrin@police.example'])
  await head(page, base, 'Perrin Ashgrove-Tull, review officer', 'no_trace')
  await signOff(page, base, 'Review officer', 'One officer answers for the force.')
  await manager.goto(`${request}/return`)
  await manager.getByText('Searched, no trace').first().waitFor()
}

function isWorkingDay() {
  const iso = (day) => day.toISOString().slice(0, 10)
  const before = iso(new Date(Date.now() - 86_400_000))
  const next = command(path.join(walk.program.folder, 'data'), ['clock', 'due', '--trigger', before, '--working-days', '1'])
  return next.includes(iso(new Date()))
}

/** What is not there is seen and chased. */
async function probationIsLate(context, manager, review) {
  await manager.goto(`${review}/requests`)
  const row = manager.locator('tr').filter({ hasText: 'Probation Service, Aldershire' })
  assert.match(await row.innerText(), /last day has passed/)
  await sound(manager, 'requests')
  await row.getByRole('link').first().click()
  await manager.getByText('Theodora Quennell-Ashby').first().waitFor()
  await sound(manager, 'late')
  if (!isWorkingDay()) return context.diagnostic('nobody is reminded today, which is no working day: the e-mails were not read')
  const mail = await mailTo(walk.program, 'head.of.service@probation.example')
  assert.ok(!mail.includes(review.split('/').at(-1)) && !mail.includes('(invented)'), 'an e-mail names nothing of a case')
}

async function oneEvent(manager, here) {
  await manager.goto(here)
  await sound(manager, 'chronology')
  await manager.locator('tr').filter({ hasText: 'a wrist in a cast after a fall' }).getByRole('link', { name: /^Tell of the same event/ }).click()
  await heading(manager, 'Do these accounts tell of one event?')
  await manager.getByLabel(/buckle fracture of the left wrist/).check()
  await choose(manager, 'answer', 'same')
  await fill(manager, 'words', 'Both tell of the wrist.')
  await press(manager, 'Save')
  await heading(manager, 'One event, several accounts')
  await sound(manager, 'one-event')
  await manager.goto(here)
  await manager.getByText('One event, 2 accounts').waitFor()
  for (const text of [SCHOOL[1][2], SURGERY[4][1]]) assert.ok(await manager.getByText(text).count(), text)
}

async function asTheSchoolKnew(manager, here) {
  await manager.goto(here)
  await manager.locator('[name="agency"]').first().selectOption({ label: 'Larkfield Primary School' })
  for (const [part, value] of [['day', '20'], ['month', '2'], ['year', '2026']]) await fill(manager, `on-${part}`, value)
  await press(manager, 'Show')
  await manager.getByText('at the end of 20 February 2026').first().waitFor()
  await sound(manager, 'as-known')
  const said = await manager.locator('main').innerText()
  const after = (title) => said.indexOf(title)
  const [known, elsewhere] = [after('Recorded elsewhere at the time'), after(SURGERY[1][1])]
  assert.ok(after(SCHOOL[0][2]) < known, 'the school knew what it had written down')
  assert.ok(elsewhere > known, 'what the surgery had stood elsewhere')
}

/** A PDF as pictures, and in LibreOffice, where these programs are. */
async function opened(context, pdf, docx) {
  const folder = process.env.SHOTS ? SHOTS : walk.program.folder
  await mkdir(folder, { recursive: true })
  const at = (name) => path.join(folder, name)
  await writeFile(at('pack.pdf'), pdf)
  await writeFile(at('pack.docx'), docx)
  const drawn = spawnSync('pdftoppm', ['-r', '60', '-png', at('pack.pdf'), at('pack')])
  if (drawn.error) context.diagnostic('pdftoppm is missing: the pack was not drawn')
  else assert.equal(drawn.status, 0)
  const read = spawnSync('soffice', ['--headless', '--convert-to', 'txt:Text', '--outdir', folder, at('pack.docx')])
  if (read.error) return context.diagnostic('LibreOffice is missing: the pack was not opened in it')
  assert.equal(read.status, 0)
  assert.ok((await readFile(at('pack.txt'), 'utf8')).includes(SURGERY[4][1]), 'LibreOffice shows the chronology')
}

async function pack(context, manager, review) {
  await manager.goto(`${review}/rapid-review`)
  const wording = manager.getByRole('link', { name: 'See which wording it is' })
  if (await wording.count()) {
    await wording.click()
    for (const box of await manager.locator('input[name="items"]').all()) await box.check()
    await press(manager, 'Confirm these words')
  }
  await manager.goto(`${review}/rapid-review/pack`)
  await fill(manager, 'to', 'The Panel’s secretariat')
  await choose(manager, 'chronology', 'named')
  await press(manager, 'Make the document')
  await manager.getByText('For The Panel’s secretariat, made').first().waitFor()
  const fetched = []
  for (const name of ['Fetch it as PDF', 'Fetch it as a Word document']) {
    const href = await manager.getByRole('link', { name }).first().getAttribute('href')
    fetched.push(await (await manager.request.get(href)).body())
  }
  await opened(context, ...fetched)
}

test('three agencies return, one is late, one finds no trace, and there is one chronology', async (context) => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await theReview(manager)
  await schoolReturns()
  await surgeryReturns(manager, review)
  await hospitalReturns(manager, review)
  await policeFindNoTrace(manager, review)
  await probationIsLate(context, manager, review)
  const here = `${review}/chronology`
  await oneEvent(manager, here)
  await manager.goto(`${here}/gaps`)
  await manager.getByText(/not brought/i).first().waitFor()
  await sound(manager, 'gaps')
  await asTheSchoolKnew(manager, here)
  await manager.goto(`${here}/timeline`)
  await sound(manager, 'timeline')
  await pack(context, manager, review)
})
