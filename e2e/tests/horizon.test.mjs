// As known on: by agency and by role, day by day; what somebody who was there says of reaching a record; a filter that is saved; and a
// local review read episode by episode. Without JavaScript.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { ask, firstCode, firstTime, head, nameSomebody, openReturn, press, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { fillDay } from '../steps.mjs'

const walk = demonstration({ whole: true })

async function sound(page, name) {
  await axe(page)
  await shots(page, `horizon-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()
const unfolded = (page) => page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true }))

const TOLD = [
  ['4 March 2025', 'A bolt was seen on the bedroom door. Invented.', ['6 March 2025', 'Family support worker']],
  ['10 May 2025', 'The child was quiet in class. Invented.', ['10 May 2025', 'Class teacher']],
  ['3 September 2025', 'A neighbour spoke of shouting. Invented.', ['20 November 2025', 'Class teacher']],
]

async function writes(author, base) {
  for (const [date, text, [on, by]] of TOLD) {
    await author.goto(`${base}/chronology/new`)
    await unfolded(author)
    await fill(author, 'date', date)
    await author.locator('[name="kind"]').selectOption('contact')
    await fill(author, 'text', text)
    await fill(author, 'recorded-on', on)
    await fill(author, 'recorded-by', by)
    await press(author, 'Save')
    await author.getByText(text).first().waitFor()
  }
}

/** A sharing stays unconfirmed, whatever else is changed, until somebody says that they confirm it. */
async function shares(author, base) {
  const opened = async () => {
    await author.goto(`${base}/chronology`)
    await author.getByRole('link', { name: /^4 March 2025/ }).first().click()
    await unfolded(author)
  }
  await opened()
  await fill(author, 'shared-with-1', 'Duty desk')
  await fill(author, 'shared-on-1', '7 March 2025')
  await press(author, 'Save')
  await author.getByText('Sharing unconfirmed').waitFor()
  await opened()
  await fill(author, 'system', 'The school’s own record')
  await sound(author, 'entry-unsure')
  await press(author, 'Save')
  await author.getByText('Sharing unconfirmed').waitFor()
  await opened()
  assert.equal(await author.locator('[name="shared-sure-1"]').isChecked(), false)
}

/** What may have been shared is shown only where it is asked for, and says that it is unconfirmed. */
async function ifShared(page, known) {
  await page.goto(known)
  await choose(page, 'proposed', 'yes')
  await press(page, 'Show')
  assert.match(page.url(), /proposed=yes/)
  await page.getByRole('heading', { name: /^\d+ Unconfirmed: known then only if it was shared$/ }).waitFor()
  await page.getByText('Sharing unconfirmed').first().waitFor()
  await sound(page, 'if-shared')
  await page.getByRole('link', { name: 'Take this view out as a file' }).click()
  await page.getByText('The file also holds what may have been shared by then').waitFor()
}

/** The school of the demonstration writes its accounts and signs them off. */
async function returned() {
  const author = await walk.browser.as('Lucinda Barrow-Teal', { javaScript: false })
  const base = await openReturn(author)
  await writes(author, base)
  await shares(author, base)
  await signOff(await walk.browser.as('Hamish Orde-Quill', { javaScript: false }), base, 'Head teacher')
}

async function chronology(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/chronology`)
    if (await page.getByText(TOLD[0][1]).count()) return `${review}/chronology`
  }
  throw new Error('no review has the accounts')
}

/** How many accounts stand under a heading. */
async function count(page, title) {
  const words = await page.getByRole('heading', { name: new RegExp(`^\\d+ ${title}$`) }).innerText()
  return Number.parseInt(words, 10)
}

