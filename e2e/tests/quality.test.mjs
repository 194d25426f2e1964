// The quality of a review: a marker judged, judged anew over somebody else's judgement, a second view that differs, what
// to improve first on the page, and how the judgement changed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHANGES, axe, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `quality-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const card = (page, words) => page.locator('.govuk-summary-card').filter({ hasText: words })
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const IMPROVE = 'Offer the night staff a time that suits their shifts.'
const MARKER = '11. Practitioner involvement'

test('a marker is judged, seen differently by a second person, and judged anew', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Quality of this review' }).click()
  await manager.getByText('Nobody has asked for anything yet.').waitFor()
  await manager.getByText('are no score').waitFor()
  await manager.getByText('never compared with another review or another area').waitFor()
  assert.equal(await manager.locator('.govuk-summary-card').count(), 18)
  await sound(manager, 'empty')

  await card(manager, MARKER).getByRole('link', { name: /^Open/ }).click()
  await heading(manager, MARKER)
  await manager.getByText('Nobody has judged this yet').waitFor()
  await manager.getByRole('button', { name: 'Judge this marker' }).click()
  assert.equal(await manager.locator('[name="on"]').inputValue(), todayInWords())
  await save(manager)
  await problem(manager)
  await choose(manager, 'stands', 'partly')
  await fill(manager, 'reasons', 'Two of five who were there were asked.')
  await save(manager)
  await problem(manager)
  await manager.getByRole('link', { name: /says what would make it better/ }).waitFor()
  assert.equal(await manager.locator('[name="reasons"]').inputValue(), 'Two of five who were there were asked.')
  await sound(manager, 'judge-wrong')
  await fill(manager, 'improve', IMPROVE)
  await save(manager)
  await card(manager, 'As it was judged last').getByText('Partly met').waitFor()
  assert.equal(await manager.getByRole('button', { name: 'Give a second view' }).count(), 0)
  const marker = manager.url()
  await manager.goto(`${marker}/second-view`)
  await manager.getByText('A second view comes from somebody else.').waitFor()

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  await partner.goto(marker)
  await partner.getByRole('button', { name: 'Give a second view' }).click()
  await partner.getByText('Two of five who were there were asked.').waitFor()
  await save(partner)
  await problem(partner)
  await choose(partner, 'stands', 'not_met')
  await fill(partner, 'reasons', 'Nobody of the night shift knows that there is a review.')
  await fill(partner, 'improve', 'Pay for their cover.')
  await sound(partner, 'second')
  await keyboardWalk(partner)

  // Meanwhile it is judged anew: what the partner typed is kept, the new judgement stands above it.
  await manager.goto(`${marker}/judge`)
  await fill(manager, 'reasons', 'Two of five were asked; a third has written.')
  await save(manager)
  await heading(manager, MARKER)
  await save(partner)
  await problem(partner)
  await partner.getByText('a third has written').waitFor()
  assert.equal(await partner.locator('[name="improve"]').inputValue(), 'Pay for their cover.')
  await sound(partner, 'second-changed')
  await save(partner)
  await card(partner, 'As it was judged last').getByText('A second view').waitFor()
  await card(partner, 'As it was judged last').getByText('Not met', { exact: true }).waitFor()
  await card(partner, 'Before:').getByText('Two of five who were there were asked.').waitFor()
  await wholePage(partner, 'quality-marker', { replace: CHANGES })
  await keyboardWalk(partner)

  await partner.goto(`${review}/quality`)
  const asked = partner.locator('main .govuk-list--bullet li')
  assert.deepEqual(await asked.allInnerTexts(), [
    `${MARKER}\n${IMPROVE}`,
    `${MARKER}\nPay for their cover.\nAsked for in a second view`,
  ])
  await wholePage(partner, 'quality', { replace: CHANGES })
  await keyboardWalk(partner)
})

test('two people judge the same marker at once, and neither loses a word', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  const address = `${review}/quality/referral/judge`
  const partner = await walk.browser.as('Imogen Tasker-Bell', { javaScript: false })
  for (const [page, words] of [[manager, 'It came in time.'], [partner, 'It came after a week.']]) {
    await page.goto(address)
    await choose(page, 'stands', 'met')
    await fill(page, 'reasons', words)
  }
  await save(manager)
  await heading(manager, '1. Referral')
  await save(partner)
  await partner.locator('.tl-side').getByText('It came in time.').waitFor()
  await partner.locator('.tl-side').getByText('It came after a week.').waitFor()
  await sound(partner, 'clash')
})
