// The record of who did what: searched by who, what, review and day; one row with its proof; a check of the whole. And the
// roles, explained.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const RECORD = '/o/aldermere/administration/record'

async function sound(page, name) {
  await axe(page)
  await shots(page, `record-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const rows = (page) => page.locator('tbody tr')

/** Opens the form where scripts do not run, or where it is folded. */
async function search(page) {
  await page.goto(RECORD)
  const details = page.locator('details')
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
}

test('searched by person, act, review and days; page after page', async () => {
  // Each reading is a row: there are more than a page holds.
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const [review] = await reviewsOf(manager)
  for (let read = 0; read < 50; read += 1) await manager.request.get(review)
  const page = await walk.browser.as('Sunniva Clay-Mortimer', { javaScript: false })
  await page.goto(RECORD)
  await page.getByRole('heading', { level: 1, name: 'Record of who did what' }).waitFor()
  assert.equal(await rows(page).count(), 50)
  await sound(page, 'latest')
  await keyboardWalk(page)
  const address = () => rows(page).first().locator('a').getAttribute('href')
  const first = await address()
  await page.getByRole('link', { name: 'Older rows' }).click()
  assert.match(page.url(), /before=[0-9a-f-]{36}$/)
  assert.notEqual(await address(), first)

  await search(page)
  await page.locator('[name="act"]').selectOption({ label: 'The incident was raised' })
  await press(page, 'Search')
  const raised = await rows(page).count()
  assert.ok(raised > 2)
  for (const words of await rows(page).allTextContents()) assert.match(words, /The incident was raised/)
  const reference = (await rows(page).first().textContent()).match(/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/)[0]
  await sound(page, 'found')

  await search(page)
  await fill(page, 'review', reference.toLowerCase().replaceAll('-', ' '))
  await press(page, 'Search')
  assert.ok(!page.url().includes(reference), 'a reference is never in an address')
  assert.match(page.url(), /case=[0-9a-f-]{36}/)
  assert.equal(await page.locator('[name="review"]').inputValue(), reference)
  assert.ok((await rows(page).count()) > 0)

  await search(page)
  await page.locator('[name="person"]').selectOption({ label: 'Jonty Abara-Finch' })
  await press(page, 'Search')
  await page.getByText('No row fits.').waitFor()
  await sound(page, 'none')

  await search(page)
  await fill(page, 'review', 'ACD-EFH-JKL')
  for (const [part, value] of [['day', 31], ['month', 2], ['year', 2026]]) await fill(page, `from-${part}`, String(value))
  await press(page, 'Search')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await page.getByText('There is no review with this reference.').first().waitFor()
  assert.equal(await page.locator('[name="from-day"]').inputValue(), '31')
  await sound(page, 'wrong')
  assert.equal((await page.goto(`${RECORD}?person=nobody`)).status(), 404)
})

test('one row, its proof, and a check of the whole', async () => {
  const page = await walk.browser.as('Fergus Ilangovan-Moss')
  await search(page)
  await page.locator('[name="act"]').selectOption({ label: 'The incident was raised' })
  await press(page, 'Search')
  await rows(page).last().getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'The incident was raised' }).waitFor()
  await page.getByText(/Yes, as number \d+ of \d+/).waitFor()
  await sound(page, 'row')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the proof' }).click(),
  ])
  assert.equal(download.suggestedFilename(), 'proof.txt')
  const proof = await readFile(await download.path(), 'utf8')
  assert.match(proof, /^How to check it/)
  for (const part of ['row bytes ', 'leaf hash ', 'root ', 'signed bytes ', 'signature ', 'public key ', 'path ']) {
    assert.match(proof, new RegExp(`^${part}[0-9a-f]+$`, 'm'), part)
  }

  await page.goto(RECORD)
  await page.getByRole('link', { name: 'Check the whole record' }).click()
  await sound(page, 'check')
  await press(page, 'Check now')
  await page.getByText('The record is whole.').waitFor()
  await sound(page, 'checked')
  assert.equal((await page.goto(`${RECORD}/00000000-0000-7000-8000-000000000000`)).status(), 404)
})

test('who does not read the record has no page of it', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  for (const end of ['', '/check', '/00000000-0000-7000-8000-000000000000', '/00000000-0000-7000-8000-000000000000/proof']) {
    assert.equal((await page.goto(`${RECORD}${end}`)).status(), 403, end)
  }
})

test('every role is explained beside the people who have them', async () => {
  const page = await walk.browser.as('Fergus Ilangovan-Moss', { javaScript: false })
  await page.goto('/o/aldermere/administration/people')
  await page.getByText('What each role may do, and may not').click()
  await page.getByText('Reads no review, and gives no role to themself.').waitFor()
  await sound(page, 'roles')
})
