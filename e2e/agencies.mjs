// Steps of a request to an agency that several walks take.

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { choose, fill } from './forms.mjs'
import { oneTimeCode } from './harness.mjs'
import { fillDay, weekday } from './steps.mjs'

export const press = (page, name) => page.getByRole('button', { name }).first().click()

/** Asks an agency that is in the list (by name) or a new one (kind and name); the address of the request. */
export async function ask(page, review, { agency, kind, name, due = 5 }) {
  await page.goto(`${review}/requests/new`)
  if (agency) await page.locator('[name="which"]').selectOption({ label: agency })
  else {
    await page.locator('[name="which"]').selectOption('other')
    await page.locator('[name="new-kind"]').selectOption(kind)
    await fill(page, 'new-name', name)
  }
  await choose(page, 'basis', 'section_16h')
  await fillDay(page, 'due', weekday(due))
  await press(page, 'Save and name who answers')
  await page.getByRole('heading', { name: agency ?? name, level: 1 }).waitFor()
  return new URL(page.url()).pathname
}

/** Names somebody who answers. */
export async function nameSomebody(page, request, [name, email, signs]) {
  await page.goto(`${request}/name`)
  await fill(page, 'name', name)
  await fill(page, 'email', email)
  await choose(page, 'signs', signs)
  await press(page, 'Name them')
  await page.getByText(name).first().waitFor()
}

/** The code of a named person for their first time, and the link that they were sent. */
export async function firstCode(page, request) {
  await page.goto(request)
  await press(page, /^Code for the first time/)
  await page.getByRole('heading', { name: 'Code for their first time', level: 1 }).waitFor()
  return page.locator('.tl-secret').allInnerTexts()
}

/** The first time: the code of the telephone, then a password and an app. */
export async function firstTime(browser, [code, link], { look = async () => {}, then = /^Request from / } = {}) {
  const page = await browser.open({ javaScript: false })
  await page.goto(new URL(link).pathname)
  await fill(page, 'code', code)
  await look(page)
  await press(page, 'Continue')
  await press(page, 'Begin')
  await fill(page, 'password', 'seven herons over marsh')
  await fill(page, 'code', oneTimeCode(await page.locator('.tl-secret').innerText()))
  await press(page, 'Finish and sign in')
  await page.goto(new URL(link).pathname)
  await page.getByRole('heading', { name: then, level: 1 }).waitFor()
  return page
}

/** The request that the demonstration's school answers, from the first page after signing in; the address of its return. */
export async function openReturn(page) {
  await page.goto('/o/aldermere/today')
  await page.getByRole('link', { name: /^Request of / }).click()
  await page.getByRole('heading', { name: /^Request from /, level: 1 }).waitFor()
  return new URL(page.url()).pathname
}

/** Who writes, what was found, and how each person was searched for. */
export async function head(page, base, author, found) {
  await page.goto(`${base}/head`)
  await fill(page, 'author', author)
  await fill(page, 'independence', 'Never met the family.')
  await choose(page, 'found', found)
  const boxes = page.locator('textarea[name^="looked"]')
  for (let at = 0; at < await boxes.count(); at++) await boxes.nth(at).fill('Both spellings and the date of birth')
  const all = page.locator(`input[type="radio"][name^="search-found"][value="${found}"]`)
  for (let at = 0; at < await all.count(); at++) await all.nth(at).check()
  await press(page, 'Save')
  await page.getByRole('heading', { name: /^Request from /, level: 1 }).waitFor()
}

/** Signs a return off; whoever wrote all of it says why nobody else can. */
export async function signOff(page, base, role, alone) {
  await page.goto(`${base}/sign`)
  await fill(page, 'role', role)
  const open = page.locator('[name="left-open"]')
  if (await open.count()) await open.fill('The rest is told in other entries.')
  await fill(page, 'words', 'Everything that we found.')
  await press(page, 'Sign off for my agency')
  if (alone) {
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await fill(page, 'alone', alone)
    await press(page, 'Sign off for my agency')
  }
  await page.getByText('the team of the review read what was signed off').first().waitFor()
}

/** What the service wrote to an address, once it did. */
export async function mailTo(program, address) {
  const folder = path.join(program.folder, 'data', 'mail')
  for (let tries = 0; tries < 60; tries++) {
    const names = await readdir(folder).catch(() => [])
    for (const name of names.filter((name) => name.endsWith('.eml'))) {
      const text = await readFile(path.join(folder, name), 'utf8')
      if (text.includes(address)) return text.replace(/=\r?\n/g, '').replace(/\s+/g, ' ')
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`no e-mail to ${address}`)
}
