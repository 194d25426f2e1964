// Steps that several walks take on their way to what they are about.

import { choose, fill, reviewsOf } from './forms.mjs'
import { dayOf, send } from './sent.mjs'

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

/** The first weekday so many days from now: the last day for a return is a working day. */
export function weekday(days) {
  const day = new Date(Date.now() + days * 86_400_000)
  while ([0, 6].includes(day.getDay())) day.setDate(day.getDate() + 1)
  return day
}

/** Today as people write it. */
export const todayInWords = () => new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** The local authority decides to notify. */
export async function decideToNotify(browser, review) {
  const page = await browser.as('Callum Driscoll-Vane')
  await send(page, `${review}/decision/decide`, [
    ['outcome', 'notifiable'],
    ['reasons', 'All criteria are met.'],
    ...dayOf('on', new Date()),
    ['despite', 'Nobody else could be reached in time.'],
  ])
  await page.context().close()
}

/** Puts somebody on the team, with these sections open to them. */
export async function onTheTeam(page, review, name, sections) {
  await page.goto(`${review}/team/add`)
  await fill(page, 'name', name.split(' ')[0])
  await choose(page, 'where', 'here')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('link', { name }).click()
  await choose(page, 'listed', 'no')
  await fill(page, 'how', 'Asked them.')
  await page.locator('[name="role"]').selectOption({ index: 1 })
  const none = page.getByLabel('For none of them')
  if (await none.count()) await none.check()
  for (const section of sections) await choose(page, 'sections', section)
  await fill(page, 'why', 'They speak to the family.')
  await fill(page, 'agreed-by', 'The team manager, children’s social care')
  await page.getByRole('button', { name: 'Add to the team', exact: true }).click()
  await page.getByRole('heading', { name }).waitFor()
}

/** Adds somebody to a review; a child is safe. Returns the id. */
export async function addChild(page, review, name, kind = 'child') {
  const added = await send(page, `${review}/people/new`, [['kind', kind], ['name', name], ['born', 'about 2019']])
  const id = added.address.match(/people\/([^/]+)/)[1]
  if (kind === 'child') {
    await send(page, `${review}/people/${id}/safety`, [['safe', 'safe'], ['how', 'Seen by a nurse today'], ['referred', 'no']])
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
  const notifier = await browser.as('Eleri Bexley-Sow', { javaScript: false })
  const part = (name, answers) => send(notifier, `${review}/notification/details/${name}`, answers)
  await part('notifier', [['notifier', 'Eleri Bexley-Sow, notifier'], ['phone', '01632 960 001']])
  await notifier.goto(`${review}/notification/details/cause`)
  await notifier.locator('input[name="cause"]').first().check()
  await notifier.getByRole('button', { name: 'Save and go on' }).click()
  await part('investigations', [['police', 'yes'], ['coroner', 'no']])
  await part('siblings', [['siblings', 'There are no other children in the home.']])
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
