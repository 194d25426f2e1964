// The chronology is looked at: filtered, along time, as events with several accounts, and where it is silent. An agency of the
// demonstration returns four accounts, two of them of one event. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openReturn, signOff } from '../agencies.mjs'
import { axe, CHANGES, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })

async function sound(page, name) {
  await axe(page)
  await shots(page, `seeing-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

const TOLD = [
  ['4 March 2025 at 16:10', 'Padlock and bolt on bedroom door at Tallow Row. Taken off by the caretaker. Invented.'],
  ['4 March 2025 at 16:00', 'Home visit to Tallow Row: bolt and padlock outside the bedroom. Invented.'],
  ['about 13 June 2025', 'The child was quiet in class. Invented.'],
  ['not known', 'A neighbour spoke of shouting at night. Invented.'],
]

/** The agency writes its accounts and signs them off. */
async function returned() {
  const author = await walk.browser.as('Lucinda Barrow-Teal', { javaScript: false })
  const base = await openReturn(author)
  for (const [date, text] of TOLD) {
    await author.goto(`${base}/chronology/new`)
    await fill(author, 'date', date)
    await author.locator('[name="kind"]').selectOption('contact')
    await fill(author, 'text', text)
    await press(author, 'Save')
    await author.getByText(text).first().waitFor()
  }
  await signOff(await walk.browser.as('Hamish Orde-Quill', { javaScript: false }), base, 'Head teacher')
}

/** The chronology in which the agency's accounts stand. */
async function chronology(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/chronology`)
    if (await page.getByText(TOLD[0][1]).count()) return `${review}/chronology`
  }
  throw new Error('no review has the accounts')
}

async function filtered(page, here) {
  await page.goto(here)
  await sound(page, 'list')
  await page.getByText('Choose which accounts are shown').click()
  await fill(page, 'from-day', '31')
  await fill(page, 'from-month', '2')
  await fill(page, 'from-year', '2025')
  await press(page, 'Show')
  await problem(page)
  assert.equal(await page.locator('[name="from-day"]').inputValue(), '31')
  await fill(page, 'from-day', '1')
  await fill(page, 'from-month', '6')
  await press(page, 'Show')
  await page.getByText('Shown: only what may have happened on 1 June 2025 or later.').waitFor()
  assert.equal(await page.getByText(TOLD[0][1]).count(), 0)
  assert.equal(await page.getByText(TOLD[2][1]).count(), 1)
  assert.equal(await page.getByText(TOLD[3][1]).count(), 1, 'what has no date may have happened then')
  await sound(page, 'filtered')
  assert.match(page.url(), /from-month=6/)
  await page.getByRole('link', { name: 'Show everything' }).click()
  await page.getByText(TOLD[0][1]).waitFor()
}

async function alongTime(page, here) {
  await page.goto(`${here}/timeline`)
  await heading(page, 'Timeline')
  await sound(page, 'timeline')
  const drawing = page.getByRole('group', { name: /^Timeline from / })
  assert.equal(await drawing.count(), 1, 'one of the two is shown')
  const mark = drawing.getByRole('link', { name: /^about 13 June 2025, / })
  const place = (await mark.getAttribute('href')).split('#').at(-1)
  await mark.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/#e-/)
  assert.equal(await page.locator(`[id="${place}"]`).count(), 1)
  await page.getByRole('link', { name: /(has|have) no date/ }).waitFor()
  await page.getByRole('link', { name: 'Look closer', exact: true }).click()
  await page.getByRole('link', { name: 'See all of it' }).waitFor()
  await sound(page, 'timeline-closer')
  await page.goto(`${here}/timeline?from=2025-06-01&to=2025-07-31`)
  await page.getByRole('heading', { name: /^From 1 June 2025 to 31 July 2025: / }).waitFor()
  await page.getByRole('link', { name: /(is|are) earlier$/ }).click()
  await page.getByText(TOLD[0][1]).waitFor()
  await page.goto(`${here}/timeline?rows=people`)
  await page.locator('.tl-line--wide').getByText('About nobody who is identified').waitFor()
  await sound(page, 'timeline-people')
  const wrong = await page.goto(`${here}/timeline?from=soon`)
  assert.equal(wrong.status(), 422)
  await problem(page)
}

