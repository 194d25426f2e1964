// Steps of walks about learning: what somebody sees differently, its release, and what a job brings about.

import assert from 'node:assert/strict'
import { choose, fill } from './forms.mjs'
import { todayInWords } from './steps.mjs'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** Looks again until the page says something that a job brings about. */
export async function until(page, address, words) {
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(address)
    if (await page.getByText(words, { exact: true }).count()) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  assert.fail(`the page never says: ${words}`)
}

/** An incident that another area raises today; returns the address of its review. */
export async function raisedIn(page, area) {
  await page.goto(`/o/${area}/raise`)
  await press(page, 'Start')
  const texts = {
    outline: 'Our own note, invented: a toddler was brought in with injuries that nobody has explained.',
    happened: todayInWords(),
    place: 'At home',
    why: 'A life-threatening injury; abuse is suspected.',
    'authority-knew': todayInWords(),
    'authority-says': 'Duty manager',
    child: 'Child T (invented)',
    born: 'about 2024',
    how: 'In intensive care',
    by: 'Named doctor',
    agency: 'The hospital',
  }
  for (const [id, words] of Object.entries(texts)) {
    if (await page.locator(`[name="${id}"]`).count()) await fill(page, id, words)
  }
  const choices = { nature: 'serious_harm', abuse: 'yes', press: 'not_known', safe: 'safe', referred: 'no', other: 'no' }
  for (const [id, value] of Object.entries(choices)) await choose(page, id, value)
  await press(page, 'Raise the incident')
  await page.getByText('The incident was raised').waitFor()
  return page.url().match(new RegExp(`/o/${area}/reviews/[A-Z0-9-]+`))[0]
}

/** What somebody sees differently in a review, and more about it; returns the address of its page. */
export async function moment(page, review, words, more = {}) {
  await page.goto(`${review}/moments/write`)
  await fill(page, 'm-seen', words)
  if (Object.keys(more).length) await page.getByText('Say more about it, all of it optional').click()
  for (const [id, value] of Object.entries(more)) await fill(page, id, value)
  await press(page, 'Keep this')
  await page.goto(`${review}/moments`)
  const all = await page.locator('main a[href*="/moments/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  return all.find((href) => /\/moments\/[0-9a-f-]{36}$/.test(href))
}

/** Somebody says that the family was told. */
export async function familyWasTold(page) {
  await press(page, 'Say whether the family knows')
  await choose(page, 'knows', 'yes')
  await fill(page, 'words', 'Told by their social worker in May.')
  await press(page, 'Save')
}

/** Agrees to everything that stays though it is rare, with a reason of one's own. */
export async function agreeToAll(page, why = 'Several children in every area are meant.') {
  for (const box of await page.locator('input[type="checkbox"][name^="agree-"]').all()) await box.check()
  for (const box of await page.locator('textarea[name^="agree-why-"]').all()) await box.fill(why)
}

/** Reads what would leave, agrees to what stays, and releases it. */
export async function release(page, draft) {
  await page.goto(`${draft}/release`)
  await agreeToAll(page)
  await choose(page, 'read', 'yes')
  await press(page, 'Release it')
  await page.getByRole('heading', { level: 1, name: 'Learning to be shared' }).waitFor()
}

/** Somebody who did not write it reads what would leave and agrees; `button` says to what. */
export async function agrees(page, address, button) {
  await page.goto(`${address}/agree`)
  await choose(page, 'read', 'yes')
  await press(page, button)
  await page.waitForURL((url) => !url.pathname.endsWith('/agree'))
}

/** Who releases for the nation in the first partnership. */
const RELEASE = ['Rowan Achebe-Lyle', 'Desmond Okoro-Hale', 'Sunniva Clay-Mortimer']

/** Writes a condition, decides on everything that was found, and has it released to the nation; returns the address of the draft. */
export async function released(as, author, { review, condition }) {
  await author.goto(`${review}/sharing`)
  await press(author, 'Begin with nothing beside')
  await fill(author, 'condition', condition)
  await choose(author, 'level', 'agency')
  await fill(author, 'usually', 'The child is discharged and nobody is told.')
  await choose(author, 'confidence', 'plausible')
  await choose(author, 'audience', 'nation')
  await press(author, 'Save and check')
  await author.getByRole('heading', { level: 1, name: 'Check it', exact: true }).waitFor()
  const draft = new URL(author.url()).pathname.replace(/\/check$/, '')
  for (let number = 0; number < 10; number += 1) {
    const next = author.getByRole('button', { name: 'Decide the next one', exact: true })
    if (!(await next.count())) break
    await next.click()
    await choose(author, 'choice', 'kept')
    await fill(author, 'kept', 'It tells of nobody.')
    await press(author, 'Save and go on')
  }
  await familyWasTold(author)
  await author.goto(`${draft}/check`)
  await press(author, 'Ask for it to be released')
  for (const name of RELEASE) {
    const page = await as(name)
    await release(page, draft)
    await page.context().close()
  }
  await until(author, draft, 'Others can read it')
  return draft
}
