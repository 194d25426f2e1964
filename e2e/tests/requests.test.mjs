// Agencies are asked: about whom, for when, by when; people are named, one of them with a code for their first time; e-mail goes out that
// names nothing of the case; the agency answers and signs off; the partnership reads, asks and accepts. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, firstCode, firstTime, head, mailTo, nameSomebody, press, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, fillDay, weekday } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `requests-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const go = (page, name) => page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click()

test('an agency is asked, answers the first time with a code, and its return is read and accepted', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(`${review}/requests`)
  await heading(manager, 'Requests to agencies')
  await sound(manager, 'none')
  await go(manager, 'Ask an agency')
  await manager.locator('[name="which"]').selectOption('other')
  await manager.locator('[name="new-kind"]').selectOption('general_practice')
  await choose(manager, 'basis', 'section_16h')
  await fillDay(manager, 'due', new Date(Date.now() - 3 * 86_400_000))
  await press(manager, 'Save and name who answers')
  await problem(manager)
  await sound(manager, 'wrong')
  await fill(manager, 'new-name', 'Invented Lane Surgery')
  await fillDay(manager, 'due', weekday(5))
  await press(manager, 'Save and name who answers')
  await heading(manager, 'Invented Lane Surgery')
  const request = new URL(manager.url()).pathname
  await manager.getByText('Name at least one person of the agency who answers').waitFor()
  await nameSomebody(manager, request, ['Ysolde Tarrant-Vey', 'ysolde@surgery.example', 'yes'])
  await sound(manager, 'ready')
  await press(manager, 'Send the request')
  await manager.getByText('Sent, not yet opened').waitFor()

  await go(manager, 'Change what is asked')
  await heading(manager, 'Change what is asked')
  await sound(manager, 'change')
  await press(manager, 'Save')
  await problem(manager)
  await manager.locator('[name="before"]').uncheck()
  await press(manager, 'Save')
  await manager.getByText('what is older is not asked for any more').waitFor()

  const mail = await mailTo(walk.program, 'ysolde@surgery.example')
  const subjects = await manager.goto(`${review}/people`).then(() => manager.locator('main').innerText())
  assert.match(mail, /Auto-Submitted: auto-generated/)
  const reference = review.split('/').at(-1)
  for (const secret of [reference, 'child', ...subjects.match(/Avelina|Abernathie|Bertrand|Bramhollow|Calista|Cottlesby|Gwendal|Garroway/g) ?? []]) {
    const body = mail.replaceAll('names no child, no family', '').replaceAll('Safeguarding Children Partnership', '')
    assert.ok(!body.toLowerCase().includes(secret.toLowerCase()), `an e-mail says ${secret}`)
  }

  const [code, link] = await firstCode(manager, request)
  await sound(manager, 'code')
  assert.ok(mail.includes(new URL(link).pathname.slice(-20)), 'the link is in the e-mail')

  const doctor = await firstTime(walk.browser, [code, link], { look: (page) => sound(page, 'first-use') })
  const base = new URL(doctor.url()).pathname
  await doctor.goto(base)
  await doctor.getByText('What changed after it was sent').waitFor()
  await sound(doctor, 'changed')
  await head(doctor, base, 'Dr Tarrant-Vey, practice lead', 'no_trace')
  await signOff(doctor, base, 'Practice lead', 'A practice of one doctor.')

  await manager.goto(`${request}/return`)
  await manager.getByText('Searched, no trace').waitFor()
  await manager.getByText('A practice of one doctor.').waitFor()
  await sound(manager, 'return')
  await press(manager, 'Accept this return')
  await manager.getByText('Accepted', { exact: true }).waitFor()
  await manager.goto(`${review}/requests`)
  await sound(manager, 'list')
  // Whoever was asked is told of where the next is chosen, with where that stands.
  await manager.goto(`${review}/requests/new`)
  const asked = manager.getByRole('listitem').filter({ hasText: 'Invented Lane Surgery' })
  await asked.getByText(/: Accepted/).waitFor()
  await sound(manager, 'asked')

  const forwarded = await walk.browser.as('Noor Hartnell-Briggs')
  const answer = await forwarded.goto(base)
  assert.equal(answer.status(), 404, 'a link that was passed on shows nothing')

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  await again.goto(`${review}/requests`)
  await wholePage(again, 'requests', { replace: CHANGES })
  await keyboardWalk(again)
  await again.goto(`${review}/requests/new`)
  // The period is filled in up to today.
  const today = [/textbox "(Day|Month|Year)": "\d+"/g, 'textbox "$1": NUMBER']
  await wholePage(again, 'request-new', { replace: [...CHANGES, today] })
  await again.goto(`${request}/take-back`)
  await fill(again, 'why', 'Asked by mistake.')
  await press(again, 'Take the request back')
  await again.getByText('Taken back', { exact: true }).waitFor()
  await again.goto(`${review}/requests/new`)
  await again.getByRole('listitem').filter({ hasText: 'Invented Lane Surgery' }).getByText(/: Taken back/).waitFor()
  assert.equal((await doctor.goto(base)).status(), 404, 'a request that was taken back shows nothing')
  await ask(again, review, { agency: 'Invented Lane Surgery' })
  await again.getByText('is kept for this one, as a draft').waitFor()
})