async function oneEvent(page, here) {
  await page.goto(here)
  await page.getByRole('link', { name: /^Tell of the same event as….*16:10/ }).click()
  await heading(page, 'Do these accounts tell of one event?')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'event-wrong')
  await page.getByLabel(/Home visit to Tallow Row/).check()
  await choose(page, 'answer', 'same')
  await fill(page, 'words', 'Both name the bolt and the padlock.')
  await press(page, 'Save')
  await heading(page, 'One event, several accounts')
  await page.getByText('Both name the bolt and the padlock.').waitFor()
  await sound(page, 'events')
  await page.goto(here)
  await page.getByText('One event, 2 accounts').waitFor()
  await page.getByText('They differ in the time.').waitFor()
  for (const [, text] of TOLD) assert.equal(await page.getByText(text).count(), 1, text)
  await sound(page, 'list-with-event')

  await page.getByRole('link', { name: /^Tell of the same event as….*16:10/ }).click()
  await page.getByLabel(/Home visit to Tallow Row/).check()
  await choose(page, 'answer', 'different')
  await fill(page, 'words', 'Kept when it is refused.')
  await press(page, 'Save')
  await page.getByText('Somebody has already said that these tell of one event.').first().waitFor()
  assert.equal(await page.locator('[name="words"]').inputValue(), 'Kept when it is refused.')
  await page.goto(`${here}/same-events`)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('Nobody has said so of any accounts yet.').waitFor()
}

async function silence(page, here) {
  await page.goto(`${here}/gaps`)
  await heading(page, 'Gaps in the record')
  assert.equal(await page.locator('[name="seen-days"]').inputValue(), '42')
  await page.getByText('It may not have been recorded.').first().waitFor()
  await sound(page, 'gaps')
  await fill(page, 'seen-days', 'many')
  await press(page, 'Show')
  await problem(page)
  assert.equal(await page.locator('[name="seen-days"]').inputValue(), 'many')
  await fill(page, 'seen-days', '3650')
  await fill(page, 'alone-days', '3650')
  await fill(page, 'entry-days', '3650')
  await press(page, 'Show')
  await page.getByText(/^No question for /).waitFor()
  await sound(page, 'gaps-none')
}

/** From a filtered list into its file, and more about one entry: its source, and a question to the agency. */
async function takenAndOpened(page, here) {
  await page.goto(`${here}?kind=contact&from=2025-06-01`)
  await page.getByRole('button', { name: 'Take the chronology out' }).click()
  await heading(page, 'Take the chronology out')
  await page.getByText(/^Filtered by: of this kind: .*; what may have happened on 1 June 2025 or later\./).waitFor()
  assert.equal(await page.locator('[name="from-month"]').inputValue(), '6')
  await sound(page, 'take-out-filtered')
  await press(page, 'Make the file')
  await problem(page)
  await page.getByText(/^Filtered by: /).waitFor()
  await page.getByRole('link', { name: 'Take all entries instead' }).click()
  await heading(page, 'Take the chronology out')
  assert.equal(await page.getByText(/^Filtered by: /).count(), 0)
  const lost = await page.goto(`${here}/take-out?kind=nothing`)
  assert.equal(lost.status(), 404, 'a filter that cannot be read is not the whole chronology')

  await page.goto(here)
  const more = page.locator('details.tl-more').first()
  await more.locator('summary').click()
  await more.getByText(/^Child seen: /).waitFor()
  await sound(page, 'more-about-an-entry')
  await more.getByRole('link', { name: /^See the source/ }).click()
  assert.match(page.url(), /\/return#e-|\/documents\/.+#piece-/)
  await page.goto(here)
  await page.locator('details.tl-more summary').first().click()
  await page.getByRole('link', { name: /^Ask the agency about this entry/ }).first().click()
  assert.match(page.url(), /\/ask\//)
  await page.goto(`${here}?names=pseudonyms`)
  assert.equal(await page.getByRole('link', { name: /^See the source/, includeHidden: true }).count(), 0, 'no way to names')
}

test('the chronology is filtered, seen along time, joined by a person, and asked where it is silent', async () => {
  await returned()
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const here = await chronology(manager)
  await filtered(manager, here)
  await takenAndOpened(manager, here)
  await alongTime(manager, here)
  await oneEvent(manager, here)
  await silence(manager, here)

  const again = await walk.browser.as('Rowan Achebe-Lyle')
  for (const [end, name] of [['/timeline', 'timeline'], ['/same-events', 'events'], ['/gaps', 'gaps']]) {
    await again.goto(`${here}${end}`)
    // What is drawn at first reaches to today.
    await wholePage(again, `chronology-${name}`, { replace: [...CHANGES, [/\d{4}-\d{2}-\d{2}TTIME:\d{2}/g, 'MOMENT']] })
    await keyboardWalk(again)
  }
})
