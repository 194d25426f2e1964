// The two walks: a hospital's note that ends not notifiable with one partner taking a different view,
// and a clearly serious incident that goes through the notification into the national body's work list.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const NOTE = new URL('../../../shared/data/notes/harding/hospital_attendance_note.txt', import.meta.url)

/** Accessible, no sideways scrolling, nothing odd on the console; and a picture to look at. */
async function sound(page, name) {
  await axe(page)
  await shots(page, name)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name }).click()

async function raise(page, incident) {
  await page.goto('/o/aldermere/raise')
  await sound(page, `${incident.name}-raise-before`)
  await page.getByRole('button', { name: 'Start' }).click()
  for (const [id, words] of Object.entries(incident.text)) await fill(page, id, words)
  for (const [id, value] of Object.entries(incident.choice)) await choose(page, id, value)
  await sound(page, `${incident.name}-raise-form`)
  await press(page, 'Raise the incident')
  await page.getByText('The incident was raised').waitFor()
  await sound(page, `${incident.name}-people`)
  const found = page.url().match(/reviews\/([A-Z0-9-]+)\/people/)
  assert.ok(found, page.url())
  return `/o/aldermere/reviews/${found[1]}`
}

async function giveView(who, review, view, name) {
  const page = await walk.browser.as(who, { javaScript: view.javaScript ?? true })
  await page.goto(`${review}/decision`)
  for (const other of view.notSeen ?? []) assert.equal(await page.getByText(other).count(), 0, `${who} sees ${other} too early`)
  await page.getByRole('button', { name: 'Give my view' }).or(page.getByRole('link', { name: 'Give my view' })).first().click()
  await fill(page, 'given-by', `${who}, delegated partner`)
  for (const criterion of ['abuse_or_neglect', 'death_or_serious_harm', 'area']) await choose(page, `criterion-${criterion}`, view[criterion] ?? 'yes')
  await choose(page, 'outcome', view.outcome)
  await fill(page, 'reasons', view.reasons)
  await fill(page, 'on', '6 March 2026')
  if (name) await sound(page, name)
  await press(page, 'Save')
  await page.getByRole('heading', { level: 1, name: 'Decision on notifying' }).waitFor()
  await page.context().close()
}

async function decide(review, decision, name) {
  const page = await walk.browser.as('Callum Driscoll-Vane')
  await page.goto(`${review}/decision/decide`)
  await choose(page, 'outcome', decision.outcome)
  await fill(page, 'reasons', decision.reasons)
  await fill(page, 'on-day', String(decision.on.getDate()))
  await fill(page, 'on-month', String(decision.on.getMonth() + 1))
  await fill(page, 'on-year', String(decision.on.getFullYear()))
  if (decision.despite) {
    // Without the reason the form comes back with everything typed and says what to do.
    await press(page, 'Record the decision')
    await page.getByText('A view is missing or different').first().waitFor()
    await sound(page, `${name}-despite-asked`)
    await fill(page, 'despite', decision.despite)
  }
  if (decision.route) await choose(page, 'route', decision.route)
  await press(page, 'Record the decision')
  await page.getByText('The decision that stands').waitFor()
  await sound(page, name)
  await page.context().close()
}

test('a hospital note: not notifiable, local learning, one partner taking a different view', { skip: existsSync(NOTE) ? false : 'the shared notes are not beside this checkout' }, async () => {
  const note = readFileSync(NOTE, 'utf8')
  const nurse = await walk.browser.as('Noor Hartnell-Briggs')
  const review = await raise(nurse, {
    name: 'harding',
    text: {
      outline: note,
      happened: 'about 4 March 2026',
      place: 'At home, as far as is known',
      why: 'Suspected non-accidental injury, delayed presentation and existing concerns at school.',
      'first-known': '6 March 2026',
      'first-known-by': 'The hospital',
      'authority-knew': '6 March 2026',
      'authority-says': 'Emergency duty team',
      child: 'Tyler Harding',
      born: 'about 2018',
      how: 'Seen by the paediatric team before discharge',
      'referred-on': '6 March 2026',
      'referred-to': 'Children’s social care, emergency duty team',
      'other-who': 'A second, younger child mentioned in a police note, not identified',
      'other-how': 'Nobody has been able to say. The police have been asked.',
      by: 'Named nurse',
      agency: 'The hospital',
    },
    choice: { nature: 'serious_harm', abuse: 'yes', press: 'no', safe: 'not_known', referred: 'yes', other: 'not_yet_identified', 'other-safe': 'not_known' },
  })

  await giveView('Imogen Tasker-Bell', review, { outcome: 'not_notifiable', death_or_serious_harm: 'no', reasons: 'The fracture is not serious harm as the guidance describes it.' }, 'harding-view')
  await giveView('Desmond Okoro-Hale', review, { outcome: 'notifiable', reasons: 'Taken with the school’s concerns this may be serious harm.', notSeen: ['The fracture is not serious harm'], javaScript: false })
  await giveView('Priya Venn-Marlow', review, { outcome: 'not_notifiable', death_or_serious_harm: 'no', reasons: 'Full recovery is expected and the child is seen.' })
  await decide(review, { outcome: 'not_notifiable', reasons: 'The harm is not serious in the sense of the guidance.', on: new Date(), despite: 'The police take a different view. It is kept and will be looked at in the learning review.', route: 'learning_review' }, 'harding-decision')

  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  await manager.goto('/o/aldermere/today')
  await manager.getByRole('heading', { name: 'Safe now?' }).waitFor()
  await sound(manager, 'harding-today')
  await manager.goto(review)
  await manager.getByText('Not notifiable').first().waitFor()
  await manager.locator('.tl-momentbox > details > summary').click()
  await fill(manager, 'm-seen', 'Nobody had asked the breakfast club what they saw.')
  await press(manager, 'Keep this')
  await manager.getByRole('heading', { name: 'It is kept' }).waitFor()
  await sound(manager, 'harding-review')
})

