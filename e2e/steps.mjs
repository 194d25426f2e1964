// Steps that several walks take on their way to what they are about.

import { choose, fill, reviewsOf } from './forms.mjs'

/** The address of a review of the demonstration that the person of this page works on: the last or the first. */
export async function aReview(page, which = 'last') {
  const all = await reviewsOf(page)
  return which === 'first' ? all[0] : all.at(-1)
}

/** Types a day into its three boxes. */
export async function fillDay(page, id, day) {
  await fill(page, `${id}-day`, String(day.getDate()))
  await fill(page, `${id}-month`, String(day.getMonth() + 1))
  await fill(page, `${id}-year`, String(day.getFullYear()))
}

/** Today as people write it. */
export const todayInWords = () => new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** The local authority decides to notify. */
export async function decideToNotify(browser, review) {
  const page = await browser.as('Callum Driscoll-Vane')
  await page.goto(`${review}/decision/decide`)
  await choose(page, 'outcome', 'notifiable')
  await fill(page, 'reasons', 'All criteria are met.')
  await fillDay(page, 'on', new Date())
  await fill(page, 'despite', 'Nobody else could be reached in time.')
  await page.getByRole('button', { name: 'Record the decision' }).click()
  await page.getByText('The decision that stands').waitFor()
  await page.context().close()
}

/** Adds somebody to a review; a child is safe. Returns the id. */
export async function addChild(page, review, name, kind = 'child') {
  await page.goto(`${review}/people/new`)
  await choose(page, 'kind', kind)
  await fill(page, 'name', name)
  await fill(page, 'born', 'about 2019')
  await page.getByRole('button', { name: 'Save' }).click()
  const id = page.url().match(/people\/([^/]+)\//)[1]
  if (kind === 'child') {
    await choose(page, 'safe', 'safe')
    await fill(page, 'how', 'Seen by a nurse today')
    await choose(page, 'referred', 'no')
    await page.getByRole('button', { name: 'Save' }).click()
  }
  return id
}

/** Fills in one account of an answer about who somebody is. */
export async function account(page, number, { said, kind = 'agency_record', who = 'School record', on = 'March 2026' }) {
  await choose(page, `said-${number}`, said)
  await choose(page, `kind-${number}`, kind)
  await fill(page, `who-${number}`, who)
  await fill(page, `on-${number}`, on)
}

/** Fills in the notification, part after part; somebody else agrees to it; the government's service has it. */
export async function notify(browser, review, given) {
  const save = (page) => page.getByRole('button', { name: 'Save and go on' }).click()
  const notifier = await browser.as('Eleri Bexley-Sow', { javaScript: false })
  await notifier.goto(`${review}/notification/details/notifier`)
  await fill(notifier, 'notifier', 'Eleri Bexley-Sow, notifier')
  await fill(notifier, 'phone', '01632 960 001')
  await save(notifier)
  await notifier.locator('input[name="cause"]').first().check()
  await save(notifier)
  await choose(notifier, 'police', 'yes')
  await choose(notifier, 'coroner', 'no')
  await save(notifier)
  await fill(notifier, 'siblings', 'There are no other children in the home.')
  await save(notifier)
  const authoriser = await browser.as('Callum Driscoll-Vane')
  await authoriser.goto(`${review}/notification/authorise`)
  await authoriser.getByRole('button', { name: 'Agree to this notification' }).click()
  await authoriser.context().close()
  await notifier.goto(`${review}/notification/notified`)
  await fillDay(notifier, 'on', new Date())
  await fill(notifier, 'at', '00:05')
  await fill(notifier, 'given', given)
  await notifier.getByRole('button', { name: 'The national body has been notified' }).click()
  return notifier
}
