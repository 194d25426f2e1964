// What runs beside a review: proceedings and what they hold back, the register of papers, other notifications,
// other areas, why something is late, tracks, closing and opening again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyboardWalk, reflows, shots, axe } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `beside-${name}`)
  await reflows(page)
}

const first = (page, id) => page.locator(`input[name="${id}"]`).first().check()
const pick = (page, id, index = 1) => page.locator(`select[name="${id}"]`).selectOption({ index })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

async function day(page, id, on) {
  await fill(page, `${id}-day`, String(on.getDate()))
  await fill(page, `${id}-month`, String(on.getMonth() + 1))
  await fill(page, `${id}-year`, String(on.getFullYear()))
}

const inDays = (days) => new Date(Date.now() + days * 86_400_000)
const words = (date) => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

const reviewOf = async (page) => (await reviewsOf(page)).at(-1)

/** A review of which something is late. */
async function lateReview(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(review)
    if (await page.getByRole('link', { name: /^Say why it is late/ }).count()) return review
  }
  throw new Error('nothing is late in the demonstration')
}

async function wrong(page, button, name) {
  await press(page, button)
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(page, `${name}-errors`)
}

test('proceedings: added, a hold, changed by two people, lifted', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await reviewOf(manager)
  await manager.goto(`${review}/proceedings`)
  await manager.getByText('No proceedings have been recorded.').waitFor()
  await sound(manager, 'proceedings-none')
  await manager.getByRole('button', { name: 'Add proceedings' }).click()
  await fill(manager, 'reference', 'OP-INVENTED-1')
  await wrong(manager, 'Save', 'proceedings')
  assert.equal(await manager.locator('[name="reference"]').inputValue(), 'OP-INVENTED-1')
  await first(manager, 'kind')
  await fill(manager, 'contact', 'Senior investigating officer, invented')
  await fill(manager, 'began', 'early 2026')
  if (await manager.locator('select[name="person"]').count()) await pick(manager, 'person')
  else await first(manager, 'person')
  await press(manager, 'Save')
  await manager.getByText('OP-INVENTED-1').waitFor()
  await sound(manager, 'proceedings')

  const other = await walk.browser.as('Rowan Achebe-Lyle')
  await other.goto(`${review}/proceedings`)
  const change = other.locator('.govuk-summary-card__actions a').first()
  const address = await change.getAttribute('href')
  await other.goto(address)
  await manager.goto(address)
  await fill(other, 'contact', 'Detective inspector, invented')
  await press(other, 'Save')
  await other.getByText('Detective inspector, invented').waitFor()
  await fill(manager, 'contact', 'Detective sergeant, invented')
  await press(manager, 'Save')
  await manager.getByText('Detective inspector, invented').first().waitFor()
  await manager.getByText('Detective sergeant, invented').first().waitFor()
  await sound(manager, 'proceedings-conflict')
  await manager.locator('main input[type=radio][value="mine"]').first().check()
  await manager.locator('main form button[type=submit]').first().click()
  await manager.getByText('Detective sergeant, invented').waitFor()

  await manager.goto(`${address}/holds/new`)
  await sound(manager, 'hold')
  await wrong(manager, 'Save', 'hold')
  await first(manager, 'what')
  await fill(manager, 'about', 'Speaking to the adults who may be witnesses')
  await fill(manager, 'asked', 'Senior investigating officer')
  await day(manager, 'from', inDays(-1))
  await fill(manager, 'ends', 'When the witnesses have given evidence')
  await fill(manager, 'lifts', 'Senior investigating officer')
  await day(manager, 'review', inDays(20))
  if (await manager.locator('select[name="person"]').count()) await pick(manager, 'person')
  else await first(manager, 'person')
  await press(manager, 'Save')
  await manager.getByText('When the witnesses have given evidence').waitFor()
  await sound(manager, 'held')
  await manager.getByRole('link', { name: /^Lift/ }).click()
  await sound(manager, 'lift')
  await wrong(manager, 'Lift', 'lift')
  await day(manager, 'lifted-on', inDays(0))
  await fill(manager, 'lifted-by', 'Senior investigating officer')
  await fill(manager, 'lifted-why', 'The evidence has been given.')
  await press(manager, 'Lift')
  await manager.getByText('The evidence has been given.').waitFor()
})

