// The national body: a case is read, considered, answered by a letter that somebody else approves; the partnership
// reads the letter and answers it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, notify } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `national-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const press = (page, name) => page.getByRole('button', { name }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()

/** Loads the page again until something is there: the post takes a moment. */
async function arrives(page, what) {
  for (let tries = 0; tries < 60 && !(await what.count()); tries += 1) {
    await page.waitForTimeout(500)
    await page.reload()
  }
  await what.waitFor()
}

test('a letter is written, approved by another, sent, read and answered', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  const reference = review.split('/').pop()
  await manager.goto(`${review}/letters`)
  await manager.getByText('The national body was not told of this review through this service').waitFor()
  await sound(manager, 'letters-empty')
  await decideToNotify(walk.browser, review)
  await notify(walk.browser, review, 'SIN-0004')

  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow', { javaScript: false })
  await secretariat.goto('/o/panel/received')
  const line = secretariat.getByRole('link', { name: `Review ${reference}` })
  await arrives(secretariat, line)
  await secretariat.goto('/o/panel/today')
  await secretariat.getByRole('link', { name: '1 case to read' }).click()
  await line.click()
  const received = secretariat.url()
  await press(secretariat, 'Record that all of it was read')
  await secretariat.getByText('Waits to be considered').waitFor()
  await secretariat.getByRole('link', { name: 'What this area learned in earlier rapid reviews' }).click()
  await secretariat.getByText('This area has sent no report of another rapid review.').waitFor()
  await sound(secretariat, 'earlier-empty')
  await secretariat.goto(received)
  await press(secretariat, 'Record that it was considered')
  await sound(secretariat, 'consider')
  await save(secretariat)
  await problem(secretariat)
  await fill(secretariat, 'there', 'Dorothea Nkemelu-Grant, member\nAurelio Banks-Whitlow, secretariat')
  await fill(secretariat, 'words', 'What was known is said. Why nobody asked is not.')
  await choose(secretariat, 'letter', 'yes')
  await save(secretariat)
  await secretariat.getByText('Waits for a letter').waitFor()

  await press(secretariat, 'Write the letter')
  await save(secretariat)
  await problem(secretariat)
  await secretariat.locator('input[name="advice"][value="suggest_review"]').check()
  await fill(secretariat, 'decision', 'A local review could show why nobody asked.')
  await fill(secretariat, 'questions', 'Who spoke to the school, and when?')
  await sound(secretariat, 'letter-write')
  await save(secretariat)
  await secretariat.getByText('You wrote this letter. Somebody else approves it.').waitFor()
  await secretariat.getByRole('link', { name: 'See which wording it is' }).click()
  for (const box of await secretariat.locator('input[name="items"]').all()) await box.check()
  await press(secretariat, 'Confirm these words')
  await secretariat.getByRole('link', { name: 'The letter as PDF' }).waitFor()

  const member = await walk.browser.as('Dorothea Nkemelu-Grant')
  await member.getByRole('link', { name: '1 letter to approve' }).click()
  await member.getByRole('link', { name: `Review ${reference}` }).click()
  await press(member, 'Read the letter and approve it')
  await sound(member, 'letter-approve')
  await keyboardWalk(member)
  await press(member, 'Approve this letter')
  await member.getByText('Approved by Dorothea Nkemelu-Grant.').waitFor()

  await secretariat.goto(received)
  await press(secretariat, 'Send the letter')
  await press(secretariat, 'Send this letter')
  await secretariat.getByText('Waits for nothing here').waitFor()
  await sound(secretariat, 'case-done')
  const pdf = await secretariat.request.get(`${received}/letters/${(await secretariat.getByRole('link', { name: /^Letter 1, sent/ }).getAttribute('href')).split('/').pop()}/pdf`)
  assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')

  await manager.goto('/o/aldermere/today')
  const wrote = manager.getByRole('row').filter({ hasText: reference }).getByRole('link', { name: 'The national body wrote about this review' })
  await arrives(manager, wrote)
  await wrote.click()
  await sound(manager, 'letters')
  await manager.getByRole('link', { name: /^Letter 1, arrived/ }).click()
  await manager.getByText('Who spoke to the school, and when?').waitFor()
  await sound(manager, 'letter')
  await press(manager, 'Record that it was read')
  await press(manager, 'Write a message')
  await press(manager, 'Send the message')
  await problem(manager)
  await fill(manager, 'words', 'The school nurse did, in March.')
  await choose(manager, 'answers', 'yes')
  await sound(manager, 'message')
  await press(manager, 'Send the message')
  await manager.getByText('Sent by Rowan Achebe-Lyle').waitFor()
  await manager.goto(`${review}/tracks/panel_exchange/0`)
  await manager.getByText('Letter answered').first().waitFor()

  await secretariat.goto(received)
  await arrives(secretariat, secretariat.getByText('The school nurse did, in March.'))
  await sound(secretariat, 'case-answered')
  await press(secretariat, 'Record that all of it was read')
  await secretariat.getByText('Waits for nothing here').waitFor()
})

test('a notification without a report, two cases of one incident', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = await aReview(manager, 'first')
  const reference = review.split('/').pop()
  await decideToNotify(walk.browser, review)
  await notify(walk.browser, review, 'SIN-0005')
  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow')
  await secretariat.goto('/o/panel/received/by/unreported')
  const line = secretariat.getByRole('link', { name: `Review ${reference}` })
  await arrives(secretariat, line)
  await sound(secretariat, 'unreported')
  const other = secretariat.getByRole('row').filter({ hasText: 'Our reference' }).filter({ hasNotText: reference }).first()
  const own = (await other.innerText()).match(/Our reference ([A-Z0-9-]{11})/)[1]
  await line.click()
  await secretariat.getByRole('link', { name: 'Link it to another case about the same incident' }).click()
  await fill(secretariat, 'goes-on', 'nonsense')
  await fill(secretariat, 'why', 'The same child, told of by two teams.')
  await save(secretariat)
  await problem(secretariat)
  await fill(secretariat, 'goes-on', own)
  await sound(secretariat, 'same')
  await save(secretariat)
  await secretariat.getByRole('link', { name: `Same incident as ${own}` }).waitFor()
  await sound(secretariat, 'linked')
  await press(secretariat, 'They are not the same incident after all')
  await secretariat.getByRole('link', { name: 'Link it to another case about the same incident' }).waitFor()
})
