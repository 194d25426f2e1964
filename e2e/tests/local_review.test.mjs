// The local review: the decision with criteria and reasons, terms of reference, a question, a reviewer, a look at time and
// quality, a written request, a draft.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, fillDay } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `local-review-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const press = (page, name) => page.getByRole('button', { name }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const home = (page) => page.getByRole('heading', { name: 'Local review', level: 1 }).waitFor()

test('a local review is decided, asked, commissioned and looked at', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await decideToNotify(walk.browser, review)
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Local review', exact: true }).click()
  await home(manager)
  await sound(manager, 'empty')

  await press(manager, 'Record the decision on a local review')
  await save(manager)
  await problem(manager)
  await choose(manager, 'review', 'yes')
  await fill(manager, 'reasons', 'Two agencies each held half of what was known.')
  await fill(manager, 'decided-by', 'Imogen Tasker-Bell, delegated partner')
  await choose(manager, 'point', 'rapid_review')
  await save(manager)
  await problem(manager)
  await manager.getByRole('link', { name: 'Select which criteria the case meets.' }).waitFor()
  await sound(manager, 'decision-wrong')
  await manager.locator('input[name="criteria"]').nth(2).check()
  await save(manager)
  await home(manager)
  await manager.getByRole('heading', { name: /^There will be a local review, decided/ }).waitFor()

  await press(manager, 'Write the terms of reference')
  await fill(manager, 'period', 'From the pregnancy on')
  await fill(manager, 'method', 'Conversations with those who were there, and records')
  await sound(manager, 'terms')
  await save(manager)
  await manager.getByText('No line of enquiry asks yet how racism').waitFor()
  await press(manager, 'Add a line of enquiry')
  await save(manager)
  await problem(manager)
  await fill(manager, 'asks', 'Why did nobody ask in which language the mother reads?')
  await choose(manager, 'inequality', 'yes')
  await sound(manager, 'line')
  await save(manager)
  await home(manager)
  assert.equal(await manager.getByText('No line of enquiry asks yet how racism').count(), 0)

  await press(manager, 'Record an appointment')
  await save(manager)
  await problem(manager)
  await fill(manager, 'name', 'Beatrix Solano-Wray, reviewer')
  await choose(manager, 'leads', 'yes')
  await fill(manager, 'independence', 'Has never worked for an agency here.')
  await fill(manager, 'conflicts', 'Declared none.')
  await fill(manager, 'checked-by', 'The independent scrutineer')
  await sound(manager, 'reviewer')
  await save(manager)
  await manager.getByText('Reviewer commissioned').waitFor()

  const look = 'Record a look at time and quality'
  await press(manager, look)
  await manager.getByText('No quality marker has been judged.').waitFor()
  await manager.goto(`${review}/quality/practitioner_involvement/judge`)
  await choose(manager, 'stands', 'partly')
  await fill(manager, 'reasons', 'Two of five who were there were asked.')
  await fill(manager, 'improve', 'Ask the night staff.')
  await save(manager)
  await manager.goto(`${review}/local-review`)
  await press(manager, look)
  await manager.getByText('Ask the night staff.').waitFor()
  await fill(manager, 'by', 'The three partners')
  await fill(manager, 'time', 'On time.')
  await fill(manager, 'quality', 'Why the records were apart is known.')
  await fillDay(manager, 'again', new Date())
  await save(manager)
  await problem(manager)
  await sound(manager, 'check')
  await fillDay(manager, 'again', new Date(Date.now() + 30 * 24 * 3600 * 1000))
  await save(manager)
  await home(manager)
  await press(manager, 'Record a written request')
  await fill(manager, 'asked-by', 'The business manager')
  await fill(manager, 'asks', 'A first draft of the findings.')
  await sound(manager, 'request')
  await save(manager)
  await home(manager)

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  await partner.goto(`${review}/local-review`)
  await home(partner)
  await sound(partner, 'whole')
  await keyboardWalk(partner)
})
