// The lead passes to another area that has agreed: the review is closed here, names that area, and can be opened again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `transfer-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** A review whose lead may pass and in which every child is known to be safe. */
async function passable(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(review)
    if ((await page.locator('.govuk-warning-text').count()) > 0) continue
    if ((await page.goto(`${review}/decision/transfer`)).status() === 200) return review
  }
  return assert.fail('the demonstration has no review whose lead may pass')
}

test('a lead that passes closes the review here, with the other area named', async () => {
  const page = await walk.browser.as('Callum Driscoll-Vane', { javaScript: false })
  const review = await passable(page)
  await sound(page, 'form')
  const today = new Date()
  for (const [part, value] of [['day', today.getDate()], ['month', today.getMonth() + 1], ['year', today.getFullYear()]]) {
    await fill(page, `on-${part}`, String(value))
  }
  await fill(page, 'area', 'Invented Neighbouring Area')
  await fill(page, 'reason', 'The child lives there.')
  await press(page, 'Record that the lead has passed')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await fill(page, 'agreed-by', 'Their invented director')
  await press(page, 'Record that the lead has passed')
  await page.goto(review)
  await page.getByText(/^Closed on /).waitFor()
  await page.getByText('The lead passed to Invented Neighbouring Area. The child lives there.').waitFor()
  await sound(page, 'closed')

  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Open this review again' }).or(manager.locator('a[href$="/open-again"]')).first().click()
  await fill(manager, 'reason', 'That area gave it back.')
  await manager.locator('main form button[type="submit"]').click()
  await manager.waitForURL(new RegExp(`${review}$`))
  assert.equal(await manager.getByText(/^Closed on /).count(), 0)
  await manager.getByText(/The lead passed to Invented Neighbouring Area on/).waitFor()
})
