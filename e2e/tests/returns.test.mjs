// An agency answers a request of the demonstration: its tasks, an entry, a wrong answer that keeps what was typed, a change of two
// at once, signing off by a second person, and who may not read it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openReturn } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const AUTHOR = 'Lucinda Barrow-Teal'
const APPROVER = 'Hamish Orde-Quill'

async function sound(page, name) {
  await axe(page)
  await shots(page, `return-${name}`)
  await reflows(page)
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

test('an agency answers once, two people sign and ask, and nobody else sees a draft', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await openReturn(author)
  await sound(author, 'tasks')
  await author.getByRole('link', { name: 'Your agency’s chronology' }).or(author.getByRole('link', { name: "Your agency's chronology" })).click()
  await sound(author, 'chronology')
  await author.getByRole('button', { name: 'Add an entry' }).or(author.getByRole('link', { name: 'Add an entry' })).click()
  await fill(author, 'date', '31 December 2099')
  await author.locator('[name="kind"]').selectOption('contact')
  await fill(author, 'text', 'The school nurse met the child. Invented.')
  await press(author, 'Save')
  await problem(author)
  assert.equal(await author.locator('[name="text"]').inputValue(), 'The school nurse met the child. Invented.')
  await sound(author, 'entry-wrong')
  await fill(author, 'date', 'summer 2025')
  await press(author, 'Save')
  await author.getByText('The school nurse met the child. Invented.').waitFor()
  for (const end of ['head', 'parts/voice', 'staff', 'staff/new']) {
    await author.goto(`${base}/${end}`)
    await sound(author, end.replace('/', '-'))
  }

  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const closed = await manager.goto(base)
  assert.equal(closed.status(), 404)

  const approver = await walk.browser.as(APPROVER)
  await openReturn(approver)
  await approver.goto(`${base}/sign`)
  await press(approver, 'Sign off for my agency')
  await problem(approver)
  await fill(approver, 'role', 'Head teacher')
  await author.goto(`${base}/parts/adults`)
  await fill(author, 'words', 'Nobody asked about the father.')
  await choose(author, 'finished', 'yes')
  await press(author, 'Save')
  await press(approver, 'Sign off for my agency')
  await approver.getByText('Somebody changed the return after you opened this page').first().waitFor()
  await press(approver, 'Sign off for my agency')
  await approver.getByText('the team of the review read what was signed off').first().waitFor()
  await sound(approver, 'signed')

  for (const review of await reviewsOf(manager)) {
    await manager.goto(`${review}/chronology`)
    if (await manager.getByText('The school nurse met the child. Invented.').count()) break
  }
  const agency = await manager.locator('[name="agency"] option').last().getAttribute('value')
  await sound(manager, 'in-the-chronology')
  await manager.locator('[name="agency"]').selectOption(agency)
  await press(manager, 'Show')
  await problem(manager)
  await fill(manager, 'on-day', '20')
  await fill(manager, 'on-month', '2')
  await fill(manager, 'on-year', '2026')
  await press(manager, 'Show')
  await manager.getByText('at the end of 20 February 2026').waitFor()
  await heading(manager, 'As known on 20 February 2026')
  await manager.getByRole('heading', { name: /Recorded elsewhere at the time$/ }).waitFor()
  await sound(manager, 'as-known')

  const again = await walk.browser.as(AUTHOR)
  await again.goto(base)
  await wholePage(again, 'return', { replace: CHANGES })
  await keyboardWalk(again)
  await again.goto(`${base}/chronology/new`)
  await wholePage(again, 'return-entry', { replace: CHANGES })
  await keyboardWalk(again)
})

test('what somebody wrote in an entry that a colleague took away meanwhile is kept as a new one', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await openReturn(author)
  await author.goto(`${base}/chronology/new`)
  await fill(author, 'date', 'May 2025')
  await author.locator('[name="kind"]').selectOption('contact')
  await fill(author, 'text', 'The class teacher rang home. Invented.')
  await press(author, 'Save')
  await author.getByText('The class teacher rang home. Invented.').waitFor()
  await author.getByRole('link', { name: /^May 2025/ }).click()
  const entry = new URL(author.url()).pathname
  const colleague = await walk.browser.as(AUTHOR, { javaScript: false })
  await colleague.goto(`${entry}/take-away`)
  await press(colleague, 'Take this entry away')
  await fill(author, 'text', 'The class teacher rang home twice. Invented.')
  await press(author, 'Save')
  await problem(author)
  assert.equal(await author.locator('[name="text"]').inputValue(), 'The class teacher rang home twice. Invented.')
  await sound(author, 'entry-gone')
  await press(author, 'Save')
  await author.getByText('The class teacher rang home twice. Invented.').waitFor()
})
