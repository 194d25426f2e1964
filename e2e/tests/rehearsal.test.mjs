// An instance made for real use begins as a rehearsal: what is missing is said, put on record, asked and confirmed by somebody
// else; it goes back again.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { Browser, oneTimeCode, startInstance } from '../harness.mjs'
import { fillDay } from '../steps.mjs'

const PASSWORD = 'seven herons over marsh'
const BANNER = 'Rehearsal: no real people.'
let instance
let browser

before(async () => {
  instance = await startInstance()
  browser = await Browser.start(instance.address)
})
after(async () => {
  await browser?.stop()
  await instance?.stop()
})

async function sound(page, name) {
  await axe(page)
  await shots(page, `rehearsal-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)

/** Takes up an invitation without JavaScript: with a password and a code. */
async function signedIn(invitation) {
  const page = await browser.open({ javaScript: false })
  await page.goto(invitation)
  await page.getByText(BANNER).waitFor()
  await page.locator('main form button[type="submit"]').click()
  const secret = await page.locator('.tl-secret').innerText()
  await fill(page, 'password', PASSWORD)
  await fill(page, 'code', oneTimeCode(secret))
  await page.locator('main form button[type="submit"]').click()
  await page.goto('/o/invented/today')
  await page.getByText(BANNER).waitFor()
  return page
}

/** Puts everything on record, each page with what is wrong first. */
async function everythingOnRecord(page) {
  for (const [title, who, what, day] of [
    ['Controllers and processor', 'The three safeguarding partners of Invented', 'Invented Hosting Ltd', null],
    ['Place of hosting', 'Invented Hosting Ltd', 'England, two data centres', null],
    ['Data protection impact assessment', 'Head of governance, invented', 'In the record of processing', -30],
    ['Penetration test', 'Invented Testers Ltd', 'Nothing', -20],
    ['Restore drill', 'First Invented', 'The whole instance; every review could be opened', -2],
  ]) {
    await page.getByRole('link', { name: new RegExp(`^Change.*${title}$`) }).click()
    await press(page, 'Put on record')
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await sound(page, `${title.split(' ')[0].toLowerCase()}-wrong`)
    await fill(page, 'who', who)
    await fill(page, 'what', what)
    if (day) await fillDay(page, 'day', inDays(1))
    if (title.startsWith('Data')) await fillDay(page, 'review', inDays(300))
    await press(page, 'Put on record')
    if (day) {
      await page.getByText('The day is still to come.').first().waitFor()
      assert.equal(await page.locator('[name="who"]').inputValue(), who)
      await fillDay(page, 'day', inDays(day))
      await press(page, 'Put on record')
    }
    await page.getByText(who).first().waitFor()
  }
}

test('from rehearsal to real people and back', async () => {
  const visitor = await browser.open()
  await visitor.goto('/')
  await visitor.getByText(BANNER).waitFor()
  const operator = await signedIn(instance.invitation)
  await operator.getByRole('link', { name: 'The service' }).click()
  await operator.getByRole('link', { name: 'Rehearsal or real people' }).click()
  await operator.getByText('Penetration test: nothing is on record').waitFor()
  await sound(operator, 'begins')
  assert.equal(await operator.getByRole('button', { name: 'Ask that real people may be recorded' }).count(), 0)
  await everythingOnRecord(operator)
  await sound(operator, 'all-there')
  await press(operator, 'Ask that real people may be recorded')
  await operator.getByText('Until somebody confirms it').waitFor()
  await sound(operator, 'asked')

  await operator.goto('/o/invented/administration/people')
  await fill(operator, 'name', 'Second Invented')
  await fill(operator, 'email', 'second@example.invalid')
  await choose(operator, 'role', 'information_governance')
  await press(operator, 'Give the role')
  const said = await operator.getByText('/invitation/').innerText()
  const lead = await signedIn(said.match(/\/invitation\/\S+/)[0])
  await lead.getByRole('link', { name: 'Administration' }).click()
  await lead.getByRole('link', { name: 'Rehearsal or real people' }).click()
  await sound(lead, 'confirm')
  await press(lead, 'Confirm that real people may be recorded')
  await lead.getByText('Real people may be recorded.', { exact: true }).waitFor()
  assert.equal(await lead.getByText(BANNER).count(), 0)
  await sound(lead, 'real')
  await visitor.goto('/')
  assert.equal(await visitor.getByText(BANNER).count(), 0)

  await operator.goto('/o/invented/service/real-people')
  await operator.getByRole('link', { name: 'Go back to rehearsal' }).click()
  await press(operator, 'Go back to rehearsal')
  await operator.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(operator, 'back-wrong')
  await fill(operator, 'reason', 'The penetration test is repeated')
  await press(operator, 'Go back to rehearsal')
  await operator.getByText(BANNER).waitFor()
  await operator.getByText('The penetration test is repeated').waitFor()
  await sound(operator, 'back')
  await lead.goto('/o/invented/today')
  await lead.getByText(BANNER).waitFor()
})

test('the same pages with JavaScript, by keyboard', async () => {
  const page = await browser.open()
  await page.goto('/sign-in')
  await page.getByText(BANNER).waitFor()
  await sound(page, 'sign-in')
  await keyboardWalk(page)
})
