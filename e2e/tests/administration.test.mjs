// Administration: working days, organisations, authorities that split and merge.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `administration-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

async function day(page, id, [date, month, year]) {
  await fill(page, `${id}-day`, String(date))
  await fill(page, `${id}-month`, String(month))
  await fill(page, `${id}-year`, String(year))
}

async function wrong(page, button, name) {
  await press(page, button)
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(page, `${name}-errors`)
}

/** The next year's 29 June, or the first working day after it. */
function someWorkingDay() {
  const date = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 5, 29))
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1)
  return [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()]
}

test('working days: a holiday of our own, refused, kept, taken back', async () => {
  const page = await walk.browser.as('Fergus Ilangovan-Moss', { javaScript: false })
  await page.goto('/o/aldermere/administration/working-days')
  await page.getByText('No day has been changed.').waitFor()
  await sound(page, 'days')
  await page.getByRole('button', { name: 'Change a day' }).click()
  await sound(page, 'day')
  await wrong(page, 'Save', 'day')
  await day(page, 'day', [25, 12, new Date().getFullYear() + 1])
  await choose(page, 'kind', 'holiday')
  await fill(page, 'name', 'Invented holiday')
  await fill(page, 'reason', 'Announced late, invented')
  await press(page, 'Save')
  await page.getByText('This day is a weekend or a holiday already.').first().waitFor()
  assert.equal(await page.locator('[name="reason"]').inputValue(), 'Announced late, invented')
  await day(page, 'day', someWorkingDay())
  await press(page, 'Save')
  await page.getByText('A holiday: Invented holiday').waitFor()
  await sound(page, 'days-changed')
  await page.getByRole('button', { name: /^Take back/ }).click()
  await page.getByText('No day has been changed.').waitFor()
})

test('the service: an organisation with its authority and agencies, ended; an authority that follows others', async () => {
  const page = await walk.browser.as('Leopold Quartey-Ness')
  await page.getByRole('link', { name: 'The service' }).click()
  await sound(page, 'service')
  await page.getByRole('button', { name: 'Add an organisation' }).click()
  await sound(page, 'service-new')
  await wrong(page, 'Add the organisation', 'service-new')
  await choose(page, 'kind', 'partnership')
  await fill(page, 'name', 'Invented Partnership of the West')
  await fill(page, 'code', 'aldermere')
  await fill(page, 'administrator', 'Invented Newcomer')
  await fill(page, 'email', 'west@example.invalid')
  await press(page, 'Add the organisation')
  await page.getByText('Another organisation has this code.').first().waitFor()
  await fill(page, 'code', 'west')
  await press(page, 'Add the organisation')
  await page.getByText('/invitation/').waitFor()
  await sound(page, 'service-added')

  await page.goto('/o/aldermere/service/organisations/west')
  await sound(page, 'organisation-empty')
  await page.getByRole('button', { name: 'Cover an authority' }).click()
  await wrong(page, 'Save', 'cover')
  await page.locator('select[name="authority"]').selectOption({ index: 3 })
  await day(page, 'from', [1, 4, 2026])
  await press(page, 'Save')
  await page.getByText('since 1 April 2026').waitFor()
  await page.getByRole('link', { name: /^End the cover/ }).click()
  await sound(page, 'uncover')
  await wrong(page, 'Save', 'uncover')
  await day(page, 'last', [31, 3, 2026])
  await press(page, 'Save')
  await page.getByText('The last day cannot be before the first day of the cover.').first().waitFor()
  assert.equal(await page.locator('[name="last-year"]').inputValue(), '2026')
  await day(page, 'last', [31, 3, 2031])
  await press(page, 'Save')
  await page.getByText('from 1 April 2026 to 31 March 2031').waitFor()
  await page.getByRole('button', { name: 'Add an agency' }).click()
  await sound(page, 'agency')
  await wrong(page, 'Save', 'agency')
  await page.locator('select[name="which"]').selectOption({ label: 'Mid Aldershire Police' })
  await press(page, 'Save')
  await page.getByText('Mid Aldershire Police', { exact: true }).waitFor()
  await sound(page, 'organisation')
  await keyboardWalk(page)
  await page.getByRole('link', { name: 'End this organisation' }).click()
  await wrong(page, 'End the organisation', 'organisation-end')
  await day(page, 'last', [31, 3, 2030])
  await press(page, 'End the organisation')
  await page.getByText('to 31 March 2030').waitFor()

  await page.goto('/o/aldermere/service/authorities')
  await fill(page, 'name', 'Invented Authority')
  await fill(page, 'code', 'X10000009')
  await day(page, 'first', [1, 4, 2030])
  await wrong(page, 'Save', 'authorities')
  await page.locator('select[name="instead-of"]').selectOption({ index: 2 })
  await page.locator('select[name="and-1"]').selectOption({ index: 3 })
  await press(page, 'Save')
  await page.getByRole('heading', { level: 1, name: 'The service' }).waitFor()
})

test('who does not run the service has no page of it, and whoever does sees no review', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  assert.equal((await manager.goto('/o/aldermere/service')).status(), 404)
  const [review] = await reviewsOf(manager)
  const operator = await walk.browser.as('Leopold Quartey-Ness')
  assert.equal((await operator.goto(review)).status(), 404)
})

test('roles: never to oneself, one more administrator appointed by whoever runs the service, all of it on record', async () => {
  const page = await walk.browser.as('Fergus Ilangovan-Moss', { javaScript: false })
  await page.goto('/o/aldermere/administration/people')
  await page.getByText('Nobody gives a role to themself').waitFor()
  await page.getByText('You are its only administrator').waitFor()
  await sound(page, 'people')
  await fill(page, 'name', 'Fergus Ilangovan-Moss')
  await fill(page, 'email', 'fergus.ilangovan-moss@example.invalid')
  await choose(page, 'role', 'business_manager')
  await press(page, 'Give the role')
  await page.getByText('Ask another administrator of this organisation').first().waitFor()
  assert.equal(await page.locator('[name="name"]').inputValue(), 'Fergus Ilangovan-Moss')
  await sound(page, 'people-errors')

  const operator = await walk.browser.as('Leopold Quartey-Ness')
  await operator.goto('/o/aldermere/service/organisations/aldermere')
  await operator.getByRole('link', { name: 'Appoint an administrator' }).click()
  await sound(operator, 'appoint')
  await wrong(operator, 'Appoint', 'appoint')
  await fill(operator, 'name', 'Invented Successor')
  await fill(operator, 'email', 'successor@example.invalid')
  await press(operator, 'Appoint')
  await operator.getByText('/invitation/').waitFor()
  await sound(operator, 'appointed')
  await operator.goto('/o/aldermere/service')
  await operator.getByRole('link', { name: 'Who gave which role' }).click()
  await sound(operator, 'roles-all')
  await keyboardWalk(operator)

  await page.goto('/o/aldermere/administration')
  await page.getByRole('link', { name: 'Who gave which role' }).click()
  await page.getByText('Refused: giving a role to oneself').waitFor()
  await sound(page, 'roles')
  await page.getByText('Find a person').click()
  await fill(page, 'email', 'nobody@example.invalid')
  await press(page, 'Search')
  await page.getByText('Nobody with this email address').first().waitFor()
  await sound(page, 'roles-errors')
  await fill(page, 'email', 'successor@example.invalid')
  await press(page, 'Search')
  await page.getByText('About Invented Successor').waitFor()
  await page.getByText('Role: administrator').waitFor()
  await sound(page, 'roles-about')
})