test('a clearly serious incident: decided by three, notified, on the national body’s work list', async () => {
  const nurse = await walk.browser.as('Noor Hartnell-Briggs', { javaScript: false })
  const today = new Date()
  const words = today.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const review = await raise(nurse, {
    name: 'serious',
    text: {
      outline: 'Our own note, invented: a toddler was brought in unconscious with injuries that nobody has explained.',
      happened: words,
      place: 'At home',
      why: 'A life-threatening injury; abuse is suspected.',
      'authority-knew': words,
      'authority-says': 'Duty manager',
      child: 'Child T (invented)',
      born: 'about 2024',
      how: 'In intensive care',
      by: 'Named doctor',
      agency: 'The hospital',
    },
    choice: { nature: 'serious_harm', abuse: 'yes', press: 'not_known', safe: 'safe', referred: 'no', other: 'no' },
  })
  for (const who of ['Imogen Tasker-Bell', 'Desmond Okoro-Hale', 'Priya Venn-Marlow']) {
    await giveView(who, review, { outcome: 'notifiable', reasons: 'The criteria are met.' })
  }
  await decide(review, { outcome: 'notifiable', reasons: 'All criteria are met.', on: today }, 'serious-decision')

  const notifier = await walk.browser.as('Eleri Bexley-Sow')
  await notifier.goto(`${review}/notification`)
  await notifier.getByText('The national body has not been notified').first().waitFor()
  await sound(notifier, 'serious-notification')
  await notifier.getByRole('link', { name: 'Who notifies' }).click()
  await fill(notifier, 'notifier', 'Eleri Bexley-Sow, notifier')
  await fill(notifier, 'phone', '01632 960 001')
  await sound(notifier, 'serious-details')
  await press(notifier, 'Save and go on')
  await notifier.locator('input[name="cause"]').first().check()
  await press(notifier, 'Save and go on')
  await choose(notifier, 'police', 'yes')
  await choose(notifier, 'coroner', 'no')
  await press(notifier, 'Save and go on')
  await fill(notifier, 'siblings', 'There are no other children in the home.')
  await press(notifier, 'Save and go on')
  await notifier.getByRole('heading', { level: 1, name: 'Notification' }).waitFor()

  const authoriser = await walk.browser.as('Callum Driscoll-Vane')
  await authoriser.goto(`${review}/notification/authorise`)
  await sound(authoriser, 'serious-authorise')
  await press(authoriser, 'Agree to this notification')

  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  await manager.goto(`${review}/notification/wording`)
  for (const box of await manager.locator('input[name="items"]').all()) await box.check()
  await press(manager, 'Confirm these words')
  await manager.getByText('Nothing waits to be confirmed here').waitFor()

  for (const format of ['pdf', 'docx']) {
    const answer = await notifier.request.get(`${review}/notification/document/${format}`)
    assert.equal(answer.status(), 200)
    assert.match(answer.headers()['content-disposition'], /^attachment/)
    assert.ok((await answer.body()).length > 2000)
  }

  await notifier.goto(`${review}/notification/notified`)
  await fill(notifier, 'on-day', String(today.getDate()))
  await fill(notifier, 'on-month', String(today.getMonth() + 1))
  await fill(notifier, 'on-year', String(today.getFullYear()))
  await fill(notifier, 'at', '00:05')
  await fill(notifier, 'given', 'SIN-0001')
  await sound(notifier, 'serious-notified')
  await press(notifier, 'The national body has been notified')
  await notifier.getByText('The government’s service had it').or(notifier.getByText("The government's service had it")).first().waitFor()

  const secretariat = await walk.browser.as('Aurelio Banks-Whitlow')
  const reference = review.split('/').pop()
  for (let tries = 0; tries < 20; tries += 1) {
    await secretariat.goto('/o/panel/received')
    if (await secretariat.getByText(reference).count()) break
    await secretariat.waitForTimeout(500)
  }
  await secretariat.getByRole('link', { name: new RegExp(reference) }).waitFor()
  await sound(secretariat, 'serious-received')
  await secretariat.getByRole('link', { name: new RegExp(reference) }).click()
  await sound(secretariat, 'serious-received-one')
  await press(secretariat, 'Record that all of it was read')
  await secretariat.getByText('Waits to be considered').waitFor()

  await notifier.goto(review)
  await notifier.getByRole('heading', { name: 'Working days of the rapid review' }).waitFor()
  await sound(notifier, 'serious-review')
})