async function known(page, here) {
  await page.goto(here)
  const agency = await page.locator('[name="agency"] option').last().getAttribute('value')
  await page.locator('[name="agency"]').selectOption(agency)
  await press(page, 'Show')
  await problem(page)
  await fillDay(page, 'on', new Date(2025, 4, 10, 12))
  await press(page, 'Show')
  await heading(page, 'As known on 10 May 2025')
  assert.equal(await count(page, 'Knew then'), 2)
  const later = await count(page, 'Only came later')
  assert.ok(later >= 1)
  await sound(page, 'agency')
  await page.getByRole('link', { name: 'The day before: 9 May 2025' }).click()
  await heading(page, 'As known on 9 May 2025')
  assert.equal(await count(page, 'Knew then'), 1)
  assert.equal(await count(page, 'Only came later'), later + 1)
  await page.getByRole('link', { name: 'On to the next day on which something comes: 10 May 2025' }).click()
  await page.getByRole('link', { name: 'Class teacher', exact: true }).click()
  await page.getByText('As known to the role “Class teacher”').waitFor()
  await page.getByRole('heading', { name: 'In the agency’s own records then' }).waitFor()
  await page.getByText('Whether this role had read it is not known.').waitFor()
  await page.getByText('Could they have reached it? Not yet asked.').waitFor()
  assert.doesNotMatch(page.url(), /teacher/i, 'a role stands in an address by its code only')
  assert.equal(await page.getByText(/should have/i).count(), 0)
  await sound(page, 'role')
  const lost = page.url().replace(/role=\w+/, 'role=0000')
  await page.goto(lost)
  await page.getByText('The role that this address names is not in the accounts').waitFor()
  await page.goBack()
}

async function reach(page) {
  const known = page.url()
  await page.getByRole('link', { name: /^Record what somebody who was there says/ }).click()
  await heading(page, 'Could they have reached it?')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'reach-wrong')
  await fill(page, 'said_by', 'Designated safeguarding lead')
  await fillDay(page, 'said_on', new Date())
  await press(page, 'Save')
  await page.getByText('Record at least one thing that they said.').first().waitFor()
  assert.equal(await page.locator('[name="said_by"]').inputValue(), 'Designated safeguarding lead')
  await choose(page, 'system', 'no')
  await fill(page, 'system_words', 'Two systems, and mine did not show it.')
  await sound(page, 'reach')
  await press(page, 'Save')
  await page.waitForURL((url) => url.search === new URL(known).search)
  await page.getByText('Two systems, and mine did not show it.').waitFor()
  assert.equal(await page.getByText('Not yet asked.').count(), 0)
  await sound(page, 'reached')
  await page.getByRole('button', { name: /^Take away/ }).click()
  await page.goto(known)
  await page.getByText('Could they have reached it? Not yet asked.').waitFor()
}

/** What a role knew goes out as a file that says whose eyes it is seen through; the page knew which role. */
async function takenOut(page) {
  await page.getByRole('link', { name: 'Take this view out as a file' }).click()
  await heading(page, 'Take the chronology out')
  assert.match(page.url(), /role=[0-9a-f]{16}/)
  await page.getByText(/The file holds what the role .+ knew on the day/).waitFor()
  await sound(page, 'take-out')
  await fill(page, 'to', 'The lead reviewer, Invented')
  await fill(page, 'purpose', 'To prepare the meeting')
  await choose(page, 'format', 'csv')
  await choose(page, 'names', 'named')
  const arrives = page.waitForEvent('download')
  await press(page, 'Make the file')
  const bytes = await readFile(await (await arrives).path())
  assert.match(bytes.toString(), /As known to the role “.+” in .+ at the end of/)
}

/** Without names, links and forms stay without names. */
async function withoutNames(page, here) {
  await page.goto(`${here}?kind=contact&names=pseudonyms`)
  await page.getByRole('link', { name: 'Save this filter' }).click()
  assert.match(page.url(), /names=pseudonyms/)
  await fill(page, 'name', 'Contacts only')
  await press(page, 'Save')
  await page.getByRole('link', { name: 'Contacts only (only yours)' }).waitFor()
  assert.match(page.url(), /names=pseudonyms/)
  await page.getByRole('link', { name: 'Contacts only (only yours)' }).click()
  assert.match(page.url(), /names=pseudonyms/)
  await page.goto(`${here}/filters?names=pseudonyms`)
  assert.equal(await page.getByRole('link', { name: /^Rename/ }).count(), 0)
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByText('No filter is saved in this review.').waitFor()
  assert.match(page.url(), /names=pseudonyms/)
  await page.goto(`${here}/unfold?names=pseudonyms`)
  await page.getByRole('link', { name: 'Show names' }).waitFor()
}

async function saved(page, here) {
  await page.goto(`${here}?kind=contact`)
  await page.getByRole('link', { name: 'Save this filter' }).click()
  await heading(page, 'Save a filter')
  await press(page, 'Save')
  await problem(page)
  await fill(page, 'name', 'What I look at')
  await sound(page, 'filter-save')
  await press(page, 'Save')
  await page.getByRole('link', { name: 'What I look at (only yours)' }).waitFor()
  assert.doesNotMatch(page.url(), /look/)
  await page.goto(`${here}/timeline`)
  await page.getByRole('link', { name: 'What I look at (only yours)' }).click()
  await page.getByText('Shown: only').waitFor()
  await page.goto(`${here}/filters`)
  await sound(page, 'filters')
  await page.getByRole('link', { name: /^Rename/ }).click()
  await fill(page, 'name', 'Contacts')
  await press(page, 'Save')
  await page.getByRole('heading', { name: 'Contacts (only yours)' }).waitFor()
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByText('No filter is saved in this review.').waitFor()
}

