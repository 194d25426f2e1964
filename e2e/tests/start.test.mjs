// From the start page to Today, as somebody who opens the demonstration for the first time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyboardWalk, wholePage } from '../checks.mjs'
import { chooseWhoToBe, demonstration } from '../harness.mjs'

const walk = demonstration()

/** What changes with the day on which the walk is made. */
const TODAY = { replace: [[/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, 'DATE'], [/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/g, 'REFERENCE'], [/(\d+ working days? (left|late)|due today)/g, 'TIME LEFT']] }

test('the start page', async () => {
  const page = await walk.browser.open()
  const answer = await page.goto('/')
  assert.equal(answer.status(), 200)
  await wholePage(page, 'start', TODAY)
  const stops = await keyboardWalk(page)
  assert.match(stops[0], /skip to main content/i)
})

test('choose who to be, and Today', async () => {
  const page = await walk.browser.open()
  await page.goto('/')
  await page.getByRole('link', { name: /choose who to be/i }).first().click()
  await wholePage(page, 'choose-who-to-be', TODAY)
  await chooseWhoToBe(page, 'business manager')
  await page.getByRole('heading', { level: 1, name: /today/i }).waitFor()
  await wholePage(page, 'today-business-manager', TODAY)
  await keyboardWalk(page)
})

test('Today without JavaScript', async () => {
  const page = await walk.browser.as('business manager', { javaScript: false })
  await page.getByRole('heading', { level: 1, name: /today/i }).waitFor()
  await wholePage(page, 'today-business-manager', TODAY)
})
