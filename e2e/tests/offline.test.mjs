// The whole return as one Word document: taken along, filled in as Word does, brought back, laid beside what stands here, taken over
// answer by answer, signed off; and handed in by the partnership for an author who does not sign in.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { openReturn } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { answered, edited, rowAdded } from '../docx.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const AUTHOR = 'Lucinda Barrow-Teal'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function sound(page, name) {
  await axe(page)
  await shots(page, `offline-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** The page of the document, from the first page after signing in; returns the address of the return. */
async function document(page) {
  const base = await openReturn(page)
  await page.getByRole('link', { name: 'The whole return as one Word document' }).click()
  await heading(page, 'The whole return as one Word document')
  return base
}

/** The document that the button makes. */
async function made(page) {
  // A form that is sent again within three seconds is taken for the same one.
  await page.waitForTimeout(3200)
  const arrives = page.waitForEvent('download')
  await press(page, 'Make the document')
  const file = await arrives
  assert.match(file.suggestedFilename(), /^return-[0-9a-f-]+\.docx$/)
  return readFile(await file.path())
}

async function chosen(page, bytes, name = 'return.docx') {
  await page.locator('[name="file"]').setInputFiles({ name, mimeType: WORD, buffer: bytes })
}

test('the return is taken along, filled in, brought back and taken over; a conflict is decided by a person', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await document(author)
  await sound(author, 'empty')
  await press(author, 'Bring it back')
  await problem(author)
  await sound(author, 'none-chosen')
  await author.goto(`${base}/document`)
  const bytes = await made(author)
  await chosen(author, Buffer.from('Not a document.'), 'notes.docx')
  await press(author, 'Bring it back')
  await problem(author)

  const filled = edited(bytes, (xml) => {
    let next = answered(xml, 'Q2', 'She liked to draw.\nShe asked for her sister & her cat.')
    next = answered(next, 'Q2F', 'Yes')
    next = answered(next, 'Q4', 'Father was not asked.')
    next = answered(next, 'Q4F', 'later')
    next = answered(next, 'Q5F', 'perhaps')
    next = rowAdded(next, 'staff:code', { 'staff:role': 'Class teacher', 'staff:told_on': '3 February 2026', 'staff:by': 'Head teacher' })
    return rowAdded(next, 'entry:code', { 'code:date': '12 January 2026', 'code:kind': 'contact', 'code:text': 'The nurse met the child. Invented.' })
  })
  await author.goto(`${base}/parts/voice`)
  await fill(author, 'words', 'Written here meanwhile.')
  await press(author, 'Save')
  await author.goto(`${base}/document`)
  await chosen(author, filled)
  await press(author, 'Bring it back')
  await heading(author, 'What came back')
  await sound(author, 'beside')
  const file = new URL(author.url()).pathname
  const voice = author.locator('#answer-Q2')
  await voice.getByText('Changed in both places').waitFor()
  await voice.getByText('Written here meanwhile.').waitFor()
  // A cell that cannot be read is a question of its own, and the rest of its answer is taken over.
  const perhaps = author.locator('[id="answer-Q5.1"]')
  await perhaps.getByText(/“perhaps” at Q5F is none of the answers/).waitFor()
  await perhaps.getByRole('button', { name: /^Use this/ }).click()
  await author.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await perhaps.getByText('This could not be read either', { exact: false }).waitFor()
  await sound(author, 'asked-again')
  await author.locator('[name="said-Q5.1"]').selectOption('no')
  await perhaps.getByRole('button', { name: /^Use this/ }).click()
  await perhaps.getByText(`${AUTHOR} said on`).waitFor()
  await author.locator('#answer-Q4').getByText('1 thing of this is asked above.').waitFor()
  await author.locator('#answer-Q4').getByRole('button', { name: /^Take over/ }).click()
  await author.locator('#answer-Q4').getByText(`${AUTHOR} took it over`).waitFor()
  await author.locator('#answer-Q2').getByRole('button', { name: /^Take over what is in the document/ }).click()
  await author.locator('#answer-Q2').getByText(`${AUTHOR} took it over`).waitFor()
  await press(author, 'Take over the 1 line about staff that asks nothing')
  await author.locator('[id="answer-Q4.1"]').getByRole('button', { name: /^This has been looked at/ }).click()
  await author.locator('[id="answer-Q4.1"]').getByText('What stood here was kept.').waitFor()
  await sound(author, 'decided')
  await author.getByRole('button', { name: 'See the new entries of the chronology' }).or(author.getByRole('link', { name: 'See the new entries of the chronology' })).first().click()
  await author.getByRole('button', { name: /^Take in the 1 row that asks nothing/ }).click()
  await author.goto(`${base}/chronology`)
  await author.getByText('The nurse met the child. Invented.').waitFor()
  await author.goto(`${base}/parts/voice`)
  assert.equal((await author.locator('[name="words"]').inputValue()).replace(/\r/g, ''), 'She liked to draw.\nShe asked for her sister & her cat.')
  assert.ok(await author.locator('[name="finished"]').isChecked())
  await author.goto(`${base}/staff`)
  await author.getByText('3 February 2026, by Head teacher').waitFor()

  const again = await walk.browser.as(AUTHOR)
  await again.goto(file)
  await wholePage(again, 'return-offline-file', { replace: CHANGES })
  await keyboardWalk(again)
  await again.goto(`${base}/document`)
  await wholePage(again, 'return-offline', { replace: CHANGES })
  await keyboardWalk(again)

  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  assert.equal((await manager.goto(file)).status(), 404)
  assert.equal((await manager.goto(`${base}/document`)).status(), 404)

  const approver = await walk.browser.as('Hamish Orde-Quill')
  await approver.goto(`${base}/sign`)
  await approver.getByText('She liked to draw.').first().waitFor()
  await fill(approver, 'role', 'Head teacher')
  await press(approver, 'Sign off for my agency')
  await approver.getByText('the team of the review read what was signed off').first().waitFor()
})

/** The request of the school that stands in one of the reviews. */
async function requestOf(manager, base) {
  const id = base.split('/').pop()
  for (const review of await reviewsOf(manager)) {
    const answer = await manager.goto(`${review}/requests/${id}`)
    if (answer.status() === 200) return `${review}/requests/${id}`
  }
  return assert.fail('no review has the request')
}

test('the partnership hands a document in for its author, and the agency decides', async () => {
  const author = await walk.browser.as(AUTHOR)
  const base = await document(author)
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const request = await requestOf(manager, base)
  await manager.getByRole('link', { name: 'Hand in a document for the agency' }).click()
  await heading(manager, 'Hand in a document for the agency')
  const empty = await made(manager)
  await fill(manager, 'author', 'Invented Bursar, school office')
  await press(manager, 'Hand it in')
  await problem(manager)
  assert.equal(await manager.locator('[name="author"]').inputValue(), 'Invented Bursar, school office')
  await sound(manager, 'hand-in-wrong')
  await choose(manager, 'person', 'other')
  await choose(manager, 'came-by', 'post')
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const [part, value] of [['day', yesterday.getUTCDate()], ['month', yesterday.getUTCMonth() + 1], ['year', yesterday.getUTCFullYear()]]) {
    await fill(manager, `received-${part}`, String(value))
  }
  await chosen(manager, edited(empty, (xml) => answered(xml, 'Q6', 'Played with her cousins. Invented.')))
  await press(manager, 'Hand it in')
  await manager.getByText('for Invented Bursar, school office').waitFor()
  await sound(manager, 'handed-in')
  const shown = await walk.browser.as('Rowan Achebe-Lyle')
  await shown.goto(`${request}/hand-in`)
  await wholePage(shown, 'request-hand-in', { replace: CHANGES })
  await keyboardWalk(shown)

  await author.goto(`${base}/document`)
  await author.getByText(/Handed in by Rowan Achebe-Lyle for Invented Bursar, school office/).waitFor()
  await author.locator('main table a').first().click()
  await heading(author, 'What came back')
  await author.locator('#answer-Q6').getByText('Played with her cousins. Invented.').waitFor()
  await sound(author, 'handed-in-beside')
  const file = author.url()
  await author.goto(`${base}/sign`)
  await author.getByText(/Handed in by Rowan Achebe-Lyle for Invented Bursar, school office/).waitFor()
  const closed = await walk.browser.as('Rowan Achebe-Lyle')
  assert.equal((await closed.goto(file)).status(), 404)

  // A second document is the wrong one: it is taken away before the agency says anything of it.
  await fill(manager, 'author', 'Invented Bursar, school office')
  await choose(manager, 'person', 'other')
  await choose(manager, 'came-by', 'email')
  for (const [part, value] of [['day', yesterday.getUTCDate()], ['month', yesterday.getUTCMonth() + 1], ['year', yesterday.getUTCFullYear()]]) {
    await fill(manager, `received-${part}`, String(value))
  }
  await chosen(manager, edited(empty, (xml) => answered(xml, 'Q6', 'Of another child. Invented.')))
  await press(manager, 'Hand it in')
  await manager.getByRole('link', { name: 'Take it away' }).last().click()
  await heading(manager, 'Take away a document that was handed in')
  await press(manager, 'Take it away')
  await problem(manager)
  await sound(manager, 'hand-in-away-wrong')
  await fill(manager, 'why', 'The wrong file. Invented.')
  await press(manager, 'Take it away')
  await manager.getByText('Taken away again by Rowan Achebe-Lyle').waitFor()
  await manager.getByText('The wrong file. Invented.').waitFor()
  await author.goto(`${base}/document`)
  await author.getByText('The wrong file. Invented.').waitFor()
  assert.equal(await author.getByText('Of another child. Invented.').count(), 0)
})
