// Keeping and letting go: the schedule, a legal hold, the register of requests, and a review that two people dispose of.

import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { Browser, command, demonstration, startRestored } from '../harness.mjs'
import { fillDay } from '../steps.mjs'

const walk = demonstration({ whole: true })
/** The review that is disposed of. */
let disposed
const MANAGER = 'Rowan Achebe-Lyle'
const LEAD = 'Sunniva Clay-Mortimer'

async function sound(page, name) {
  await axe(page)
  await shots(page, `keeping-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)

/** Somebody at the list, by the links that a person would take. */
async function atTheList(page) {
  await page.getByRole('link', { name: 'Administration', exact: true }).click()
  await page.getByRole('link', { name: 'Keeping and letting go' }).click()
  await page.getByRole('heading', { level: 1, name: 'Keeping and letting go' }).waitFor()
}

test('for how long what is kept, with a reason that stays', async () => {
  const page = await walk.browser.as(LEAD, { javaScript: false })
  await atTheList(page)
  await sound(page, 'list')
  await page.getByRole('link', { name: 'How long things are kept' }).click()
  await page.getByText('Nobody has checked it.').first().waitFor()
  await sound(page, 'schedule')
  await page.getByRole('link', { name: /^Change.*Case file/ }).click()
  await fill(page, 'years', 'many')
  await press(page, 'Save')
  await problem(page)
  assert.equal(await page.locator('[name="years"]').inputValue(), 'many')
  await sound(page, 'item-wrong')
  await fill(page, 'years', '25')
  await fill(page, 'reason', 'Agreed by the three partners, invented')
  await press(page, 'Save')
  await page.getByText('Changed to 25 years by').waitFor()
  await page.getByText('Agreed by the three partners, invented').waitFor()
  await sound(page, 'schedule-changed')
})

test('a hold is put on a closed review, seen on it, and lifted; two people dispose of it', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  await atTheList(manager)
  const link = manager.locator('table a.tl-reference').first()
  const href = await link.getAttribute('href')
  await link.click()
  await sound(manager, 'case')
  await press(manager, 'Put it on legal hold')
  await press(manager, 'Put on hold')
  await problem(manager)
  await sound(manager, 'hold-wrong')
  await fill(manager, 'reason', 'A public inquiry, invented')
  await fill(manager, 'asked', 'Its secretary')
  await fillDay(manager, 'review', inDays(-1))
  await press(manager, 'Put on hold')
  await manager.getByText('Enter a day after today.').first().waitFor()
  assert.equal(await manager.locator('[name="asked"]').inputValue(), 'Its secretary')
  await fillDay(manager, 'review', inDays(90))
  await press(manager, 'Put on hold')
  await manager.getByText('While a legal hold stands, it is not disposed of.').waitFor()
  await sound(manager, 'held')
  await manager.getByRole('link', { name: 'Go to the review' }).click()
  await manager.getByText(/On legal hold since/).waitFor()
  await manager.goto(href)
  await manager.getByRole('link', { name: 'Lift the hold' }).click()
  await press(manager, 'Lift the legal hold')
  await problem(manager)
  await sound(manager, 'lift-wrong')
  await fill(manager, 'why', 'The inquiry has reported, says its secretary')
  await press(manager, 'Lift the legal hold')
  await manager.getByText('Legal hold that was lifted').waitFor()

  await manager.getByRole('link', { name: 'Bring together what is held on one person' }).click()
  await manager.getByRole('heading', { level: 1, name: 'What is held on one person' }).waitFor()
  await keyboardWalk(manager)
  await sound(manager, 'held')
  await press(manager, 'Make the document')
  await problem(manager)
  await choose(manager, 'who', 'somebody')
  await press(manager, 'Make the document')
  await manager.getByText('Choose who it is about, or enter the name of somebody else.').first().waitFor()
  await sound(manager, 'held-wrong')
  for (const format of ['docx', 'pdf']) {
    await manager.locator('input[name="who"]').first().check()
    await choose(manager, 'format', format)
    const arrives = manager.waitForEvent('download')
    await press(manager, 'Make the document')
    const document = await arrives
    assert.match(document.suggestedFilename(), new RegExp(`^held-[A-Z0-9-]+\\.${format}$`))
  }
  await manager.goto(href)

  await press(manager, 'Propose to dispose of this review')
  await fill(manager, 'reason', 'A court ordered it, invented')
  await press(manager, 'Propose to dispose of this review')
  await problem(manager)
  await manager.getByText('Its time has not come.').first().waitFor()
  await sound(manager, 'propose-wrong')
  await fill(manager, 'early', 'The order says so; decided by the three partners')
  await press(manager, 'Propose to dispose of this review')
  await manager.getByText('You proposed it. Somebody else confirms it.').waitFor()
  await sound(manager, 'proposed')
  await manager.getByRole('link', { name: 'Take the proposal back' }).click()
  await keyboardWalk(manager)
  await sound(manager, 'take-back')

  const data = path.join(walk.program.folder, 'data')
  command(data, ['backup', '--to', path.join(walk.program.folder, 'backup'), '--kept-for-days', '30'])
  const lead = await walk.browser.as(LEAD)
  await lead.goto(href)
  await press(lead, 'Confirm that this review is disposed of')
  await sound(lead, 'confirm')
  await press(lead, 'Confirm that this review is disposed of')
  await problem(lead)
  await lead.locator('input[name="sure"]').check()
  await press(lead, 'Confirm that this review is disposed of')
  await lead.getByRole('heading', { level: 1, name: 'Certificate of disposal' }).waitFor()
  await lead.getByText('These backups were made before and hold it until they expire.').waitFor()
  await sound(lead, 'certificate')
  await keyboardWalk(lead)
  const gone = await lead.goto(href)
  assert.equal(gone.status(), 404)
  disposed = href
  await lead.goto('/o/aldermere/keeping')
  await lead.getByRole('table', { name: 'Disposed of' }).getByRole('link').first().click()
  await lead.getByText('The store was written anew on').waitFor({ timeout: 1000 }).catch(async () => {
    await lead.waitForTimeout(3000)
    await lead.reload()
    await lead.getByText('The store was written anew on').waitFor()
  })
})

test('the register of requests', async () => {
  const page = await walk.browser.as(LEAD, { javaScript: false })
  await page.goto('/o/aldermere/keeping/requests')
  await page.getByText('No request is on the register.').waitFor()
  await sound(page, 'requests-none')
  await press(page, 'Add a request')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'request-wrong')
  await choose(page, 'kind', 'court')
  await fillDay(page, 'received', inDays(-3))
  await fill(page, 'from', 'The coroner, invented')
  await fill(page, 'wanted', 'The chronology')
  await press(page, 'Save')
  await page.getByText('The guidance gives no day for this.').first().waitFor()
  assert.equal(await page.locator('[name="from"]').inputValue(), 'The coroner, invented')
  await choose(page, 'kind', 'subject_access')
  await fill(page, 'about', 'ZZZ-ZZZ-ZZZ')
  await press(page, 'Save')
  await page.getByText('There is no review with this reference').first().waitFor()
  await fill(page, 'about', '')
  await press(page, 'Save')
  await page.getByText('Not yet answered').waitFor()
  assert.ok(!(await page.title()).includes('coroner') && !page.url().includes('coroner'))
  await sound(page, 'requests')
  await page.getByRole('link', { name: /^Subject access/ }).click()
  await choose(page, 'held-back', 'third_party')
  await fillDay(page, 'answered', inDays(0))
  await press(page, 'Save')
  await problem(page)
  await fill(page, 'held-why', 'The letter of a neighbour; decided by the data protection officer')
  await fill(page, 'decided', 'The rest was given')
  await press(page, 'Save')
  await page.getByText(/^Answered on/).waitFor()
  await sound(page, 'request-answered')

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  const refused = await partner.goto('/o/aldermere/keeping')
  assert.equal(refused.status(), 403)
})

test('a backup from before holds the review no more once it is put back', async () => {
  const { folder } = walk.program
  const [data, from] = ['data', 'backup'].map((name) => path.join(folder, name))
  const restored = await startRestored(from, path.join(data, 'instance.key'), ['--disposals', path.join(data, 'disposals.txt')])
  const browser = await Browser.start(restored.address)
  try {
    const lead = await browser.as(LEAD)
    const answer = await lead.goto(disposed)
    assert.equal(answer.status(), 404)
    await lead.goto('/o/aldermere/keeping')
    await lead.getByRole('table', { name: 'Disposed of' }).getByRole('link').first().click()
    await lead.getByRole('heading', { level: 1, name: 'Certificate of disposal' }).waitFor()
  } finally {
    await browser.stop()
    await restored.stop()
  }
})
