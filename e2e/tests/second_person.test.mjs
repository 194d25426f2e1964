// The second person: what an organisation tells of learning of others, and a document that somebody adds, are read by others once
// somebody of another agency agreed. They send it back with a reason; whoever asked withdraws it. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { tableAsWord } from '../docx.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { agreeToAll, agrees } from '../learning.mjs'
import { fillDay } from '../steps.mjs'

const walk = demonstration({ whole: true })
const MANAGER = 'Rowan Achebe-Lyle'
const SECOND = 'Desmond Okoro-Hale'
const READER = 'Jonty Abara-Finch'
const ELSEWHERE = 'Silvan Adeyemi-Crook'
const ASK = 'I have read it: ask a second person'
const WAITS = 'Something waits for you to read before others can read it'
const BACK = 'Something that you wanted others to read was sent back to you'
const REASON = 'Say what is different for night workers.'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const follow = (page, name) => page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

async function sound(page, name) {
  await axe(page)
  await shots(page, `second-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

/** Asks a second person to read what is told of an item. */
async function asks(page, item) {
  await page.goto(`${item}/decision/tell`)
  await choose(page, 'named', 'no')
  await press(page, ASK)
  await page.getByText('It waits for a second person since', { exact: false }).waitFor()
}

test('what is told waits for somebody of another agency, is sent back, withdrawn, and agreed to', async () => {
  const manager = await as(MANAGER)
  await manager.goto('/o/aldermere/shared')
  const href = await manager.locator('main a[href*="/shared/items/"]').first().getAttribute('href')
  const item = new URL(href, manager.url()).pathname
  await manager.goto(`${item}/decision`)
  await choose(manager, 'decision', 'adapt')
  await fill(manager, 'why', 'Letters lie here as well.')
  await fill(manager, 'differences', 'Three clinics instead of one.')
  await fill(manager, 'who', 'Designated nurse')
  await fillDay(manager, 'look', new Date(Date.now() + 30 * 24 * 3600 * 1000))
  await press(manager, 'Save')
  await asks(manager, item)
  await manager.goto(item)
  await manager.getByText('You wrote or added some of this, so somebody else reads it and agrees.').waitFor()
  await sound(manager, 'waits')
  await manager.goto(`${item}/decision/agree`)
  assert.equal(await manager.locator('[name="read"]').count(), 0, 'who wrote it cannot agree')
  const reader = await as(READER)
  assert.equal((await reader.goto(`${item}/decision/agree`)).status(), 403)

  const second = await as(SECOND)
  await second.goto('/o/aldermere/today')
  await second.getByRole('link', { name: WAITS }).first().click()
  await follow(second, 'Read it as the second person')
  await heading(second, 'Read it as the second person')
  await second.getByText('Stays here').first().waitFor()
  await sound(second, 'agree')
  await press(second, 'Agree: tell others')
  await problem(second)
  await sound(second, 'agree-wrong')
  await follow(second, 'Send it back')
  await heading(second, 'Send it back')
  await press(second, 'Send it back with this reason')
  await problem(second)
  await sound(second, 'send-back')
  await fill(second, 'why', REASON)
  await press(second, 'Send it back with this reason')
  await second.getByText(REASON, { exact: false }).waitFor()

  await manager.goto('/o/aldermere/today')
  await manager.getByRole('link', { name: BACK }).first().click()
  await manager.getByText(REASON, { exact: false }).waitFor()
  await sound(manager, 'sent-back')
  await asks(manager, item)
  await manager.goto(item)
  await manager.getByRole('button', { name: /^Withdraw it/ }).click()
  await manager.goto(item)
  assert.equal(await manager.getByText('It waits for a second person', { exact: false }).count(), 0)
  assert.equal((await second.goto(`${item}/decision/agree`)).status(), 404, 'nothing waits')
  await asks(manager, item)
  await agrees(second, `${item}/decision`, 'Agree: tell others')
  await second.getByText('All of it, on', { exact: false }).waitFor()
  await second.goto('/o/aldermere/today')
  assert.equal(await second.getByRole('link', { name: WAITS }).count(), 0)
})

test('what could be put together in it is agreed to in words, each with a reason', async () => {
  const manager = await as(MANAGER)
  await manager.goto('/o/aldermere/shared')
  const href = await manager.locator('main a[href*="/shared/items/"]').nth(1).getAttribute('href')
  const item = new URL(href, manager.url()).pathname
  await manager.goto(`${item}/decision`)
  await choose(manager, 'decision', 'adapt')
  await fill(manager, 'why', 'We met it with a Somali family, when a boy of Year 6 drowned at the quarry.')
  await fill(manager, 'differences', 'Black children wait longer here.')
  await fill(manager, 'who', 'Designated nurse')
  await fillDay(manager, 'look', new Date(Date.now() + 30 * 24 * 3600 * 1000))
  await press(manager, 'Save')
  await manager.goto(`${item}/decision/tell`)
  await manager.getByText('“Somali”', { exact: false }).first().waitFor()
  await sound(manager, 'tell-rare')
  await asks(manager, item)

  const second = await as(SECOND)
  await second.goto(`${item}/decision/agree`)
  await second.getByText('Number 1: do you agree that this may leave?').waitFor()
  await sound(second, 'agree-rare')
  await choose(second, 'read', 'yes')
  await press(second, 'Agree: tell others')
  await problem(second)
  await second.getByText('Tick that you agree that number 1 may leave.', { exact: false }).first().waitFor()
  await sound(second, 'agree-rare-wrong')
  await agreeToAll(second)
  await press(second, 'Agree: tell others')
  await second.getByText('All of it, on', { exact: false }).waitFor()
})

/** Adds an invented review; returns the address of its page. */
async function added(page, finding) {
  await page.goto('/o/aldermere/shared/documents/add')
  await choose(page, 'kind', 'review')
  await fill(page, 'year', '2023')
  await fill(page, 'pseudonym', 'Child V (invented)')
  await fill(page, 'about', 'An invented review about letters.')
  const buffer = tableAsWord([['Finding', finding]])
  await page.locator('[name="file"]').setInputFiles({ name: 'review.docx', mimeType: DOCX, buffer })
  await press(page, 'Add it')
  await heading(page, 'A published document')
  return new URL(page.url()).pathname
}

test('a document waits for a second person, and nobody else sees it until they agree', async () => {
  const manager = await as(MANAGER)
  const document = await added(manager, 'Nobody read the letter. Invented.')
  await manager.getByText('This waits for a second person since', { exact: false }).waitFor()
  await sound(manager, 'document')
  const elsewhere = await as(ELSEWHERE)
  const there = document.replace('/o/aldermere/', '/o/brackwater/')
  assert.equal((await elsewhere.goto(there)).status(), 404)
  await elsewhere.goto('/o/brackwater/shared/documents')
  assert.equal(await elsewhere.getByText('Child V (invented)').count(), 0)

  const second = await as(SECOND)
  await second.goto('/o/aldermere/shared/documents')
  await second.getByRole('heading', { name: 'Waiting for a second person', level: 2 }).waitFor()
  await sound(second, 'documents')
  await second.goto('/o/aldermere/today')
  await second.getByRole('link', { name: WAITS }).first().click()
  await follow(second, 'Read it as the second person')
  await second.getByText('As it will stand in the catalogue').waitFor()
  await sound(second, 'document-agree')
  await press(second, 'Agree: add it')
  await problem(second)
  await follow(second, 'Send it back')
  await press(second, 'Send it back with this reason')
  await problem(second)
  await sound(second, 'document-send-back')
  await fill(second, 'why', REASON)
  await press(second, 'Send it back with this reason')
  await second.getByText(REASON, { exact: false }).waitFor()

  await manager.goto('/o/aldermere/today')
  await manager.getByRole('link', { name: BACK }).first().click()
  await manager.getByText(REASON, { exact: false }).waitFor()
  await manager.getByRole('button', { name: /^Withdraw it/ }).click()
  await heading(manager, 'Published reviews and briefings')
  assert.equal(await manager.getByText('Child V (invented)').count(), 0)
  const again = await added(manager, 'Nobody read the second letter. Invented.')
  await agrees(second, again, 'Agree: add it')
  assert.equal((await elsewhere.goto(again.replace('/o/aldermere/', '/o/brackwater/'))).status(), 200)
  await elsewhere.getByText('2023 – Anonymous – Child V (invented)').waitFor()
})
