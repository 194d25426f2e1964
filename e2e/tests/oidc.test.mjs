// The sign-in of one's organisation: linked to oneself, used with and without JavaScript, removed; and every way in which it
// does not work. The provider is a small one on this machine, under a name of another site.

import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { CHANGES, axe, keyboardWalk, reflows, sameTree, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { Browser, oneTimeCode, startInstance } from '../harness.mjs'
import { CLIENT, SECRET, startProvider } from '../provider.mjs'

const NAME = 'Aldermere Council'
const HERE = '/organisation-sign-in'
const ACCOUNT = 'account-of-first-invented'
let provider
let instance
let browser
let own

/** Two providers: one that is there, and one that nobody reaches. */
async function configured(folder) {
  const secret = path.join(folder, 'client.secret')
  await writeFile(secret, `${SECRET}\n`, { mode: 0o600 })
  const one = (id, name, issuer) => `[[sign_in.providers]]
id = "${id}"
name = "${name}"
issuer = "${issuer}"
client_id = "${CLIENT}"
client_secret_file = "${secret}"
insecure_loopback = true
require = { amr = ["mfa"] }
`
  return one('aldermere', NAME, provider.issuer) + one('hillfoot', 'Hillfoot Police', 'http://127.0.0.1:9')
}

before(async () => {
  provider = await startProvider()
  instance = await startInstance(configured)
  browser = await Browser.start(instance.address)
  own = await withPassword(instance.invitation)
})
after(async () => {
  await browser?.stop()
  await instance?.stop()
  await provider?.stop()
})

const open = (options = {}) => browser.open({ also: [provider.forBrowsers], ...options })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const at = (page) => new URL(page.url()).pathname + new URL(page.url()).search

async function sound(page, name, { tree = false } = {}) {
  await axe(page)
  if (tree) await sameTree(page, name, { replace: CHANGES })
  await reflows(page)
  await shots(page, `oidc-${name}`)
  await keyboardWalk(page)
}

/** Takes up an invitation with a password and a code. */
async function withPassword(invitation) {
  const page = await open({ javaScript: false })
  await page.goto(invitation)
  await press(page, 'Begin')
  await fill(page, 'password', 'seven herons over marsh')
  await fill(page, 'code', oneTimeCode(await page.locator('.tl-secret').innerText()))
  await press(page, 'Finish and sign in')
  await page.waitForURL('**/today')
  return page
}

/** Signs in on the provider's page, or stops there. */
async function there(page, { account = ACCOUNT, second = true, does = 'Sign in' } = {}) {
  await page.getByRole('heading', { name: 'Aldermere Council sign-in' }).waitFor()
  await fill(page, 'account', account)
  if (!second) await page.getByLabel('With a second factor').uncheck()
  await press(page, does)
}

const begin = async (page) => {
  await page.goto('/sign-in')
  await press(page, `Sign in with ${NAME}`)
}

/** The whole way from the sign-in page, which ends on a page that says why not. */
async function refused(page, heading, how) {
  await begin(page)
  await there(page, how)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  assert.doesNotMatch(page.url(), /[?]/, 'nothing of what came back stays in the address')
  const answer = await page.goto('/sessions')
  assert.equal(new URL(answer.url()).pathname, '/sign-in', 'nobody is signed in')
}

test('linking it to oneself', async () => {
  await own.goto('/sessions')
  await own.getByRole('link', { name: 'The sign-in of your organisation' }).click()
  await sound(own, 'organisation-sign-in', { tree: true })
  await press(own, `Link ${NAME}`)
  await own.getByRole('heading', { level: 1, name: `Go on to ${NAME}` }).waitFor()
  await sound(own, 'away')
  await press(own, `Go on to ${NAME}`)
  await there(own)
  await own.getByText('Linked on').waitFor()
  assert.equal(at(own), HERE)
  await sound(own, 'linked')
  const { query, referer } = provider.asked.at(-1)
  assert.equal(query.get('prompt'), 'login')
  assert.equal(query.get('max_age'), '0')
  assert.equal(query.get('scope'), 'openid')
  assert.equal(referer, undefined, 'the provider is not told which page they came from')
})

for (const javaScript of [true, false]) {
  test(`signing in with it ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const page = await open({ javaScript })
    await page.goto('/sign-in')
    if (javaScript) await sound(page, 'sign-in-with', { tree: true })
    else await axe(page)
    await begin(page)
    await there(page)
    await page.waitForURL('**/o/invented/today')
    const { query, referer } = provider.asked.at(-1)
    assert.equal(query.get('prompt'), null)
    assert.equal(referer, undefined)
    await page.goto('/sessions')
    await page.locator('li').filter({ hasText: 'this one' }).getByText('sign-in of your organisation').waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByText('you may still be signed in there').waitFor()
    await sound(page, 'signed-out')
    await page.context().close()
  })
}

test('at the width of a phone', async () => {
  const page = await open({ width: 375, height: 800 })
  await begin(page)
  await there(page)
  await page.waitForURL('**/o/invented/today')
  await page.context().close()
})

test('an account that nobody has linked', async () => {
  const page = await open()
  await begin(page)
  await there(page, { account: 'somebody-else' })
  await page.getByRole('heading', { level: 1, name: 'This sign-in is not linked to anyone here' }).waitFor()
  await sound(page, 'sign-in-not', { tree: true })
  await page.getByRole('link', { name: 'Go to the sign-in page' }).click()
  assert.equal(at(page), '/sign-in')
})

test('stopping there, one factor only, and a provider that goes down meanwhile', async () => {
  const page = await open({ javaScript: false })
  await refused(page, 'You are not signed in', { does: 'Stop' })
  await refused(page, `${NAME} did not say that you used two factors`, { second: false })
  provider.down = true
  await refused(page, `The sign-in at ${NAME} did not work`)
  provider.down = false
  await page.goto('/sign-in/with/aldermere/not/failed')
  await sound(page, 'failed')
})

test('a provider that is not there', async () => {
  const page = await open()
  await page.goto('/sign-in')
  await press(page, 'Sign in with Hillfoot Police')
  await page.getByRole('heading', { level: 1, name: 'The sign-in at Hillfoot Police did not work' }).waitFor()
  await axe(page)
})

test('what came back once is of no use twice, nor in another browser', async () => {
  const page = await open()
  const backs = []
  page.on('request', (request) => {
    if (request.url().includes('/back?')) backs.push(request)
  })
  await begin(page)
  await there(page)
  await page.waitForURL('**/o/invented/today')
  assert.equal(backs.length, 1)
  // So the cookie came with a request of another site, as from a real provider.
  assert.equal(await backs[0].headerValue('sec-fetch-site'), 'cross-site')
  const stranger = await open()
  for (const one of [page, stranger]) {
    await one.goto(backs[0].url())
    await one.getByRole('heading', { level: 1, name: 'This sign-in cannot be finished' }).waitFor()
    assert.doesNotMatch(one.url(), /[?]/)
  }
  // Somebody signs in with their own account and has another browser finish it: that browser stays signed out.
  await begin(stranger)
  const back = provider.backFrom(stranger.url(), ACCOUNT)
  const victim = await open()
  await victim.goto(back)
  await victim.getByRole('heading', { level: 1, name: 'This sign-in cannot be finished' }).waitFor()
  await sound(victim, 'late')
  await victim.goto('/sessions')
  assert.equal(at(victim), '/sign-in')
})

test('an invitation accepted with it, and the last way in', async () => {
  await own.goto('/o/invented/administration/people')
  await fill(own, 'name', 'Invented Newcomer')
  await fill(own, 'email', 'newcomer@example.invalid')
  await choose(own, 'role', 'scrutineer')
  await press(own, 'Give the role')
  const said = await own.getByText('/invitation/').innerText()
  const guest = await open()
  await guest.goto(said.match(/\/invitation\/\S+/)[0])
  await sound(guest, 'invitation')
  await press(guest, `Set up with ${NAME}`)
  await press(guest, `Go on to ${NAME}`)
  await there(guest, { account: ACCOUNT })
  await guest.getByRole('heading', { level: 1, name: 'This sign-in cannot be linked' }).waitFor()
  await axe(guest)
  await guest.goto(said.match(/\/invitation\/\S+/)[0])
  await press(guest, `Set up with ${NAME}`)
  await press(guest, `Go on to ${NAME}`)
  await there(guest, { account: 'account-of-newcomer' })
  await guest.waitForURL('**/o/invented/today')
  await guest.goto(HERE)
  await press(guest, `Remove ${NAME}`)
  await guest.getByText('This is your last way in.').waitFor()
  assert.doesNotMatch(await guest.locator('body').innerText(), /account-of/)
})

test('removing it', async () => {
  await own.goto(HERE)
  await press(own, `Remove ${NAME}`)
  await own.getByText('You have linked none.').waitFor()
  const page = await open()
  await refused(page, 'This sign-in is not linked to anyone here')
})

test('nothing of it is in the log', () => {
  const log = instance.errors()
  assert.match(log, /a sign-in at a provider did not work.*provider="?aldermere"?/)
  assert.doesNotMatch(log, /account-of|somebody@example|code=|state=|access_denied|the person stopped/)
})
