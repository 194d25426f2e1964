// The notification from the first child to what went outside: many children, an answer of each kind about who
// somebody is, wording that somebody has to confirm, the document, and a log of what was sent and received.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const SHOTS = process.env.OUT ?? fileURLToPath(new URL('../shots', import.meta.url))

/** Accessible, no sideways scrolling, nothing odd on the console; and a picture to look at. */
async function sound(page, name) {
  await axe(page)
  await shots(page, `notification-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name }).click()
const goOn = (page) => press(page, 'Save and go on')

const aReview = async (page) => (await reviewsOf(page)).at(-1)

async function addChild(page, review, name, kind = 'child') {
  await page.goto(`${review}/people/new`)
  await choose(page, 'kind', kind)
  await fill(page, 'name', name)
  await fill(page, 'born', 'about 2019')
  await press(page, 'Save')
  const id = page.url().match(/people\/([^/]+)\//)[1]
  if (kind === 'child') {
    await choose(page, 'safe', 'safe')
    await fill(page, 'how', 'Seen by a nurse today')
    await choose(page, 'referred', 'no')
    await press(page, 'Save')
  }
  return id
}

async function account(page, number, { said, kind = 'agency_record', who = 'School record', on = 'March 2026' }) {
  await choose(page, `said-${number}`, said)
  await choose(page, `kind-${number}`, kind)
  await fill(page, `who-${number}`, who)
  await fill(page, `on-${number}`, on)
}

async function decideToNotify(review) {
  const page = await walk.browser.as('Callum Driscoll-Vane')
  await page.goto(`${review}/decision/decide`)
  const today = new Date()
  await choose(page, 'outcome', 'notifiable')
  await fill(page, 'reasons', 'All criteria are met.')
  await fill(page, 'on-day', String(today.getDate()))
  await fill(page, 'on-month', String(today.getMonth() + 1))
  await fill(page, 'on-year', String(today.getFullYear()))
  await fill(page, 'despite', 'Nobody else could be reached in time.')
  await press(page, 'Record the decision')
  await page.getByText('The decision that stands').waitFor()
  await page.context().close()
}

test('the whole notification, without JavaScript where it is filled in', async () => {
  const notifier = await walk.browser.as('Eleri Bexley-Sow', { javaScript: false })
  const review = await aReview(notifier)
  await decideToNotify(review)

  const first = await addChild(notifier, review, 'Child A (invented)')
  for (const letter of ['B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L']) await addChild(notifier, review, `Child ${letter} (invented)`)
  const mother = await addChild(notifier, review, 'Ms Invented', 'adult')
  await sound(notifier, 'person')

  await notifier.goto(`${review}/people/${first}/about`)
  await sound(notifier, 'about-empty')
  await notifier.goto(`${review}/people/${first}/home`)
  await goOn(notifier)
  await notifier.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await fill(notifier, 'elsewhere', 'Not known yet')
  await choose(notifier, 'living', 'home')
  await sound(notifier, 'home')
  await goOn(notifier)
  await notifier.locator('select[name="status"]').selectOption('none')
  await notifier.locator('input[name="plans"][value="cp"]').check()
  await notifier.locator('select[name="category"]').selectOption('NEG')
  await sound(notifier, 'status')
  await goOn(notifier)
  await choose(notifier, 'education', 'at_school')
  await sound(notifier, 'school')
  await goOn(notifier)

  // Agencies differ about ethnicity: two accounts stand side by side.
  await notifier.getByRole('heading', { level: 1, name: 'Ethnicity' }).waitFor()
  await account(notifier, 1, { said: 'value' })
  await goOn(notifier)
  await notifier.getByText('Enter the answer, or select that there is none and why').first().waitFor()
  await notifier.locator('select[name="codes-1"]').selectOption('MWBC')
  await fill(notifier, 'own-1', 'I am both.')
  await account(notifier, 2, { said: 'value', who: 'Hospital record' })
  await notifier.locator('select[name="codes-2"]').selectOption('BCRB')
  await sound(notifier, 'identity')
  await goOn(notifier)
  for (const said of ['not_asked', 'declined']) {
    await account(notifier, 1, { said })
    await goOn(notifier)
  }
  await notifier.getByRole('heading', { level: 1, name: 'Disability' }).waitFor()
  await sound(notifier, 'identity-disability')
  await account(notifier, 1, { said: 'not_known' })
  await goOn(notifier)
  await notifier.goto(`${review}/people/${mother}/relationships/new`)
  await choose(notifier, 'is', 'mother')
  for (const box of (await notifier.locator('input[name="of"]').all()).slice(0, 12)) await box.check()
  await choose(notifier, 'same-home', 'yes')
  await sound(notifier, 'relationship')
  await goOn(notifier)
  await sound(notifier, 'about-mother')
  await notifier.goto(`${review}/people/${first}/about`)
  await notifier.getByText('Agencies differ').first().waitFor()
  await sound(notifier, 'about')
  await notifier.goto(`${review}/people/${mother}/take-out`)
  await press(notifier, 'Take this person out')
  await notifier.getByText('Enter why this person is taken out').first().waitFor()
  await sound(notifier, 'take-out')

  await notifier.goto(`${review}/notification`)
  await notifier.getByText('The national body has not been notified').first().waitFor()
  await sound(notifier, 'tasks')
  await notifier.getByRole('link', { name: 'Who notifies' }).click()
  await fill(notifier, 'notifier', 'Eleri Bexley-Sow, notifier')
  await fill(notifier, 'phone', '01632 960 001')
  await goOn(notifier)
  await notifier.locator('input[name="cause"]').first().check()
  await sound(notifier, 'cause')
  await goOn(notifier)
  await choose(notifier, 'police', 'yes')
  await choose(notifier, 'coroner', 'no')
  await sound(notifier, 'investigations')
  await goOn(notifier)
  await fill(notifier, 'siblings', 'All are with their grandmother.')
  await goOn(notifier)
  await notifier.getByRole('heading', { level: 1, name: 'Notification' }).waitFor()
  await notifier.goto(`${review}/notification/authorise`)
  await sound(notifier, 'check')

  // The document waits for a named person of the partnership; the notifier is told who that is.
  const early = await notifier.goto(`${review}/notification/document/pdf`)
  assert.match(early.headers()['content-type'], /html/)
  await notifier.getByText('can confirm these').waitFor()
  await sound(notifier, 'wording-waits')
  const manager = await walk.browser.as('Rowan Achebe-Lyle')
  await manager.goto(`${review}/notification/wording`)
  await press(manager, 'Confirm these words')
  await manager.getByRole('heading', { name: 'There is a problem' }).waitFor()
  for (const box of await manager.locator('input[name="items"]').all()) await box.check()
  await sound(manager, 'wording')
  await press(manager, 'Confirm these words')
  await manager.getByText('Nothing waits to be confirmed here').waitFor()
  await manager.getByText('Rowan Achebe-Lyle').first().waitFor()
  await sound(manager, 'wording-confirmed')
  await manager.goto('/o/aldermere/administration/wording')
  await sound(manager, 'wording-all')
  await mkdir(SHOTS, { recursive: true })
  for (const format of ['pdf', 'docx']) {
    const answer = await notifier.request.get(`${review}/notification/document/${format}`)
    assert.equal(answer.status(), 200)
    assert.match(answer.headers()['content-disposition'], /^attachment/)
    await writeFile(`${SHOTS}/notification.${format}`, await answer.body())
  }

  await manager.goto(`${review}/notification/told`)
  await sound(manager, 'told')
  await manager.getByRole('button', { name: 'Record what was sent or received' }).click()
  await choose(manager, 'recipient', 'partners_here')
  await fill(manager, 'whom', 'The three partners')
  await fill(manager, 'told-on', new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }))
  await choose(manager, 'channel', 'email')
  await fill(manager, 'by', 'Rowan Achebe-Lyle')
  await sound(manager, 'told-one')
  await press(manager, 'Save')
  await manager.getByText('Has it since').waitFor()
  await manager.getByRole('link', { name: /^Take away/ }).first().click()
  await sound(manager, 'told-away')
  await manager.goto(`${review}/notification/told`)
  await sound(manager, 'told-done')
})
