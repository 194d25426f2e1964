// A practice run by somebody who follows what the pages say: started, views entered on behalf, decided, days moved on, a
// clock that gets late, nobody else who sees it, and ended.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { fillDay } from '../steps.mjs'

const walk = demonstration()
const CHANGES = [
  [/\d{1,2}:\d{2}(am|pm)?/g, 'TIME'],
  [/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, 'DATE'],
  [/TRY(-[A-Z0-9]{3}){3}/g, 'REFERENCE'],
]

async function sound(page, name) {
  await axe(page)
  await shots(page, `practice-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const BANNER = 'Practice run. Nothing here is real and nothing leaves this partnership.'

/** The step in the list of steps is marked as next. */
const next = (page, name) =>
  page.getByRole('navigation', { name: 'Steps of this review' }).getByRole('listitem').filter({ hasText: `${name} Next` }).waitFor()

/** Enters the view of each partner on their behalf; the page offers those who have not given one. */
async function views(page, review) {
  for (let given = 0; given < 3; given += 1) {
    await page.goto(`${review}/decision/view-for`)
    const choices = page.locator('main input[type="radio"]')
    const groups = new Set(await choices.evaluateAll((all) => all.map((one) => one.name)))
    for (const name of groups) await page.locator(`input[name="${name}"]`).first().check()
    await fill(page, 'source', 'Said in the practice run')
    await fill(page, 'given-by', 'A delegated partner, played by me')
    await fill(page, 'reasons', 'The harm is serious.')
    await fill(page, 'on', await dayThere(page))
    await press(page, 'Save')
    await heading(page, 'Decision on notifying')
  }
}

/** The day on which the practice run stands, as the banner says. */
async function dayThere(page) {
  const banner = await page.getByText(BANNER).locator('..').innerText()
  return banner.match(/Here it is (\d+ \w+ \d{4})/)[1]
}

test('a practice run is started, followed from page to page, moved on and ended, and nobody else sees it', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  await manager.getByRole('link', { name: 'Reviews', exact: true }).click()
  await manager.getByRole('link', { name: 'Start a practice run' }).click()
  await press(manager, 'Start a practice run')
  await problem(manager)
  await sound(manager, 'start-wrong')
  await manager.getByLabel('A baby with an injury that nobody can explain').check()
  await press(manager, 'Start a practice run')
  await heading(manager, 'Practice run')
  await manager.getByText(BANNER).waitFor()
  await manager.getByText('no day was moved on since').waitFor()
  await manager.getByText('The stepfather was not met.').waitFor()
  const review = manager.url().replace(/\/practice$/, '')
  assert.match(review, /\/reviews\/TRY(-[A-Z0-9]{3}){3}$/)
  const began = await dayThere(manager)
  await press(manager, 'Move on')
  await problem(manager)
  await sound(manager, 'run-wrong')

  await manager.getByRole('link', { name: 'The home of this review' }).click()
  await heading(manager, /^Review TRY-/)
  await manager.getByText(BANNER).waitFor()
  await next(manager, 'Decision on notifying')
  await sound(manager, 'home')
  await manager.getByRole('link', { name: 'Decision on notifying', exact: true }).first().click()
  await manager.getByText(BANNER).waitFor()
  await views(manager, review)
  await manager.goto(`${review}/decision/decide`)
  await choose(manager, 'outcome', 'notifiable')
  await fill(manager, 'reasons', 'All criteria are met.')
  await fillDay(manager, 'on', new Date(await dayThere(manager)))
  await sound(manager, 'decide')
  await manager.locator('main form button').first().click()
  await heading(manager, 'Decision on notifying')
  const saved = manager.getByRole('alert').filter({ hasText: 'It is on record. Next in this review:' })
  await saved.waitFor()
  await sound(manager, 'saved')
  await saved.getByRole('link', { name: 'Notification', exact: true }).click()
  await heading(manager, 'Notification')
  assert.equal(await manager.getByRole('alert').count(), 0)
  await manager.goto(review)
  await next(manager, 'Notification')

  await manager.goto(`${review}/practice`)
  await manager.getByLabel('By a week (5 working days)').check()
  await press(manager, 'Move on')
  await manager.getByText('5 working days were moved on since').waitFor()
  assert.notEqual(await dayThere(manager), began)
  await manager.getByLabel('To the next working day').check()
  await press(manager, 'Move on')
  await manager.getByText('6 working days were moved on since').waitFor()
  await manager.getByRole('link', { name: 'The home of this review' }).click()
  await manager.getByText('1 working day late').first().waitFor()
  const today = manager.getByRole('link', { name: 'Today', exact: true })
  await today.click()
  const practice = manager.getByRole('region', { name: 'Practice, not real' })
  const run = new RegExp(`Practice run TRY(-[A-Z0-9]{3}){3}\\. Here it is \\d+ \\w+ \\d{4}`)
  await practice.getByRole('table', { name: run }).getByText('1 working day late').first().waitFor()
  assert.equal(await manager.getByText(/TRY-/).count(), await practice.getByText(/TRY-/).count(), 'nothing of it among the real ones')
  await sound(manager, 'today')
  await manager.goto(review.replace(/\/reviews\/.*$/, '/reviews'))
  await manager.getByRole('row').filter({ hasText: 'TRY-' }).getByText('practice run').waitFor()
  await sound(manager, 'list')

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  assert.equal((await partner.goto(review)).status(), 404)
  const theirs = await reviewsOf(partner)
  assert.ok(theirs.length > 0 && theirs.every((one) => !one.includes('TRY-')))

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  await again.goto(`${review}/practice`)
  await wholePage(again, 'practice', { replace: CHANGES })
  await keyboardWalk(again)
  await again.getByRole('link', { name: 'End this practice run' }).click()
  await sound(again, 'end')
  await keyboardWalk(again)
  await press(again, 'End this practice run')
  await heading(again, 'Reviews')
  await again.getByRole('alert').getByText('The practice run has ended.').waitFor()
  assert.ok((await reviewsOf(again)).every((one) => !one.includes('TRY-')))
})
