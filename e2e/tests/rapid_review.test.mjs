// The rapid review: its report part by part, a meeting, three sign-offs, the document, sending, and as received.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, notify, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `rapid-review-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const row = (page, words) => page.locator('.govuk-summary-list__row').filter({ hasText: words }).first()

async function write(page, part, words) {
  await row(page, part).getByRole('link', { name: /^Change/ }).click()
  await fill(page, 'words', words)
  await save(page)
  await page.getByRole('heading', { name: 'Rapid review', level: 1 }).waitFor()
}

/** A partner signs the report off as it stands. */
async function signs(name, review, then) {
  const page = await walk.browser.as(name)
  await page.goto(`${review}/rapid-review/sign`)
  await then(page)
  await page.getByRole('heading', { name: 'Rapid review', level: 1 }).waitFor()
  return page
}

test('a rapid review is written, signed by three partners, sent, and read by the national body', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await decideToNotify(walk.browser, review)
  await notify(walk.browser, review, 'SIN-WALK-9')
  await manager.goto(`${review}/rapid-review`)
  await manager.getByText('The report cannot be sent without it.').waitFor()
  await sound(manager, 'empty')

  await row(manager, 'How racism and other inequality').getByRole('link', { name: /^Change/ }).click()
  await manager.getByText('“Not applicable” alone is not enough').waitFor()
  await save(manager)
  await problem(manager)
  await fill(manager, 'words', 'N/A')
  await save(manager)
  await manager.getByText('This says no more than “not applicable”').waitFor()
  await manager.getByText('The report cannot be sent without it.').waitFor()
  await write(manager, 'How racism and other inequality', 'Nobody asked in which language the mother reads. Every letter was in English.')
  await write(manager, 'What happened', 'A fall at home. An earlier fall was in one of two records.')
  await write(manager, 'Key practice episodes', 'The call between the school and the hospital: each could see one record.')

  await manager.getByRole('button', { name: 'Add a meeting' }).click()
  await choose(manager, 'kind', 'considers')
  await save(manager)
  await problem(manager)
  await fill(manager, 'on', todayInWords())
  await fill(manager, 'attended', 'Lead nurse, community trust\nHead of service, children’s services')
  await sound(manager, 'meeting')
  await save(manager)
  await manager.getByRole('heading', { name: /^Rapid review meeting/ }).waitFor()

  await manager.getByRole('link', { name: 'See which wording it is' }).click()
  for (const box of await manager.locator('input[name="items"]').all()) await box.check()
  await manager.getByRole('button', { name: 'Confirm these words' }).click()
  await manager.getByRole('link', { name: 'Report as PDF' }).waitFor()

  const partner = await signs('Imogen Tasker-Bell', review, async (page) => {
    await sound(page, 'sign')
    await keyboardWalk(page)
    await save(page)
    await problem(page)
    await choose(page, 'signs', 'no')
    await fill(page, 'given-by', 'Imogen Tasker-Bell, delegated partner')
    await save(page)
    await problem(page)
    await page.getByRole('link', { name: 'Enter why it is not signed off.' }).waitFor()
    await choose(page, 'signs', 'yes')
    await save(page)
  })
  await row(partner, 'Imogen Tasker-Bell, delegated partner').getByText('Signed off', { exact: true }).waitFor()
  const second = await signs('Desmond Okoro-Hale', review, async (page) => {
    await choose(page, 'signs', 'yes')
    await fill(page, 'given-by', 'Desmond Okoro-Hale, delegated partner')
    await save(page)
  })
  await second.getByText('1 partner has not signed it off as it stands.').waitFor()

  await manager.goto(`${review}/rapid-review/sign-for`)
  await manager.getByLabel(/^Integrated care board/).check()
  await choose(manager, 'channel', 'telephone')
  await fill(manager, 'source', 'The partner by telephone, today at 10am')
  await choose(manager, 'signs', 'yes')
  await fill(manager, 'given-by', 'Priya Venn-Marlow, delegated partner')
  await sound(manager, 'sign-for')
  await save(manager)
  await manager.getByText('The partner has not confirmed it yet.').waitFor()
  const third = await walk.browser.as('Priya Venn-Marlow')
  await third.goto(`${review}/rapid-review`)
  await third.getByRole('button', { name: 'Confirm the sign-off that was entered for you' }).click()
  await third.getByText('Confirmed by Priya Venn-Marlow.').waitFor()

  await manager.goto(`${review}/rapid-review`)
  await sound(manager, 'signed')
  const pdf = await manager.request.get(`${review}/rapid-review/document/pdf`)
  assert.equal(pdf.headers()['content-type'], 'application/pdf')
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
  await manager.getByRole('button', { name: 'Put together what goes to the Panel' }).click()
  await fill(manager, 'to', '')
  await manager.getByRole('button', { name: 'Make the document' }).click()
  await problem(manager)
  await fill(manager, 'to', 'The Panel’s secretariat')
  await sound(manager, 'pack')
  await keyboardWalk(manager)
  await manager.getByRole('button', { name: 'Make the document' }).click()
  await manager.getByText('For The Panel’s secretariat, made').waitFor()
  await sound(manager, 'pack-made')
  for (const [name, begins] of [['Fetch it as PDF', '%PDF-'], ['Fetch it as a Word document', 'PK']]) {
    const href = await manager.getByRole('link', { name }).getAttribute('href')
    const fetched = await manager.request.get(href)
    assert.equal((await fetched.body()).subarray(0, begins.length).toString(), begins)
  }
  await manager.getByRole('button', { name: 'Send the report' }).click()
  await manager.getByText('The national body is on this service.').waitFor()
  await sound(manager, 'send')
  await manager.getByRole('button', { name: 'Send', exact: true }).click()
  await manager.getByText('Sent through this service on').waitFor()
  await sound(manager, 'sent')

  const panel = await walk.browser.as('Aurelio Banks-Whitlow')
  await panel.getByRole('link', { name: 'Received' }).click()
  const reference = review.split('/').pop()
  await panel.getByRole('link', { name: `Review ${reference}` }).click()
  const report = panel.getByRole('link', { name: 'Report of the rapid review', exact: true })
  for (let tries = 0; tries < 40 && !(await report.count()); tries += 1) {
    await panel.waitForTimeout(500)
    await panel.reload()
  }
  await sound(panel, 'arrived')
  await report.click()
  await panel.getByText('Every letter was in English.').waitFor()
  await sound(panel, 'received')
  await panel.getByRole('button', { name: 'Record that it was read' }).click()
  await panel.getByRole('row').filter({ hasText: 'Report of the rapid review' }).getByText('Read by Aurelio Banks-Whitlow').waitFor()
})
