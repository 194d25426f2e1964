// The whole demonstration, as somebody sees it who looks around: every review at every stage, in every organisation.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })

/** Looks at a page as every page is looked at. */
async function look(page, name) {
  await axe(page)
  await reflows(page)
  await shots(page, `demonstration-${name}`)
}

test('Today of a busy business manager', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  await page.getByRole('heading', { level: 1, name: /today/i }).waitFor()
  await look(page, 'today')
  await keyboardWalk(page)
})

test('reviews at every stage, each of which opens', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  await page.getByRole('link', { name: /^reviews$/i }).first().click()
  await look(page, 'reviews')
  const reviews = await reviewsOf(page)
  assert.ok(reviews.length >= 20, `${reviews.length} reviews`)
  for (const [index, href] of reviews.entries()) {
    const answer = await page.goto(href)
    assert.equal(answer.status(), 200)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (index % 4 === 0) await look(page, `review-${index}`)
  }
})

test('what came to the national body', async () => {
  const page = await walk.browser.as('Aurelio Banks-Whitlow')
  await page.getByRole('link', { name: /received/i }).first().click()
  await look(page, 'received')
})

test('a neighbour sees its own reviews alone', async () => {
  const page = await walk.browser.as('Silvan Adeyemi-Crook')
  await page.getByRole('heading', { level: 1, name: /today/i }).waitFor()
  await look(page, 'neighbour')
  const body = await page.locator('body').innerText()
  assert.doesNotMatch(body, /Aldermere/)
})
