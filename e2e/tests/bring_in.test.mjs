// A review that is under way elsewhere is brought in: wrong input keeps what was typed, odd dates are asked about once more,
// nothing that was done is asked for again, its files are added, a date is put right later, and it goes on from there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { upload } from '../sent.mjs'

const walk = demonstration()
const CHANGES = [
  [/\d{1,2}:\d{2}(am|pm)?/g, 'TIME'],
  [/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, 'DATE'],
  [/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/g, 'REFERENCE'],
]
const TITLE = 'Bring in a review that is under way'

async function sound(page, name) {
  await axe(page)
  await shots(page, `bring-in-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** A day so many days ago, as people write it. */
const ago = (days) =>
  new Date(Date.now() - days * 24 * 3600 * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Days ago on which each step up to the beginning of a local review was done; nobody knows the fifth. */
const STEPS = [200, 198, 196, 195, 0, 180, 178, 176, 150, 140, 120, 100]

async function child(page, number, name, safe) {
  await fill(page, `child-${number}`, name)
  await fill(page, `child-${number}-born-on`, 'about 2019')
  await choose(page, `child-${number}-safe`, safe)
  await fill(page, `child-${number}-how`, 'The social worker saw them this week')
}

/** Which stage has been reached, from the list of reviews. */
async function begin(page, stage) {
  await page.goto('/o/aldermere/reviews')
  await page.getByRole('link', { name: TITLE }).click()
  await heading(page, TITLE)
  await page.getByLabel(stage, { exact: true }).check()
  await press(page, 'Go on')
  await page.getByText(`Stage reached: ${stage}`).waitFor()
}

async function incident(page) {
  await fill(page, 'outline', 'A child was found hurt at home. Invented.')
  await page.locator('input[name="nature"]').first().check()
  await fill(page, 'known-on', ago(201))
  await fill(page, 'local', 'CSPR 2026/04')
}

test('a review is brought in in the middle of its local review, and goes on from there', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  await page.goto('/o/aldermere/raise')
  await page.getByRole('link', { name: TITLE }).click()
  await sound(page, 'stage')
  await press(page, 'Go on')
  await problem(page)
  await sound(page, 'stage-wrong')
  await begin(page, 'Local review and local learning: Begun')
  await sound(page, 'empty')
  await press(page, 'Bring in this review')
  await problem(page)
  await incident(page)
  await child(page, 1, 'not known yet', 'not_known')
  await press(page, 'Add another child')
  assert.equal(await page.locator('[name="outline"]').inputValue(), 'A child was found hurt at home. Invented.')
  await child(page, 2, 'Invented Brother', 'safe')
  for (const [at, days] of STEPS.entries()) await fill(page, `on-${at + 1}`, days ? ago(days) : 'not known')
  await fill(page, 'source-3', 'The director of children’s services')
  await fill(page, 'on-7', '')
  await fill(page, 'words-7', 'The partners signed on one sheet with the sending.')
  await fill(page, 'on-8', '31 December 2099')
  await choose(page, 'outcome', 'notifiable')
  await fill(page, 'told-on', ago(230))
  await press(page, 'Bring in this review')
  await problem(page)
  await page.getByRole('link', { name: 'Rapid review: Sent: This day is still to come. Enter a day that has been, or not known.' }).waitFor()
  assert.equal(await page.locator('[name="child-2"]').inputValue(), 'Invented Brother')
  await sound(page, 'wrong')
  await fill(page, 'on-8', ago(176))
  await press(page, 'Bring in this review')
  await problem(page)
  await page.getByText('“Telling the partners” is dated before').waitFor()
  await sound(page, 'odd')
  await page.getByLabel('Yes, it was so').check()
  await press(page, 'Bring in this review')
  await heading(page, /^Review [A-Z0-9]{3}-/)
  const review = page.url()

  await page.getByText('by Rowan Achebe-Lyle, when it stood at “Begun”').waitFor()
  await page.getByText('Reference before: CSPR 2026/04').waitFor()
  await page.getByText('The partners signed on one sheet with the sending.').waitFor()
  await page.getByText(/whether one child is safe/).first().waitFor()
  const late = await page.locator('main').getByText(/working days? late/).count()
  assert.equal(late, 0, 'nothing that was done is late')
  await sound(page, 'home')
  await page.getByRole('link', { name: 'Add the files of this review' }).click()
  await heading(page, 'Files')
  await upload(page, `${review}/files/add`, 'rapid-review.txt', 'The report of the rapid review, as it was sent. Invented.')

  await page.goto(`${review}/notification`)
  await page.getByText('The notification was sent outside this service, before this review was brought in.').waitFor()
  await page.getByText('The director of children’s services').waitFor()
  await sound(page, 'notification')
  await page.goto(`${review}/decision`)
  await page.getByText('The partners gave their views and it was decided before this review was brought in.').waitFor()
  await sound(page, 'decision')
  await page.goto(`${review}/rapid-review`)
  await page.getByText('The report was written, signed and sent before this review was brought in.').waitFor()
  await sound(page, 'rapid-review')
  await page.goto(`${review}/local-review`)
  await page.getByText('Done before this review was brought in').first().waitFor()
  await sound(page, 'local-review')
  await page.goto(`${review}/letters`)
  await sound(page, 'letters')
  await page.goto(`${review}/publication`)
  await sound(page, 'publication')

  await page.goto(review)
  await page.getByRole('link', { name: /Rapid review 1: Meeting held/ }).click()
  await sound(page, 'track')
  const meeting = page.locator('main li, main .govuk-summary-card, main tr').filter({ hasText: 'Meeting held' })
  await meeting.getByRole('link', { name: /This is wrong/ }).first().click()
  await fill(page, 'why', 'The day is in the minutes.')
  await choose(page, 'really', 'other_day')
  await fill(page, 'happened', ago(188))
  await page.locator('main form button').first().click()
  await page.goto(review)
  await page.getByText('Done, on a day that is not known:').waitFor({ state: 'detached' })

  await page.goto(`${review}/tracks/local_review/0/drafted`)
  await fill(page, 'happened', ago(1))
  await press(page, 'Record this step')
  await page.getByText('Draft written').first().waitFor()
  await page.goto('/o/aldermere/reviews')
  const row = page.getByRole('row').filter({ hasText: review.split('/').pop() })
  await row.getByText('brought in').waitFor()
  await row.getByText('Draft written').waitFor()
  await page.goto('/o/aldermere/today')
  const needs = await page.locator('main').innerText()
  const own = needs.split('\n').filter((line) => line.includes(review.split('/').pop()))
  assert.ok(own.length <= 3, own.join('\n'))
})

test('the form is used by keyboard, listened to and printed; nobody else is offered it', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  await page.goto('/o/aldermere/bring-in')
  await wholePage(page, 'bring-in', { replace: CHANGES })
  await keyboardWalk(page)
  await begin(page, 'Notification: Notified')
  await wholePage(page, 'bring-in-form', { replace: CHANGES })
  await keyboardWalk(page)
  const partner = await walk.browser.as('Imogen Tasker-Bell')
  assert.equal((await partner.goto('/o/aldermere/bring-in')).status(), 403)
  await partner.goto('/o/aldermere/reviews')
  assert.equal(await partner.getByRole('link', { name: TITLE }).count(), 0)
})

test('a review is brought in once it was published', async () => {
  const page = await walk.browser.as('Rowan Achebe-Lyle')
  await begin(page, 'Publication: Published')
  await incident(page)
  await child(page, 1, 'Invented Child', 'safe')
  const count = await page.locator('[name^="on-"]').count()
  for (let at = 1; at <= count; at += 1) await fill(page, `on-${at}`, ago(200 - 5 * at))
  await choose(page, 'outcome', 'notifiable')
  await fill(page, 'told-on', ago(190))
  await press(page, 'Bring in this review')
  await heading(page, /^Review [A-Z0-9]{3}-/)
  const review = page.url()
  await page.goto(`${review}/publication`)
  await sound(page, 'published')
})
