// What was learned, what is done about it, looking again, and the actions of all reviews on one page.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, fillDay, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `learning-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const card = (page, words) => page.locator('.govuk-summary-card').filter({ hasText: words })
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)
const LEARNED = 'Two record systems hid an earlier injury from the school nurse.'
const WHAT = 'Ensure that school nurses are reminded to call the hospital.'

test('learning on the first day, an action, no change seen, and the list of all actions', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Learning and actions' }).click()
  await manager.getByText('it need not wait for a report').waitFor()
  await sound(manager, 'empty')
  await manager.getByRole('button', { name: 'Add a learning point' }).click()
  assert.equal(await manager.locator('[name="on"]').inputValue(), todayInWords())
  await fill(manager, 'episode', 'A call to the school nurse')
  await save(manager)
  await problem(manager)
  assert.equal(await manager.locator('[name="episode"]').inputValue(), 'A call to the school nurse')
  await sound(manager, 'point-wrong')
  await fill(manager, 'learned', LEARNED)
  await fill(manager, 'made-sense', 'The shared record could not be opened from the school.')
  await choose(manager, 'level', 'agency')
  await choose(manager, 'changed-at', 'region')
  await save(manager)
  await card(manager, LEARNED).getByText('Can be changed at another level').waitFor()
  await card(manager, LEARNED).getByText('Not said yet').first().waitFor()

  await card(manager, LEARNED).getByRole('link', { name: /^Add an action/ }).click()
  await manager.getByText(LEARNED).waitFor()
  await save(manager)
  await problem(manager)
  await fill(manager, 'what', WHAT)
  await fill(manager, 'owner', 'Lead nurse, community trust')
  await fillDay(manager, 'due', inDays(-3))
  await choose(manager, 'strength', 'weak')
  await fill(manager, 'different', 'A nurse hears on the same day that a child was hurt before.')
  await fill(manager, 'how-known', 'An audit of twenty calls')
  await choose(manager, 'starting', 'unknown')
  await save(manager)
  await problem(manager)
  await manager.getByRole('link', { name: 'The date has passed. Enter the date by which it will be done.' }).waitFor()
  await sound(manager, 'action-wrong')
  await fillDay(manager, 'due', inDays(0))
  await save(manager)
  await manager.getByText('Every action here is training').waitFor()
  await card(manager, WHAT).getByText('It says remind, ensure. Would anything be different?').waitFor()
  await sound(manager, 'list')

  await manager.getByRole('link', { name: 'Actions', exact: true }).click()
  const line = manager.getByRole('row').filter({ hasText: WHAT })
  await line.getByText('Lead nurse, community trust').waitFor()
  await sound(manager, 'actions')
  await line.getByRole('link', { name: /^Review / }).click()
  await card(manager, WHAT).getByRole('link', { name: /^Where it stands/ }).click()
  await choose(manager, 'stands', 'done')
  await save(manager)
  await problem(manager)
  await fillDay(manager, 'on', inDays(0))
  await fill(manager, 'why', 'A letter to all school nurses')
  await save(manager)
  await card(manager, WHAT).getByText('Done', { exact: true }).waitFor()
  await card(manager, WHAT).getByRole('link', { name: /^Look again/ }).click()
  await manager.getByText('How we would know: An audit of twenty calls').waitFor()
  await choose(manager, 'change', 'no_change')
  await fill(manager, 'shown-by', 'Three of twenty calls were followed by one to the hospital.')
  await save(manager)
  await card(manager, WHAT).getByText('No change seen', { exact: true }).waitFor()
  await sound(manager, 'no-change')
  await manager.goto(`${review.split('/reviews/')[0]}/actions/to-look-at`)
  await manager.getByRole('row').filter({ hasText: WHAT }).getByText('No change seen').waitFor()
  await sound(manager, 'to-look-at')

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  await partner.goto(`${review}/learning`)
  await card(partner, LEARNED).getByRole('link', { name: /^Change/ }).click()
  await keyboardWalk(partner)
})
