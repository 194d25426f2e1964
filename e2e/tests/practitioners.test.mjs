// Contact with practitioners: added, wrong input keeps what was typed, told, heard, taken away, and seen before publication.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `practitioners-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

test('practitioners are told, supported and heard, and are there when the report is to be published', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Practitioners in this review' }).first().click()
  await heading(manager, 'Practitioners in this review')
  await sound(manager, 'none')
  await manager.getByRole('button', { name: 'Add a practitioner' }).or(manager.getByRole('link', { name: 'Add a practitioner' })).click()
  await save(manager)
  await problem(manager)
  await fill(manager, 'role', 'Health visitor, community trust')
  await choose(manager, 'told', 'told')
  await fill(manager, 'on', '31 December 2099')
  await choose(manager, 'how', 'in_person')
  await fill(manager, 'by', 'Her manager')
  await fill(manager, 'draft-on', todayInWords())
  await save(manager)
  await problem(manager)
  assert.equal(await manager.locator('[name="role"]').inputValue(), 'Health visitor, community trust')
  await sound(manager, 'wrong')
  await fill(manager, 'on', todayInWords())
  await fill(manager, 'how-long', 'Two weeks')
  await choose(manager, 'comments', 'answered')
  await choose(manager, 'support', 'taken_up')
  await fill(manager, 'support-words', 'Supervision by a colleague')
  await choose(manager, 'event', 'took_part')
  await save(manager)
  await heading(manager, 'Practitioners in this review')
  await manager.getByText('They took part in a learning event').waitFor()
  await manager.goto(`${review}/practitioners/new`)
  await fill(manager, 'role', 'Entered by mistake')
  await choose(manager, 'told', 'told')
  await fill(manager, 'on', todayInWords())
  await choose(manager, 'how', 'post')
  await fill(manager, 'by', 'Her manager')
  await save(manager)
  await sound(manager, 'list')
  await manager.locator('.govuk-summary-card').filter({ hasText: 'Entered by mistake' }).getByRole('link', { name: /^Take this entry away/ }).click()
  await sound(manager, 'away')
  await manager.getByRole('button', { name: 'Take this entry away' }).click()
  await manager.getByText('Entered by mistake').waitFor({ state: 'detached' })
  await manager.goto(`${review}/publication`)
  await manager.getByText('1 practitioner is on record: 1 told of the review, 1 had time with the draft.').waitFor()

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  await again.goto(`${review}/practitioners`)
  await wholePage(again, 'practitioners', { replace: CHANGES })
  await keyboardWalk(again)
  await again.goto(`${review}/practitioners/new`)
  await wholePage(again, 'practitioner', { replace: CHANGES })
  await keyboardWalk(again)
})
