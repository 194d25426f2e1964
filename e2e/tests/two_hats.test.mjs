// Somebody with two agencies, and somebody with two organisations: they always see for which one they act, and change it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `hats-${name}`)
  await reflows(page)
}

const acting = (page) => page.getByRole('navigation', { name: 'Your account' })

test('two agencies: asked before anything is done, shown on every page, changed at any time', async () => {
  const page = await walk.browser.as('Ambrose Lindqvist-Tarn', { javaScript: false })
  await page.goto('/o/aldermere/today')
  await page.getByRole('heading', { level: 1, name: 'For which agency are you acting?' }).waitFor()
  await sound(page, 'agency')
  await page.getByLabel(/Mid Aldershire Police/).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { level: 1, name: /today/i }).waitFor()
  for (const end of ['today', 'raise', 'reviews', 'ask']) {
    await page.goto(`/o/aldermere/${end}`)
    await acting(page).getByText('Mid Aldershire Police').waitFor()
    await acting(page).getByText('Aldermere Safeguarding Children Partnership').waitFor()
  }
  await sound(page, 'police')
  await acting(page).getByRole('link', { name: 'Act for another agency' }).click()
  await page.getByLabel(/St Brannoc/).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await acting(page).getByText('St Brannoc').waitFor()
  assert.equal(await acting(page).getByText('Mid Aldershire Police').count(), 0)
})

test('two organisations: chosen after sign-in, shown on every page, changed at any time', async () => {
  const page = await walk.browser.as('Juno Faraday-Okell')
  await page.getByRole('link', { name: 'Aldermere Safeguarding Children Partnership' }).waitFor()
  await sound(page, 'organisations')
  await page.getByRole('link', { name: 'Brackwater Safeguarding Children Partnership' }).click()
  await acting(page).getByText('Brackwater Safeguarding Children Partnership').waitFor()
  await sound(page, 'brackwater')
  await keyboardWalk(page)
  await acting(page).getByRole('link', { name: 'Choose another organisation' }).click()
  await page.getByRole('link', { name: 'Aldermere Safeguarding Children Partnership' }).click()
  await page.waitForURL(/\/o\/aldermere\/today$/)
  await acting(page).getByText('Aldermere Safeguarding Children Partnership').waitFor()
  assert.equal(await acting(page).getByText('Brackwater').count(), 0)
})
