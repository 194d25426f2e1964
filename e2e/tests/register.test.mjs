// People and places: names of an agency's accounts find their place in the register, a relationship is entered and ended, the genogram
// is drawn and walked by keyboard, and the chronology is read without names and with them again. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openReturn, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const SAID = 'Nan Quillfeather came to the door. Invented.'
const OTHER = 'Nan Quillfeather rang from Larch Lodge School. Invented.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `register-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** The agency writes two accounts that name people and a place, and signs them off. */
async function returned() {
  const author = await walk.browser.as('Lucinda Barrow-Teal', { javaScript: false })
  const base = await openReturn(author)
  const told = [
    ['4 March 2025', SAID, 'Nan Quillfeather'],
    ['9 March 2025', OTHER, 'NAN QUILLFEATHER\nLarch Lodge School\nnobody at home'],
  ]
  for (const [date, text, others] of told) {
    await author.goto(`${base}/chronology/new`)
    await fill(author, 'date', date)
    await author.locator('[name="kind"]').selectOption('contact')
    await fill(author, 'text', text)
    await fill(author, 'others', others)
    await press(author, 'Save')
    await author.getByText(text).first().waitFor()
  }
  await signOff(await walk.browser.as('Hamish Orde-Quill', { javaScript: false }), base, 'Head teacher')
}

