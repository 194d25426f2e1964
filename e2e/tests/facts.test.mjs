// Somebody who wrote an entry down at the time checks its facts: named by the agency's author, let in with a code, reads the entry and nothing
// else, and what they say stands beside it for the author and, once it is signed off, for the review. And nobody is asked again, without a
// reason, for what the partnership holds already. Without JavaScript.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { firstTime, openReturn, press, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { addChild, fillDay, weekday } from '../steps.mjs'

const walk = demonstration({ whole: true })
const MANAGER = 'Rowan Achebe-Lyle'
const AUTHOR = 'Lucinda Barrow-Teal'
const APPROVER = 'Hamish Orde-Quill'

async function sound(page, name) {
  await axe(page)
  await shots(page, `facts-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const go = (page, name) => page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()

/** The request of a return, as the partnership sees it. */
async function requestOf(manager, base) {
  const id = base.split('/').at(-1)
  for (const review of await reviewsOf(manager)) {
    const answer = await manager.goto(`${review}/requests/${id}`)
    if (answer.status() === 200) return `${review}/requests/${id}`
  }
  throw new Error('no review has this request')
}

test('whoever wrote an entry down checks it, sees nothing else, and their words stand beside it', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await openReturn(author)
  await author.goto(`${base}/chronology/new`)
  await fill(author, 'date', '3 March 2025')
  await author.locator('[name="kind"]').selectOption('contact')
  await fill(author, 'text', 'The class teacher met the grandfather. Invented.')
  await press(author, 'Save')
  await author.getByText('The class teacher met the grandfather. Invented.').waitFor()
  await author.goto(`${base}/staff/new`)
  await fill(author, 'role', 'Class teacher')
  await fill(author, 'told-on', '4 March 2026')
  await fill(author, 'by', 'Deputy head')
  await press(author, 'Save')

  await author.goto(`${base}/checks`)
  await heading(author, 'Checking the facts')
  await author.getByText('No entry was put to anybody.').waitFor()
  await sound(author, 'none')
  await go(author, 'Put entries to somebody who wrote them down')
  await fill(author, 'name', 'Ottilie Marsh-Denby')
  await fill(author, 'email', 'no address')
  await press(author, 'Put these entries to them')
  await problem(author)
  assert.equal(await author.locator('[name="name"]').inputValue(), 'Ottilie Marsh-Denby')
  await sound(author, 'put-wrong')
  await fill(author, 'email', 'ottilie@school.example')
  await author.locator('input[name="told"]').last().check()
  await author.getByLabel(/The class teacher met the grandfather/).check()
  await press(author, 'Put these entries to them')
  await author.getByText('Nothing yet. They may leave it.').waitFor()
  await sound(author, 'put')

  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const asked = await requestOf(manager, base)
  await manager.goto(asked)
  await manager.getByRole('heading', { name: 'Who checks what they wrote down' }).waitFor()
  await sound(manager, 'request')
  const row = manager.getByRole('row').filter({ hasText: 'Ottilie Marsh-Denby' })
  await row.getByRole('button', { name: /^Code for the first time/ }).click()
  await heading(manager, 'Code for their first time')
  const secrets = await manager.locator('.tl-secret').allInnerTexts()

  const teacher = await firstTime(walk.browser, secrets, { then: 'Check what you wrote down' })
  const own = new URL(teacher.url()).pathname
  const words = await teacher.locator('main').innerText()
  assert.match(words, /The class teacher met the grandfather/)
  assert.match(words, /not about blame/)
  assert.match(words, /union representative/)
  assert.match(words, /You do not have to do this/)
  await sound(teacher, 'checks')
  for (const end of ['head', 'chronology', 'staff', 'sign', 'checks', 'questions']) {
    assert.equal((await teacher.goto(`${base}/${end}`)).status(), 404, `the return's ${end}`)
  }
  assert.equal((await teacher.goto(asked)).status(), 404, 'the review')
  teacher.problems.length = 0
  await teacher.goto('/o/aldermere/today')
  await teacher.getByRole('link', { name: /One entry that you wrote down waits/ }).click()
  await go(teacher, /^Say whether it is right/)
  await choose(teacher, 'says', 'not_right')
  await press(teacher, 'Save')
  await problem(teacher)
  await sound(teacher, 'check-wrong')
  await fill(teacher, 'what', 'It was the 4th of March.')
  await fill(teacher, 'words', 'He asked how she was.')
  await press(teacher, 'Save')
  await teacher.getByText('It was the 4th of March.').waitFor()
  await sound(teacher, 'said')

  const forwarded = await walk.browser.as('Noor Hartnell-Briggs')
  assert.equal((await forwarded.goto(own)).status(), 404, 'a link that was passed on shows nothing')
  assert.equal((await author.goto(own)).status(), 404, 'nor does it to an author')
  author.problems.length = 0

  await author.goto(`${base}/chronology`)
  await author.getByText('Not right: It was the 4th of March.').waitFor()
  await sound(author, 'beside')
  const approver = await walk.browser.as(APPROVER)
  await approver.goto(`${base}/sign`)
  await approver.getByText('Not right: It was the 4th of March.').waitFor()
  await signOff(approver, base, 'Head teacher')
  await manager.goto(`${asked}/return`)
  await manager.getByText('Ottilie Marsh-Denby, Class teacher').waitFor()
  await manager.getByText('They add: He asked how she was.').waitFor()
  await sound(manager, 'return')
  await manager.goto(`${asked.replace(/\/requests\/.*/, '')}/chronology`)
  await manager.getByText('Not right: It was the 4th of March.').first().waitFor()
  await manager.goto(`${asked.replace(/\/requests\/.*/, '')}/chronology/take-out`)
  await fill(manager, 'to', 'The panel, Invented')
  await fill(manager, 'purpose', 'To prepare the meeting')
  await choose(manager, 'format', 'csv')
  await choose(manager, 'names', 'named')
  const arrives = manager.waitForEvent('download')
  await press(manager, 'Make the file')
  const file = await readFile(await (await arrives).path(), 'utf8')
  assert.ok(file.includes('It was the 4th of March.') && file.includes('He asked how she was.'))

  await author.goto(`${base}/checks`)
  await press(author, /^No longer put it to them/)
  await author.getByText('It was the 4th of March.').waitFor()
  assert.equal((await teacher.goto(own)).status(), 404, 'it is put to them no more')

  const again = await walk.browser.as(AUTHOR)
  await again.goto(`${base}/checks`)
  await wholePage(again, 'return-checks', { replace: CHANGES })
  await keyboardWalk(again)
})

