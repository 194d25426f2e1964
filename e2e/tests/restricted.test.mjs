// What is kept from most: safe contact, protected addresses and identities; looking a review up by its reference; the lead
// that passes to another area closes the review here.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { onTheTeam } from '../steps.mjs'

const walk = demonstration()
const MANAGER = 'Rowan Achebe-Lyle'

async function sound(page, name) {
  await axe(page)
  await shots(page, `restricted-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

async function day(page, id, ahead) {
  const date = new Date(Date.now() + ahead * 24 * 60 * 60 * 1000)
  for (const [part, value] of [['day', date.getDate()], ['month', date.getMonth() + 1], ['year', date.getFullYear()]]) {
    await fill(page, `${id}-${part}`, String(value))
  }
}

const newest = async (page) => (await reviewsOf(page))[0]

test('safe contact, addresses and identities: opened by name, kept, ended', async () => {
  const manager = await walk.browser.as(MANAGER)
  const review = await newest(manager)
  const all = ['safe_contact', 'protected_addresses', 'protected_identities']
  assert.equal((await manager.goto(`${review}/restricted/safe_contact`)).status(), 404, 'the section is not open to them')
  await onTheTeam(manager, review, 'Ottoline Reyes-Thorne', all)

  const page = await walk.browser.as('Ottoline Reyes-Thorne', { javaScript: false })
  await page.goto(review)
  await page.getByText('open to you by name').first().waitFor()
  await sound(page, 'home')
  await page.getByRole('link', { name: 'Safe contact' }).click()
  await page.getByText('Nothing is kept here.').waitFor()
  await sound(page, 'empty')
  await page.getByRole('button', { name: 'Add a person' }).click()
  await sound(page, 'new')
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await choose(page, 'who', 'else')
  await fill(page, 'says', 'Her sister’s telephone, in the mornings.')
  await press(page, 'Save')
  await page.getByText('Enter who it is').first().waitFor()
  assert.equal(await page.locator('[name="says"]').inputValue(), 'Her sister’s telephone, in the mornings.')
  await sound(page, 'wrong')
  await fill(page, 'named', 'Invented Mother')
  await fill(page, 'limits', 'Never at home.')
  await fill(page, 'set-by', 'Invented Worker, children’s social care')
  await day(page, 'look-again', -2)
  await press(page, 'Save')
  await page.getByText('cannot have passed').first().waitFor()
  await day(page, 'look-again', 60)
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'Invented Mother' }).waitFor()
  await sound(page, 'one')
  await page.getByRole('link', { name: 'End (Invented Mother)' }).click()
  await sound(page, 'end')
  await fill(page, 'why', 'She has moved.')
  await press(page, 'It no longer holds')
  await page.getByText('(no longer holds)').waitFor()

  for (const section of ['protected_addresses', 'protected_identities']) {
    await page.goto(`${review}/restricted/${section}/new`)
    await page.locator('input[name="who"]').first().check()
    await fill(page, 'says', section === 'protected_addresses' ? '1 Invented Street' : 'Ada Invented')
    await fill(page, 'limits', 'The invented father')
    await fill(page, 'set-by', 'The invented police')
    await day(page, 'look-again', 90)
    await press(page, 'Save')
    await page.getByText('The invented police').waitFor()
    await sound(page, section)
  }
  assert.equal((await page.goto(`${review}/restricted/police_restricted`)).status(), 404)
  await manager.goto(`${review}/team`)
  await sound(manager, 'team')
  const outside = await walk.browser.as('Jonty Abara-Finch')
  assert.equal((await outside.goto(`${review}/restricted/safe_contact`)).status(), 404)

  const reader = await walk.browser.as('Sunniva Clay-Mortimer')
  await reader.goto('/o/aldermere/administration/record?act=read_safe_contact')
  await reader.getByRole('link', { name: /The safe contact was read/ }).first().waitFor()
})

test('whom the police named: seen by whoever has the section, and by nobody else', async () => {
  const manager = await walk.browser.as(MANAGER)
  const review = (await reviewsOf(manager)).at(-1)
  await manager.goto(`${review}/people`)
  assert.equal(await manager.locator('main a[href$="/police"]').count(), 0)
  await onTheTeam(manager, review, MANAGER, ['police_restricted'])
  await manager.goto(`${review}/people`)
  await manager.locator('main a[href$="/police"]').first().click()
  await sound(manager, 'police')
  await keyboardWalk(manager)
  await press(manager, 'Save')
  await manager.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await choose(manager, 'says', 'witness')
  await fill(manager, 'by', 'The senior investigating officer')
  await fill(manager, 'on', 'today')
  await press(manager, 'Save')
  await manager.getByText('Witness').first().waitFor()
  const other = await walk.browser.as('Tobias Krantz-Ellery')
  await other.goto(`${review}/people`)
  assert.equal(await other.getByText('Witness').count(), 0)
  assert.equal((await other.goto(`${review}/restricted/police_restricted`)).status(), 404)
})

test('a review is looked up by its reference, and what one may not know of is not there', async () => {
  const manager = await walk.browser.as(MANAGER)
  const reference = (await newest(manager)).split('/').pop()
  const page = await walk.browser.as('Tobias Krantz-Ellery', { javaScript: false })
  await page.goto('/o/aldermere/reviews')
  await page.getByRole('link', { name: 'Ask for access to a review by its reference' }).click()
  await sound(page, 'look-up')
  await keyboardWalk(page)
  await press(page, 'Continue')
  await page.getByText('Enter the reference').first().waitFor()
  await fill(page, 'reference', 'ACD-EFH-JKL')
  await press(page, 'Continue')
  const nothing = 'There is no review with this reference that you can ask for.'
  await page.getByText(nothing).first().waitFor()
  assert.match(page.url(), /\/o\/aldermere\/ask$/)
  await sound(page, 'look-up-nothing')
  await fill(page, 'reference', reference.toLowerCase())
  await press(page, 'Continue')
  await page.waitForURL(/\/ask$/)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.match(page.url(), new RegExp(`${reference}/ask$`))

  const secret = await walk.browser.as('Jonty Abara-Finch')
  await secret.goto('/o/aldermere/ask')
  await fill(secret, 'reference', reference)
  await press(secret, 'Continue')
  await secret.getByText(nothing).first().waitFor()
  const later = secret.getByRole('heading', { level: 1, name: 'Too many attempts' })
  for (let tried = 0; tried < 14 && (await later.count()) === 0; tried += 1) {
    await fill(secret, 'reference', 'ACD-EFH-JKL')
    await press(secret, 'Continue')
    await later.or(secret.getByRole('heading', { name: 'There is a problem' })).waitFor()
  }
  await later.waitFor()
  await sound(secret, 'look-up-later')
})

test('somebody named in words who is given a role is pointed out to whoever gives it and to the business manager', async () => {
  const manager = await walk.browser.as(MANAGER)
  const review = await newest(manager)
  await manager.goto(`${review}/team/conflicts/new`)
  await fill(manager, 'named', 'Mr Wetherill, an uncle')
  await choose(manager, 'kind', 'relative')
  await press(manager, 'Save')
  await manager.getByRole('heading', { level: 1, name: 'Conflict list' }).waitFor()

  const administrator = await walk.browser.as('Fergus Ilangovan-Moss', { javaScript: false })
  await administrator.goto('/o/aldermere/administration/people')
  await fill(administrator, 'name', 'Invented Wetherill')
  await fill(administrator, 'email', 'wetherill@example.invalid')
  await choose(administrator, 'role', 'scrutineer')
  await press(administrator, 'Give the role')
  await administrator.getByText('resembles somebody on the conflict list').waitFor()
  await sound(administrator, 'resembles')

  await manager.goto('/o/aldermere/today')
  await manager.getByRole('link', { name: 'Somebody with a new role may be on the conflict list' }).click()
  await manager.getByLabel('None of them').waitFor()
  await sound(manager, 'which')
  await manager.getByLabel('None of them').check()
  await press(manager, 'Save')
  await manager.goto('/o/aldermere/today')
  assert.equal(await manager.getByRole('link', { name: 'Somebody with a new role may be on the conflict list' }).count(), 0)
})