/** The review in whose chronology the accounts stand. */
async function reviewWith(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/chronology`)
    if (await page.getByText(SAID).count()) return review
  }
  throw new Error('no review has the accounts')
}

const sayOf = (page, name) => page.getByRole('link', { name: new RegExp(`^Say who or what this is ?: ?${name}`, 'i') })

async function names(page, here) {
  await page.goto(here)
  await heading(page, 'People and places')
  await sound(page, 'list')
  await wholePage(page, 'people-places', { replace: CHANGES })

  await sayOf(page, 'Nan Quillfeather').click()
  await heading(page, 'Who or what is this?')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'name-wrong')
  await wholePage(page, 'people-places-name', { replace: CHANGES })
  assert.ok(!page.url().toLowerCase().includes('quillfeather'), 'an address holds no name')
  await choose(page, 'is', 'person')
  await fill(page, 'role', 'grandmother')
  await fill(page, 'name', '')
  await press(page, 'Save')
  await problem(page)
  assert.equal(await page.locator('[name="role"]').inputValue(), 'grandmother')
  await fill(page, 'name', 'Nan Quillfeather')
  await choose(page, 'sex', 'female')
  await press(page, 'Save')
  await heading(page, 'People and places')
  await page.getByRole('link', { name: '2 entries' }).first().waitFor()

  await sayOf(page, 'Larch Lodge School').click()
  await choose(page, 'is', 'place')
  await page.locator('[name="place-kind"]').selectOption('school')
  await press(page, 'Save')
  await sayOf(page, 'nobody at home').click()
  await choose(page, 'is', 'nobody')
  await press(page, 'Save')
  await page.getByRole('button', { name: /^Undo ?: ?what was said of nobody at home/ }).click()
  await sayOf(page, 'nobody at home').waitFor()
  await sound(page, 'list-full')
}

async function relationship(page, here) {
  await page.goto(here)
  await page.getByRole('button', { name: 'Add a relationship' }).click()
  await heading(page, 'A relationship, or where somebody lives')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'tie-wrong')
  await page.locator('[name="from"]').selectOption({ label: 'Nan Quillfeather' })
  await page.locator('[name="kind"]').selectOption('grandparent')
  await page.locator('[name="to"]').selectOption({ index: 1 })
  await fill(page, 'since', '2020')
  await fill(page, 'until', 'summer 2019')
  await fill(page, 'source', 'The school')
  await press(page, 'Save')
  await problem(page)
  assert.equal(await page.locator('[name="since"]').inputValue(), '2020')
  await fill(page, 'until', '')
  await press(page, 'Save')
  await heading(page, 'People and places')
  await page.getByText('Since 2020').waitFor()
}

async function genogram(page, here) {
  await page.goto(`${here}/genogram`)
  await heading(page, 'Genogram')
  await sound(page, 'genogram')
  // The day in the boxes is today's.
  const today = [/textbox "(Day|Month|Year)": "\d+"/g, 'textbox "$1": "NUMBER"']
  await wholePage(page, 'genogram', { replace: [...CHANGES, today] })
  const drawing = page.getByRole('group', { name: /^Genogram/ })
  const nan = drawing.getByRole('link', { name: /^Nan Quillfeather: Female; Grandparent of / })
  const place = (await nan.getAttribute('href')).slice(1)
  await nan.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/#p-/)
  assert.equal(await page.locator(`[id="${place}"]`).count(), 1)

  await fill(page, 'on-day', '31')
  await fill(page, 'on-month', '2')
  await fill(page, 'on-year', '2019')
  await press(page, 'Show')
  await problem(page)
  assert.equal(await page.locator('[name="on-day"]').inputValue(), '31')
  await fill(page, 'on-day', '1')
  await press(page, 'Show')
  await page.getByRole('heading', { name: 'As on 1 February 2019' }).waitFor()
  assert.equal(await drawing.getByRole('link', { name: /^Nan Quillfeather/ }).count(), 0, 'not yet')
  await page.setViewportSize({ width: 375, height: 800 })
  await sound(page, 'genogram-then')
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function withoutNames(page, review) {
  await page.goto(`${review}/chronology?from=2025-03-01`)
  await page.getByRole('link', { name: 'Read without names' }).click()
  await page.getByText('Names are replaced on this page').waitFor()
  await page.getByText('Grandmother came to the door.').waitFor()
  await page.getByText('Grandmother rang from School.').waitFor()
  assert.match(page.url(), /from=2025-03-01/)
  await sound(page, 'without-names')
  for (const name of ['Timeline', 'Gaps in the record', 'One event, several accounts', 'Genogram', 'People and places']) {
    await page.getByRole('link', { name, exact: true }).first().click()
    await heading(page, name)
    assert.match(page.url(), /names=pseudonyms/)
    assert.ok(!(await page.locator('main').innerText()).includes('Quillfeather'), name)
    if (name === 'Genogram') await sound(page, 'genogram-without-names')
  }
  await page.goto(`${review}/chronology?names=pseudonyms`)
  await page.getByText('Choose which accounts are shown').click()
  await page.locator('[name="person"]').selectOption({ label: 'Grandmother' })
  await press(page, 'Show')
  await page.getByText('Grandmother came to the door.').waitFor()
  await page.getByRole('link', { name: 'Show names' }).click()
  await page.getByText(SAID).waitFor()
  await page.getByText(OTHER).waitFor()
}

/** Every change of the register, with what stood before; without names no value is shown. */
async function history(page, here) {
  await page.goto(here)
  await page.getByRole('link', { name: 'What was changed in the register' }).click()
  await heading(page, 'What was changed in the register')
  await page.getByText('Nothing: it was taken away').waitFor()
  await page.getByText('“nobody at home” in accounts').first().waitFor()
  await page.getByText(/Nan Quillfeather: Grandparent of/).first().waitFor()
  await sound(page, 'history')
  await page.getByRole('link', { name: 'Read without names' }).click()
  await page.getByText('Read this page with names').waitFor()
  assert.ok(!(await page.locator('main').innerText()).includes('Quillfeather'))
  await sound(page, 'history-without-names')
}

test('names find their place, relationships are drawn, and names are replaced and come back', async () => {
  await returned()
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await reviewWith(manager)
  const here = `${review}/people-and-places`
  await names(manager, here)
  await relationship(manager, here)
  await genogram(manager, here)
  await history(manager, here)
  await withoutNames(manager, review)

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  for (const end of ['', '/genogram', '/history', '/people/new', '/places/new', '/relationships/new']) {
    await again.goto(`${here}${end}`)
    await keyboardWalk(again)
  }
})