test('nobody is asked again, without a reason, for what the partnership holds already', async () => {
  const author = await walk.browser.as(AUTHOR, { javaScript: false })
  const base = await openReturn(author)
  const name = (await author.locator('main table tbody tr').first().locator('th, td').first().innerText()).trim()
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  const asked = await requestOf(manager, base)
  await manager.goto(`${asked}/return`)
  await press(manager, 'Accept this return')
  await manager.getByText('Accepted', { exact: true }).waitFor()

  const own = asked.replace(/\/requests\/.*/, '')
  const others = (await reviewsOf(manager)).filter((one) => one !== own)
  let other
  for (const one of others) {
    const answer = await manager.goto(`${one}/requests/new`)
    if (answer.status() === 200 && await manager.locator('[name="which"]').count()) other = other ?? one
  }
  await addChild(manager, other, name)
  manager.problems.length = 0
  await manager.goto(`${other}/requests/new`)
  await manager.locator('[name="which"]').selectOption({ label: 'Larkfield Primary School' })
  await choose(manager, 'basis', 'section_16h')
  if (!await manager.locator('[name="due-day"]').inputValue()) {
    await fillDay(manager, 'due', weekday(1))
  }
  await press(manager, 'Save and name who answers')
  await problem(manager)
  await manager.getByText('The partnership holds some of this already:').waitFor()
  await sound(manager, 'held')
  const there = manager.getByRole('link', { name: /^Read the return in review / })
  assert.equal(new URL(await there.getAttribute('href'), manager.url()).pathname, `${asked}/return`)
  await choose(manager, 'again', 'whole')
  await press(manager, 'Save and name who answers')
  await problem(manager)
  await manager.getByText('Enter why it is asked for again').first().waitFor()
  await fill(manager, 'again-why', 'A new injury was found.')
  await press(manager, 'Save and name who answers')
  await heading(manager, 'Larkfield Primary School')
  await manager.getByText(/It is asked for again because: A new injury was found\./).waitFor()
  await sound(manager, 'asked-again')
})
