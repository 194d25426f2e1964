// What every walk in the browser shares: the program, the browser, who one is, and the checks of a page.

import { execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { send } from './sent.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const STARTS_WITHIN = 120_000
const STOPS_WITHIN = 10_000

// Chromium asks its maker's servers for this and that unless told not to.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No address of another machine is found, named or numbered.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost',
]

function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  return execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], { encoding: 'utf8' }).trim()
}

function programPath() {
  const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
  return process.env.THROUGHLINE_PROGRAM ?? path.join(target, 'debug', 'throughline')
}

const freshFolder = () => mkdtemp(path.join(tmpdir(), 'throughline-walk-'))

function program() {
  const found = programPath()
  if (!existsSync(found)) throw new Error(`${found} is not there: cargo build --package throughline`)
  return found
}

/** What the tests are told is no setting of the program. */
function ownEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('THROUGHLINE_')))
}

/** Waits until the program says under which address it serves, and stops it with the tests. */
async function served(folder, args, patience = STARTS_WITHIN) {
  const child = spawn(program(), args, { cwd: root, env: ownEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  const killWithUs = () => child.kill('SIGKILL')
  process.on('exit', killWithUs)
  let said = ''
  let errors = ''
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))

  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN)
    await ended
    clearTimeout(late)
    process.off('exit', killWithUs)
    await rm(folder, { recursive: true, force: true })
  }

  /** Kills it in the middle of whatever it does; what it kept is left. */
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
    process.off('exit', killWithUs)
  }

  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address after ${patience} ms\n${errors}`)), patience)
    const look = (text) => {
      const found = text.match(/http:\/\/localhost:\d+/)
      if (found) {
        clearTimeout(late)
        resolve(found[0])
      }
    }
    child.stderr.on('data', (bytes) => {
      errors = (errors + bytes).slice(-20_000)
      look(errors)
    })
    child.stdout.on('data', (bytes) => {
      said += bytes
      look(said)
    })
    ended.then((how) => {
      clearTimeout(late)
      reject(new Error(`the program ended (${how}) before it gave an address\n${said}${errors}`))
    })
  }).catch(async (error) => {
    await stop()
    throw error
  })
  return { address, folder, pid: child.pid, errors: () => errors, stop, kill }
}

/**
 * Starts a demonstration in a fresh folder on a free port.
 * @returns {Promise<{address: string, folder: string, pid: number, errors: () => string, stop: () => Promise<void>}>}
 */
export async function startProgram(args = [], patience = STARTS_WITHIN) {
  const folder = await freshFolder()
  return served(folder, ['demo', '--data', path.join(folder, 'data'), '--port', '0', ...args], patience)
}

/** Runs a command of the program on a folder of data, to its end; what it printed. */
export const command = (data, args) => execFileSync(program(), ['--data', data, ...args], { env: ownEnvironment(), encoding: 'utf8', stdio: 'pipe' })

/**
 * Puts a backup back into a folder of its own, with the key it needs, and serves what came of it.
 * @returns as `startProgram`
 */
export async function startRestored(from, key, args) {
  const folder = await freshFolder()
  const data = path.join(folder, 'data')
  await mkdir(data)
  await copyFile(key, path.join(data, 'instance.key'))
  command(data, ['restore', '--from', from, ...args])
  return served(folder, ['demo', '--data', data, '--port', '0'])
}

/**
 * Starts a demonstration that can be killed and started again under the same address.
 * @returns as `startProgram`, and `again`, which kills it and starts it, with more arguments
 */
export async function startAgain(args = []) {
  let now = await startProgram(args)
  const { address, folder } = now
  const again = async (more = []) => {
    await now.kill()
    now = await served(folder, ['demo', '--data', path.join(folder, 'data'), '--port', new URL(address).port, ...more])
  }
  return { address, folder, again, errors: () => now.errors(), stop: () => now.stop() }
}

/**
 * Makes an instance as for real use, which begins as a rehearsal, and starts it. `configure` is given the folder, and
 * returns the text of the configuration file.
 * @returns as `startProgram`, and the address of the first administrator's invitation
 */
export async function startInstance(configure = () => '') {
  const folder = await freshFolder()
  const data = path.join(folder, 'data')
  const named = ['--administrator', 'First Invented', '--email', 'first@example.invalid', '--organisation', 'Invented Partnership', '--code', 'invented']
  execFileSync(program(), ['--data', data, 'init', ...named], { env: ownEnvironment(), stdio: 'pipe' })
  const link = await readFile(path.join(data, 'first-administrator.link'), 'utf8')
  const config = path.join(folder, 'config.toml')
  await writeFile(config, await configure(folder))
  const instance = await served(folder, ['--data', data, '--config', config, 'serve', '--listen', '127.0.0.1:0'])
  return { ...instance, invitation: new URL(link.trim()).pathname }
}

/** The one-time code that an app shows, whose secret was typed in, so many seconds from now. */
export function oneTimeCode(secret, later = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + later) / 30)))
  const digest = createHmac('sha1', key).update(step).digest()
  const start = digest.at(-1) & 15
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A browser with a profile of its own, and pages that tell what went wrong on them. */
export class Browser {
  static async start(address) {
    const browser = new Browser()
    browser.address = address
    browser.chromium = await chromium.launch({ executablePath: chromiumPath(), args: FLAGS })
    return browser
  }

  /**
   * A page of a person with nothing remembered.
   * `page.problems` collects errors of scripts, failed loads, and requests to any other address (none is found) but
   * those that `also` names.
   */
  async open({ javaScript = true, width = 1280, height = 900, also = [], ...more } = {}) {
    const context = await this.chromium.newContext({
      baseURL: this.address,
      javaScriptEnabled: javaScript,
      viewport: { width, height },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      ...more,
    })
    context.setDefaultTimeout(15_000)
    const problems = []
    // Only listened to: a request that passes through here is never answered from the browser's own store.
    context.on('request', (request) => {
      const to = request.url()
      const ours = [this.address, ...also].some((address) => to.startsWith(`${address}/`))
      const here = ours || to.startsWith('data:') || to.startsWith('blob:')
      if (!here) problems.push(`a request to another address: ${to}`)
    })
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(`an error of a script: ${error.message}`))
    page.on('console', (message) => {
      // A refusal that a walk asks for (404, 422) is no problem of the page.
      const refusal = message.text().startsWith('Failed to load resource') && message.location().url === page.url()
      if (message.type() === 'error' && !refusal) problems.push(`on the console: ${message.text()}`)
    })
    page.problems = problems
    page.javaScript = javaScript
    return page
  }

  /** A page at *Today*, signed in as the person of the demonstration whose row says `who` (a role or a name). */
  async as(who, options) {
    const page = await this.open(options)
    const named = (form) => form.html.replace(/<[^>]+>/g, '').toLowerCase().includes(who.toLowerCase())
    const { address } = await send(page, '/choose-who-to-be', [], named)
    await page.goto(address)
    return page
  }

  async stop() {
    await this.chromium.close()
  }
}

/** Goes through the start page to *choose who to be* and takes the first row that names `who`. */
export async function chooseWhoToBe(page, who) {
  await page.goto('/')
  await page.getByRole('link', { name: /choose who to be/i }).or(page.getByRole('button', { name: /choose who to be/i })).first().click()
  await page.getByRole('button', { name: new RegExp(who.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') }).first().click()
}

/**
 * A passkey device that says yes, for one page.
 * @returns the id, for `credentials` over the same protocol
 */
export async function passkeyDevice(page) {
  const protocol = await page.context().newCDPSession(page)
  await protocol.send('WebAuthn.enable')
  const { authenticatorId } = await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { protocol, authenticatorId }
}

/**
 * For a file of walks: one program, with more arguments where they need them, and one browser, stopped at its end. It
 * has three new incidents; with `whole`, all the reviews of the demonstration.
 */
export function demonstration({ whole = false, args = [] } = {}) {
  const walk = {}
  before(async () => {
    walk.program = await startProgram(whole ? args : ['--few', ...args])
    walk.browser = await Browser.start(walk.program.address)
  })
  after(async () => {
    await walk.browser?.stop()
    await walk.program?.stop()
  })
  return walk
}
