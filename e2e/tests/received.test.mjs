// The national body reads a case as it was received: everything about each of twelve children and an adult, in the
// words that the sender read before it was agreed to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { account, addChild, aReview, decideToNotify, notify } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `received-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const goOn = (page) => page.getByRole('button', { name: 'Save and go on' }).click()

/** The home, the plans and the school of a child, and two agencies that differ about their ethnicity. */
async function sayAbout(page, review, child) {
  await page.goto(`${review}/people/${child}/home`)
  await fill(page, 'elsewhere', 'Not known yet')
  await choose(page, 'living', 'home')
  await goOn(page)
  await page.locator('select[name="status"]').selectOption('none')
  await page.locator('input[name="plans"][value="cp"]').check()
  await page.locator('select[name="category"]').selectOption('NEG')
  await goOn(page)
  await choose(page, 'education', 'at_school')
  await goOn(page)
  await account(page, 1, { said: 'value' })
  await page.locator('select[name="codes-1"]').selectOption('MWBC')
  await fill(page, 'own-1', 'I am both.')
  await account(page, 2, { said: 'value', who: 'Hospital record' })
  await page.locator('select[name="codes-2"]').selectOption('BCRB')
  await goOn(page)
  for (const said of ['not_asked', 'declined']) {
    await account(page, 1, { said })
    await goOn(page)
  }
}

test('an empty work list says so', async () => {
  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow')
  await secretariat.goto('/o/panel/received')
  await secretariat.getByText('There is nothing in this list.').waitFor()
  await sound(secretariat, 'empty')
})

test('everything that was sent is read, one card for each person', async () => {
  const writer = await walk.browser.as('Eleri Bexley-Sow', { javaScript: false })
  const review = await aReview(writer)
  await decideToNotify(walk.browser, review)
  const first = await addChild(writer, review, 'Child A (invented)')
  for (const letter of 'BCDEFGHIJKL') await addChild(writer, review, `Child ${letter} (invented)`)
  const mother = await addChild(writer, review, 'Ms Invented', 'adult')
  await sayAbout(writer, review, first)
  await writer.goto(`${review}/people/${mother}/relationships/new`)
  await choose(writer, 'is', 'mother')
  for (const box of (await writer.locator('input[name="of"]').all()).slice(0, 12)) await box.check()
  await choose(writer, 'same-home', 'yes')
  await goOn(writer)
  await notify(walk.browser, review, 'SIN-0003')

  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow', { javaScript: false })
  const arrived = secretariat.getByRole('link', { name: new RegExp(review.split('/').pop()) })
  for (let tries = 0; tries < 60; tries += 1) {
    await secretariat.goto('/o/panel/received')
    if (await arrived.count()) break
    await secretariat.waitForTimeout(500)
  }
  await sound(secretariat, 'list')
  await arrived.click()
  await sound(secretariat, 'case')
  await secretariat.getByRole('link', { name: 'Notification', exact: true }).click()
  await secretariat.getByRole('heading', { level: 2, name: 'Child 12', exact: true }).waitFor()
  await secretariat.getByText('In their own words: “I am both.” Source: School record').waitFor()
  for (const said of ['Agencies differ', 'Not asked', 'Asked, and did not wish to say', 'Neglect', 'They share a home.', 'Not known yet', 'SIN-0003', 'There are no other children in the home.', 'Not given']) {
    await secretariat.getByText(said).first().waitFor()
  }
  assert.equal(await secretariat.getByRole('link', { name: 'Change' }).count(), 0, 'nothing is changed here')
  await sound(secretariat, 'one')
  await secretariat.getByRole('link', { name: /^Child 12: / }).click()
  assert.match(secretariat.url(), /#part-/)
  await secretariat.getByRole('button', { name: 'Record that it was read' }).click()
  await secretariat.getByText('Read by Aurelio Banks-Whitlow').waitFor()
  assert.equal(await secretariat.getByRole('button', { name: 'Record that all of it was read' }).count(), 0)

  const member = await walk.browser.as('Dorothea Nkemelu-Grant')
  await member.goto('/o/panel/received/by/to_consider')
  await member.getByRole('link', { name: new RegExp(review.split('/').pop()) }).click()
  await member.getByText('Read by Aurelio Banks-Whitlow').waitFor()
  await keyboardWalk(member)
})