test('two people change the same thing: both texts side by side, nothing lost', async () => {
  const nurse = await walk.browser.as('Noor Hartnell-Briggs')
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = (await reviewsOf(manager)).at(-1)
  await nurse.goto(`${review}/incident`)
  await manager.goto(`${review}/incident`)
  await sound(manager, 'incident')
  await fill(nurse, 'place', 'At home, in the kitchen')
  await press(nurse, 'Save')
  await nurse.getByText('Where everything stands', { exact: true }).waitFor()
  await fill(manager, 'place', 'At home, in the hall')
  await press(manager, 'Save')
  await manager.getByText('At home, in the kitchen').first().waitFor()
  await manager.getByText('At home, in the hall').first().waitFor()
  await sound(manager, 'incident-conflict')
  await manager.locator('main input[type=radio][value="mine"]').first().check()
  await manager.locator('main form button[type=submit]').first().click()
  await manager.goto(`${review}/incident`)
  assert.equal(await manager.locator('[name="place"]').inputValue(), 'At home, in the hall')

  await nurse.goto(`${review}/incident`)
  await fill(nurse, 'outline', 'The nurse tells it so. Invented.')
  await press(nurse, 'Save')
  await nurse.getByText('Where everything stands', { exact: true }).waitFor()
  await fill(manager, 'outline', 'The manager tells it so. Invented.')
  await press(manager, 'Save')
  const both = manager.locator('textarea[name="conflict.both.outline"]')
  assert.match(await both.inputValue(), /The nurse tells it so\. Invented\.[^]+The manager tells it so\. Invented\./)
  await sound(manager, 'incident-both')
  await manager.getByLabel('Keep both', { exact: true }).check()
  await both.fill('The nurse and the manager tell it so. Invented.')
  await manager.locator('main form button[type=submit]').first().click()
  await manager.goto(`${review}/incident`)
  assert.equal(await manager.locator('[name="outline"]').inputValue(), 'The nurse and the manager tell it so. Invented.')
})

test('a wrong answer keeps what was typed and says what to do', async () => {
  const nurse = await walk.browser.as('Noor Hartnell-Briggs')
  await nurse.goto('/o/aldermere/raise/incident')
  await fill(nurse, 'outline', 'Typed and not lost')
  await fill(nurse, 'happened', '31 February 2026')
  await press(nurse, 'Raise the incident')
  await nurse.getByRole('heading', { name: 'There is a problem' }).waitFor()
  assert.equal(await nurse.locator('[name="outline"]').inputValue(), 'Typed and not lost')
  assert.equal(await nurse.locator('[name="happened"]').inputValue(), '31 February 2026')
  assert.match(await nurse.title(), /^Error: /)
  await sound(nurse, 'raise-errors')
})

test('who may not, is not told that there is anything', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  const review = (await reviewsOf(manager)).at(-1)
  for (const who of ['Silvan Adeyemi-Crook', 'Fergus Ilangovan-Moss', 'Aurelio Banks-Whitlow']) {
    const page = await walk.browser.as(who)
    const answer = await page.goto(review)
    assert.equal(answer.status(), 404, who)
    assert.equal(await page.getByText('Avelina').count(), 0)
  }
})

test('administration: people, the scheme, the record and its check', async () => {
  const page = await walk.browser.as('Fergus Ilangovan-Moss')
  await page.getByRole('link', { name: 'Administration' }).click()
  await sound(page, 'administration')
  await page.getByRole('link', { name: 'People and roles' }).click()
  await press(page, 'Give the role')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await fill(page, 'name', 'Invented Newcomer')
  await fill(page, 'email', 'newcomer@example.invalid')
  await choose(page, 'role', 'scrutineer')
  await press(page, 'Give the role')
  await page.getByText('/invitation/').waitFor()
  await sound(page, 'administration-people')
  await page.goto('/o/aldermere/administration/scheme')
  await sound(page, 'administration-scheme')
  await page.goto('/o/aldermere/administration/record')
  await sound(page, 'administration-record')
  await page.getByRole('link', { name: 'Check the whole record' }).click()
  await press(page, 'Check now')
  await page.getByText('The record is whole.').waitFor()
})
