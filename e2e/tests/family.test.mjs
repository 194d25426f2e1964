// Contact with the family about the review: told, still to be told, not told and why; a second person's look.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { addChild, aReview, fillDay, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `family-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const card = (page, name) => page.locator('.govuk-summary-card').filter({ hasText: name })
const told = (page, name) => card(page, name).locator('.govuk-summary-list__row').filter({ hasText: 'Told of the review' })

test('a mother was told; an uncle is not invited, and a second person looks at that', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await addChild(manager, review, 'Ms Invented', 'adult')
  await addChild(manager, review, 'An invented uncle', 'adult')
  await manager.goto(`${review}/people`)
  await told(manager, 'Ms Invented').getByText('Nobody has said yet').waitFor()
  await told(manager, 'Ms Invented').getByRole('link', { name: /^Change/ }).click()
  await manager.getByText('The service sends the family nothing').first().waitFor()
  await sound(manager, 'empty')
  await save(manager)
  await problem(manager)
  await choose(manager, 'told', 'told')
  await choose(manager, 'how', 'in_person')
  await fill(manager, 'by', 'A health visitor, community trust')
  await choose(manager, 'advocate', 'offered')
  await fill(manager, 'on', '31 December 2099')
  await save(manager)
  await problem(manager)
  assert.equal(await manager.locator('[name="by"]').inputValue(), 'A health visitor, community trust')
  await sound(manager, 'wrong')
  await fill(manager, 'on', todayInWords())
  await fill(manager, 'needs', 'An interpreter, and her sister with her')
  await save(manager)
  await told(manager, 'Ms Invented').getByText('They were told').waitFor()

  await told(manager, 'An invented uncle').getByRole('link', { name: /^Change/ }).click()
  await choose(manager, 'told', 'not_told')
  await choose(manager, 'reason', 'not_invited')
  await fill(manager, 'tried', 'Two letters. His sister does not want him to come.')
  await fill(manager, 'decided-by', 'Head of safeguarding')
  await fillDay(manager, 'review', new Date(Date.now() + 14 * 24 * 3600 * 1000))
  await choose(manager, 'advocate', 'not_offered')
  await save(manager)
  await told(manager, 'An invented uncle').getByText('A second person has to look at this').waitFor()
  await sound(manager, 'list')
  await told(manager, 'An invented uncle').getByRole('link', { name: /^Look at it as a second person/ }).click()
  await choose(manager, 'agrees', 'agree')
  await fill(manager, 'words', 'I wrote it.')
  await save(manager)
  await manager.getByText('You wrote this decision yourself').waitFor()

  const partner = await walk.browser.as('Imogen Tasker-Bell')
  await partner.getByRole('link', { name: /A second person looks at a decision not to invite somebody/ }).first().click()
  await partner.getByText('Two letters. His sister does not want him to come.').waitFor()
  await sound(partner, 'second')
  await keyboardWalk(partner)
  await save(partner)
  await problem(partner)
  await choose(partner, 'agrees', 'disagree')
  await fill(partner, 'words', 'He should be asked once more, by somebody he knows.')
  await save(partner)
  await told(partner, 'An invented uncle').getByText('A second person does not agree: Imogen Tasker-Bell').waitFor()
  assert.equal(await partner.getByText('A second person has to look at this').count(), 0)
  await sound(partner, 'looked-at')
})
