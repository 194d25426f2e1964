// What people see differently: the box on a page of a review, on a phone, by keyboard and without JavaScript; the list and one
// of it; a card after a meeting until there are minutes; a concern that is passed on; somebody who may be a witness; and the
// national body and a region, which learn too.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, fillDay, notify, todayInWords } from '../steps.mjs'

const walk = demonstration()
const MANAGER = 'Rowan Achebe-Lyle'
const PARTNER = 'Imogen Tasker-Bell'
const SEEN = 'The handover works because both teams read one page.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `moments-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const box = (page) => page.locator('.tl-momentbox > details')
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const keep = (page) => page.getByRole('button', { name: 'Keep this' }).click()
const kept = (page) => page.getByRole('heading', { name: 'It is kept' }).waitFor()

test('somebody writes what they see differently on the page on which they see it', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const review = await aReview(manager)
  await manager.setViewportSize({ width: 375, height: 720 })
  await manager.goto(`${review}/decision`)
  await box(manager).locator(':scope > summary').click()
  await manager.getByText('Did the partners agree how serious it was?').waitFor()
  await manager.getByText('and never your name').waitFor()
  await sound(manager, 'box-phone')

  // An empty answer keeps everything else that was typed.
  await box(manager).getByText('Say more about it, all of it optional').click()
  await fill(manager, 'm-before', 'That nobody reads it.')
  await manager.locator('select[name="m-kind"]').selectOption('good_practice')
  await keep(manager)
  await problem(manager)
  assert.equal(await manager.locator('[name="m-before"]').inputValue(), 'That nobody reads it.')
  assert.equal(await manager.locator('[name="m-kind"]').inputValue(), 'good_practice')
  assert.equal(await manager.locator('[name="m-stage"]').inputValue(), 'notification_decision')
  await sound(manager, 'wrong')
  await fill(manager, 'm-seen', SEEN)
  await keep(manager)
  await kept(manager)
  assert.ok(new URL(manager.url()).pathname.endsWith('/decision'), 'one is back where one wrote')
  await manager.getByRole('link', { name: 'what people see differently' }).click()
  await heading(manager, 'What people see differently')
  await manager.getByText(SEEN).waitFor()
  await manager.getByText('Something was done well').first().waitFor()
  await sound(manager, 'list')

  // Whoever reads it is told no name, neither there nor on the review.
  const partner = await walk.browser.as(PARTNER)
  await partner.goto(`${review}/moments`)
  await partner.getByText('a practitioner ·').first().waitFor()
  assert.equal(await partner.locator('main').getByText(MANAGER).count(), 0)
  await partner.getByRole('link', { name: /^Open it/ }).first().click()
  await heading(partner, 'What somebody sees differently')
  await partner.getByText('That nobody reads it.').waitFor()
  assert.equal(await partner.locator('main').getByText(MANAGER).count(), 0)
  await sound(partner, 'one')
  await partner.goto(review)
  const happened = partner.locator('.tl-happened li').filter({ hasText: 'Somebody wrote what they see differently' })
  await happened.first().waitFor()
  assert.ok(!(await happened.first().innerText()).includes(MANAGER))
})

test('the box is filled by keyboard alone, and a page of its own asks everything', async () => {
  const partner = await walk.browser.as(PARTNER)
  const review = await aReview(partner)
  await partner.goto(`${review}/learning`)
  await box(partner).locator(':scope > summary').focus()
  await partner.keyboard.press('Enter')
  await partner.locator('[name="m-seen"]').focus()
  await partner.keyboard.type('We had two plans for one family.')
  await partner.getByRole('button', { name: 'Keep this' }).focus()
  await partner.keyboard.press('Enter')
  await kept(partner)
  await keyboardWalk(partner)
  await partner.goto(`${review}/moments`)
  await partner.getByRole('button', { name: 'Write what you see differently' }).click()
  await partner.getByText('Say more about it, all of it optional').click()
  await sound(partner, 'write')
  await fill(partner, 'm-seen', 'The night staff read another system.')
  await fillDay(partner, 'm-revisit', new Date(Date.now() - 86_400_000))
  await keep(partner)
  await problem(partner)
  await partner.getByRole('link', { name: /after today/ }).waitFor()
  assert.equal(await partner.locator('[name="m-seen"]').inputValue(), 'The night staff read another system.')
})

test('what is typed in another form of the page stays when the box is sent', async () => {
  const manager = await walk.browser.as(MANAGER)
  const review = await aReview(manager)
  await manager.goto(`${review}/rapid-review/meetings/new`)
  await fill(manager, 'attended', 'Lead nurse, trust')
  await box(manager).locator(':scope > summary').click()
  assert.equal(await manager.getByText('If you typed something above', { exact: false }).count(), 0)
  await fill(manager, 'm-seen', 'We ask the school first now.')
  await manager.getByRole('button', { name: 'Keep this' }).click()
  await kept(manager)
  assert.equal(await manager.locator('[name="attended"]').inputValue(), 'Lead nurse, trust')
  await sound(manager, 'kept-here')
  await box(manager).locator(':scope > summary').click()
  await manager.getByRole('button', { name: 'Keep this' }).click()
  await problem(manager)
  assert.equal(await manager.locator('[name="attended"]').inputValue(), 'Lead nurse, trust')
  await manager.goto(`${review}/moments`)
  await manager.getByText('We ask the school first now.').first().waitFor()
})

