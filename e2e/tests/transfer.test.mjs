// A review goes to another partnership: proposed by one person, confirmed by another, taken back, offered again, accepted, and
// gone from where it was.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `transfer-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

/** Loads the page again until something is there: the post takes a moment. */
async function arrives(page, what) {
  for (let tries = 0; tries < 60 && !(await what.count()); tries += 1) {
    await page.waitForTimeout(500)
    await page.reload()
  }
  await what.waitFor()
}

async function propose(page, review) {
  await page.goto(`${review}/hand-over/propose`)
  await page.getByLabel('Brackwater').first().check()
  await choose(page, 'why', 'child_lives_there')
  await fill(page, 'words', 'The family lives there now, invented')
  await press(page, 'Propose it')
}

async function confirm(page, review) {
  await page.goto(`${review}/hand-over`)
  await press(page, 'Ask them to take this review')
  await page.locator('input[name="sure"]').check()
  await press(page, 'Ask them to take this review')
  await page.getByText('Offered. They have not answered yet').waitFor()
}

test('two people, an answer, everything of it, and a line that says where it is', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  const reference = review.split('/').pop()
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Hand over to another partnership' }).click()
  await manager.getByText('Nobody has proposed to hand this review over.').waitFor()
  await sound(manager, 'empty')
  await press(manager, 'Propose to hand this review over')
  await keyboardWalk(manager)
  await sound(manager, 'propose')
  await fill(manager, 'words', 'The family lives there now, invented')
  await press(manager, 'Propose it')
  await problem(manager)
  assert.equal(await manager.locator('[name="words"]').inputValue(), 'The family lives there now, invented')
  await sound(manager, 'propose-wrong')
  await propose(manager, review)
  await manager.getByText('You proposed it. A partner confirms it').waitFor()
  await sound(manager, 'proposed')

  const partner = await walk.browser.as('Desmond Okoro-Hale', { javaScript: false })
  await partner.getByRole('link', { name: 'Somebody proposed to hand this review over' }).first().click()
  await press(partner, 'Ask them to take this review')
  await press(partner, 'Ask them to take this review')
  await problem(partner)
  await sound(partner, 'confirm-wrong')
  await confirm(partner, review)
  await sound(partner, 'offered')

  await manager.goto(`${review}/hand-over`)
  await manager.getByRole('link', { name: 'Take it back' }).click()
  await press(manager, 'Take it back')
  await problem(manager)
  await sound(manager, 'back-wrong')
  await fill(manager, 'reason', 'Too early, invented')
  await press(manager, 'Take it back')
  await manager.getByText('Too early, invented').waitFor()
  await propose(manager, review)
  await confirm(partner, review)

  const there = await walk.browser.as('Silvan Adeyemi-Crook', { javaScript: false })
  const offered = there.getByRole('link', { name: 'One review is offered to your partnership' })
  await arrives(there, offered)
  await offered.click()
  await sound(there, 'list')
  await there.getByRole('link', { name: `Review ${reference}` }).first().click()
  await keyboardWalk(there)
  await press(there, 'Answer')
  await problem(there)
  await choose(there, 'accepts', 'no')
  await press(there, 'Answer')
  await there.getByText('Enter why your partnership declines.').first().waitFor()
  await sound(there, 'answer-wrong')
  await choose(there, 'accepts', 'yes')
  await press(there, 'Answer')
  await there.getByRole('heading', { level: 1, name: 'Reviews offered and handed over' }).waitFor()
  await arrives(there, there.getByText('It is here'))
  await sound(there, 'here')
  await there.goto(`/o/brackwater/reviews/${reference}`)
  await there.getByRole('link', { name: 'Where this review came from' }).click()
  await there.getByText(/lines, each proved to stand in it/).waitFor()
  await sound(there, 'came-from')

  const gone = await manager.goto(review)
  for (let tries = 0; tries < 40 && (await manager.goto(review)).status() !== 404; tries += 1) {
    await manager.waitForTimeout(500)
  }
  assert.ok(gone)
  await manager.goto('/o/aldermere/offered')
  await manager.getByText(`Review ${reference}`).first().waitFor()
  await sound(manager, 'stub')
})

test('who may not, is not offered it', async () => {
  const notifier = await walk.browser.as('Eleri Bexley-Sow')
  const refused = await notifier.goto('/o/aldermere/offered')
  assert.equal(refused.status(), 403)
})
