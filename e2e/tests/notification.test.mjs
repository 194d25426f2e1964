// The notification from the first child to what went outside: many children, an answer of each kind about who
// somebody is, wording that somebody has to confirm, the document, and a log of what was sent and received.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { account, addChild, aReview, decideToNotify, todayInWords } from '../steps.mjs'

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

/** A confirmation is taken back with a reason: the document waits again until it is confirmed again. */
async function takesItBack(manager, notifier, review) {
  await manager.getByRole('link', { name: 'Take a confirmation back' }).click()
  await sound(manager, 'wording-back')
  await press(manager, 'Take it back')
  await manager.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await manager.locator('input[name="which"]').first().check()
  await fill(manager, 'reason', 'The source was read again and says something else.')
  await press(manager, 'Take it back')
  await manager.getByText('Confirmed, and taken back').waitFor()
  await manager.getByText('says something else').waitFor()
  await sound(manager, 'wording-taken-back')
  const waits = await notifier.goto(`${review}/notification/document/pdf`)
  assert.match(waits.headers()['content-type'], /html/)
  await manager.locator('input[name="items"]').first().check()
  await press(manager, 'Confirm these words')
  await manager.getByText('Nothing waits to be confirmed here').waitFor()
}

test('the whole notification, without JavaScript where it is filled in', async () => {
  const notifier = await walk.browser.as('Eleri Bexley-Sow', { javaScript: false })
  const review = await aReview(notifier)
  await decideToNotify(walk.browser, review)

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
  await takesItBack(manager, notifier, review)
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
  await fill(manager, 'told-on', todayInWords())
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

test('two people at work in it at once: two parts both stand, one part is settled between them', async () => {
  const [first, second] = [await walk.browser.as('Eleri Bexley-Sow'), await walk.browser.as('Eleri Bexley-Sow', { javaScript: false })]
  const review = await aReview(first, 'first')
  const at = (page, part) => page.goto(`${review}/notification/details/${part}`)
  await at(first, 'siblings')
  await at(second, 'more')
  await fill(first, 'siblings', 'Seen at school.')
  await goOn(first)
  await fill(second, 'more', 'Nothing else.')
  await goOn(second)
  await second.getByRole('heading', { level: 1, name: 'Notification' }).waitFor()
  await at(first, 'siblings')
  assert.equal(await first.locator('[name="siblings"]').inputValue(), 'Seen at school.')

  await at(second, 'siblings')
  await fill(first, 'siblings', 'Seen at school by a social worker.')
  await goOn(first)
  await fill(second, 'siblings', 'With their grandmother.')
  await goOn(second)
  await second.locator('.tl-side').getByText('Seen at school by a social worker.').waitFor()
  await second.locator('.tl-side').getByText('With their grandmother.').waitFor()
  await sound(second, 'conflict')
  await second.locator('main input[type=radio][value="mine"]').first().check()
  await second.locator('main form button[type=submit]').first().click()
  await at(first, 'siblings')
  assert.equal(await first.locator('[name="siblings"]').inputValue(), 'With their grandmother.')
})