test('the register of papers, other notifications, other areas', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await reviewOf(manager)
  await manager.goto(`${review}/disclosures`)
  await sound(manager, 'disclosures-none')
  await manager.goto(`${review}/disclosures/new`)
  await sound(manager, 'disclosure')
  await wrong(manager, 'Save', 'disclosure')

  await manager.goto(`${review}/other-notifications`)
  await sound(manager, 'others')
  await manager.getByRole('link', { name: /^Say how it stands/ }).first().click()
  await sound(manager, 'other')
  await keyboardWalk(manager)
  await choose(manager, 'stands', 'done')
  await wrong(manager, 'Save', 'other')
  await fill(manager, 'on', words(inDays(0)))
  await fill(manager, 'done-by', 'Rowan Achebe-Lyle, business manager')
  await pick(manager, 'channel')
  await press(manager, 'Save')
  await manager.getByText('1 done').waitFor()

  await manager.goto(`${review}/areas/new`)
  await sound(manager, 'area')
  await wrong(manager, 'Save', 'area')
  await pick(manager, 'authority', 3)
  await choose(manager, 'why', 'lives')
  await choose(manager, 'told', 'not_yet')
  await press(manager, 'Save')
  await manager.getByText('Not yet told').first().waitFor()
  await sound(manager, 'areas')
})

test('late, with a reason; a track, a step put right; closed and opened again', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await lateReview(manager)
  await sound(manager, 'review')
  await manager.getByRole('link', { name: /^Say why it is late/ }).first().click()
  await sound(manager, 'late')
  await wrong(manager, 'Save', 'late')
  await first(manager, 'reason')
  await fill(manager, 'words', 'The authority heard of it on a Friday evening.')
  await choose(manager, 'told', 'not_yet')
  await press(manager, 'Save')
  await manager.getByText('The authority heard of it on a Friday evening.').first().waitFor()
  await sound(manager, 'review-late')

  await manager.getByRole('link', { name: 'Local review and local learning' }).click()
  await sound(manager, 'track')
  await manager.getByRole('link', { name: 'No further local learning, with reason' }).click()
  await sound(manager, 'step')
  await fill(manager, 'reason', 'Nothing further was found to learn from.')
  await fill(manager, 'happened', words(inDays(0)))
  await manager.locator('main form button[type=submit]').first().click()
  await manager.getByText('Nothing further was found to learn from.').first().waitFor()
  await sound(manager, 'track-moved')
  await manager.locator('main a[href*="/wrong/"]').first().click()
  await sound(manager, 'step-wrong')
  await wrong(manager, 'Put it right', 'step-wrong')
  await fill(manager, 'why', 'It was entered on the wrong review.')
  await choose(manager, 'really', 'not_at_all')
  await press(manager, 'Put it right')
  await manager.getByText('It was entered on the wrong review.').first().waitFor()
  await sound(manager, 'track-put-right')

  await manager.goto(`${review}/close`)
  await sound(manager, 'close')
  await wrong(manager, 'Close the review', 'close')
  for (const box of await manager.locator('main form textarea').all()) await box.fill('Invented: nothing is left to do.')
  await press(manager, 'Close the review')
  await manager.getByText('Invented: nothing is left to do.').first().waitFor()
  await sound(manager, 'review-closed')
  await manager.goto('/o/aldermere/reviews')
  await sound(manager, 'reviews')
  await manager.goto(`${review}/open-again`)
  await sound(manager, 'open-again')
  await fill(manager, 'reason', 'New information has come.')
  await manager.locator('main form button[type=submit]').first().click()
  await manager.getByRole('link', { name: 'Close this review' }).waitFor()
})

test('who may not, is not told that there is anything', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await reviewOf(manager)
  const stranger = await walk.browser.as('Silvan Adeyemi-Crook')
  for (const end of ['proceedings', 'disclosures', 'other-notifications', 'areas', 'close', 'clocks/notify/late', 'tracks/notification/0']) {
    const answer = await stranger.goto(`${review}/${end}`)
    assert.equal(answer.status(), 404, end)
  }
})