test('a concern goes elsewhere, and only where and when is kept', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(`${review}/moments/concern`)
  await sound(manager, 'concern')
  await manager.getByRole('button', { name: 'Record that it was passed on' }).click()
  await problem(manager)
  assert.equal(await manager.locator('textarea').count(), 0, 'nothing of it can be typed')
  await choose(manager, 'to', 'designated_officer')
  await manager.getByRole('button', { name: 'Record that it was passed on' }).click()
  await heading(manager, 'What people see differently')
  await manager.getByText('A concern was passed on to: The designated officer').waitFor()
})

test('after a meeting a card may be filled until there are minutes', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(`${review}/rapid-review/meetings/new`)
  await fill(manager, 'on', todayInWords())
  await choose(manager, 'kind', 'on_the_way')
  await fill(manager, 'attended', 'Lead nurse, trust\nHead of service')
  await manager.getByRole('button', { name: 'Save' }).click()
  await manager.getByText('0 filled a card. 2 stand on the list of who was there.').waitFor()
  await manager.getByRole('link', { name: 'Fill your card' }).click()
  const card = manager.url()
  await manager.getByRole('button', { name: 'Keep my card' }).click()
  await problem(manager)
  await fill(manager, 'm-seen', 'The school saw it as a matter of attendance.')
  await sound(manager, 'card')
  await manager.getByRole('button', { name: 'Keep my card' }).click()
  await manager.getByText('1 filled a card. 2 stand on the list of who was there.').waitFor()
  await manager.goto(card)
  await manager.getByText('You have filled the card of this meeting already.').waitFor()
  const partner = await walk.browser.as(PARTNER, { javaScript: false })
  await partner.goto(card)
  await fill(partner, 'm-seen', 'Too late.')
  await manager.goto(card.replace('/card', ''))
  await fill(manager, 'minutes', 'It was agreed to ask the school.')
  await manager.getByRole('button', { name: 'Save' }).click()
  await partner.getByRole('button', { name: 'Keep my card' }).click()
  await partner.getByText('There are minutes of this meeting').first().waitFor()
  assert.equal(await partner.locator('[name="m-seen"]').inputValue(), 'Too late.')
})

test('while proceedings run the box says so, and whoever may be a witness is not asked', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const review = await aReview(manager, 'first')
  await manager.goto(`${review}/proceedings`)
  await manager.getByRole('link', { name: 'People of this review who may be witnesses' }).click()
  await manager.getByText('Nobody is named.').waitFor()
  await sound(manager, 'witnesses')
  await manager.getByRole('button', { name: 'Name somebody who may be a witness' }).click()
  await manager.locator('select[name="person"]').selectOption({ label: PARTNER })
  await fill(manager, 'by', 'Senior investigating officer, police')
  await fillDay(manager, 'on', new Date())
  await sound(manager, 'witness')
  await manager.getByRole('button', { name: 'Save' }).click()
  await manager.getByText('None yet: they are not asked').waitFor()
  const partner = await walk.browser.as(PARTNER, { javaScript: false })
  await partner.goto(`${review}/learning`)
  assert.equal(await box(partner).count(), 0)
  await partner.goto(`${review}/moments`)
  await partner.getByText('You may be a witness in proceedings.').waitFor()
})

/** Every moment has a way to who else met the same. */
async function met(page, name) {
  await page.getByRole('link', { name: 'Has anyone else met this?' }).click()
  await page.getByRole('heading', { level: 1, name: 'Has anyone else met this?' }).waitFor()
  await sound(page, `met-${name}`)
}

test('the national body and a region learn from their own work', async () => {
  const manager = await walk.browser.as(MANAGER)
  const review = await aReview(manager)
  await decideToNotify(walk.browser, review)
  await notify(walk.browser, review, 'SIN-0042')
  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow', { javaScript: false })
  const arrived = secretariat.getByRole('link', { name: new RegExp(review.split('/').pop()) })
  for (let tries = 0; tries < 60; tries += 1) {
    await secretariat.goto('/o/panel/received')
    if (await arrived.count()) break
    await secretariat.waitForTimeout(500)
  }
  await arrived.click()
  await box(secretariat).locator(':scope > summary').click()
  await secretariat.getByText('The partnership does not see it.').waitFor()
  await fill(secretariat, 'm-seen', 'Our letters ask twice for the same.')
  await keep(secretariat)
  await kept(secretariat)
  await sound(secretariat, 'received')
  const received = new URL(secretariat.url()).pathname.split('/').slice(0, 5).join('/')
  await secretariat.goto(`${received}/moments`)
  await secretariat.locator('.tl-moment a').first().click()
  await met(secretariat, 'received')

  for (const [name, code] of [['Aurelio Banks-Whitlow', 'panel'], ['Ines Castellan-Rowe', 'region']]) {
    const page = await walk.browser.as(name, { javaScript: false })
    await page.goto(`/o/${code}/own-learning`)
    await page.getByText('Nobody has written anything yet.').waitFor()
    await page.getByRole('button', { name: 'Write what you see differently' }).click()
    await fill(page, 'm-seen', 'We read what comes in too late in the week.')
    await keep(page)
    await kept(page)
    await page.getByText('We read what comes in too late in the week.').waitFor()
    await sound(page, `own-${code}`)
    await page.locator('.tl-moment a').first().click()
    await met(page, `own-${code}`)
  }
})