test('what an agency and a role knew on a day, what could be reached, and a filter that is saved', async () => {
  await returned()
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const here = await chronology(manager)
  await known(manager, here)
  const then = manager.url()
  await reach(manager)
  await takenOut(manager)
  await ifShared(manager, then)
  await saved(manager, here)
  await withoutNames(manager, here)
  await manager.goto(`${here}/unfold`)
  await manager.locator('.govuk-inset-text').waitFor()
  await sound(manager, 'unfold-not-now')

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  await known(again, here)
  await wholePage(again, 'chronology-as-known', { replace: [...CHANGES, [/role=[0-9a-f]{16}/g, 'role=CODE']] })
  await keyboardWalk(again)
})

/** A review whose local review has begun, as its unfolding says. */
async function begun(page) {
  for (const review of await reviewsOf(page)) {
    const answer = await page.goto(`${review}/chronology/unfold`)
    if (answer.status() === 200 && await page.getByText('so there is nothing to unfold yet').count()) return review
  }
  throw new Error('no local review has begun')
}

/** A surgery is asked, and answers for the first time. */
async function surgery(manager, review) {
  const request = await ask(manager, review, { kind: 'general_practice', name: 'Invented Lane Surgery' })
  await nameSomebody(manager, request, ['Ysolde Tarrant-Vey', 'ysolde@surgery.example', 'yes'])
  await manager.goto(request)
  await press(manager, 'Send the request')
  await manager.getByText('Sent, not yet opened').waitFor()
  const doctor = await firstTime(walk.browser, await firstCode(manager, request))
  const base = new URL(doctor.url()).pathname
  await head(doctor, base, 'Dr Tarrant-Vey, practice lead', 'known')
  await writes(doctor, base)
  await signOff(doctor, base, 'Practice lead', 'A practice of one doctor.')
}

async function reads(page, review) {
  const here = `${review}/chronology/unfold`
  await page.goto(here)
  await sound(page, 'unfold-start')
  await press(page, 'Begin')
  await heading(page, 'Before episode 1 of 3')
  assert.equal(await page.getByText(TOLD[0][1]).count(), 0, 'it is not seen before it is opened')
  await page.goto(`${here}/3`)
  await heading(page, 'Before episode 1 of 3')
  await sound(page, 'unfold-before')
  await fill(page, 'expected', 'Somebody asks the child alone.')
  await press(page, 'Open the episode')
  await heading(page, 'Episode 1 of 3')
  await page.getByText(TOLD[0][1]).waitFor()
  await page.getByText('Written down 6 March 2025, after this.').waitFor()
  assert.equal(await page.getByText(TOLD[1][1]).count(), 0)
  await sound(page, 'unfold-episode')
  await page.getByRole('button', { name: 'Go on' }).click()
  await press(page, 'Open the episode')
  await page.getByText('You wrote nothing before this episode.').waitFor()
  await page.goto(`${here}/3`)
  await press(page, 'Open the episode')
  await page.getByRole('button', { name: 'See what you expected beside what happened' }).click()
  await heading(page, 'What you expected, beside what happened')
  await page.getByText('Somebody asks the child alone.').waitFor()
  await sound(page, 'unfold-end')
  await press(page, 'Keep it for myself')
  await page.getByText('You keep this for yourself.').waitFor()
}

test('a local review is read episode by episode, and what was expected is nobody else’s', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await begun(manager)
  await surgery(manager, review)
  await reads(manager, review)
  const kept = new URL(manager.url()).pathname
  const other = await walk.browser.as('Imogen Tasker-Bell')
  const answer = await other.goto(kept)
  assert.equal(answer.status(), 404, 'nobody else opens it')

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  await again.goto(kept)
  await wholePage(again, 'unfolded', { replace: CHANGES })
  await keyboardWalk(again)
  await press(again, /^Let it go/)
  await heading(again, /^Unfold/)
  const gone = await again.goto(kept)
  assert.equal(gone.status(), 404, 'it is gone')
})
