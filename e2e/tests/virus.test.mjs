// Files that a virus checker looks at: held while it is away, let go when nothing was found, held for good otherwise. The
// checker is ClamAV's daemon with one invented signature.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { axe, shots, reflows } from '../checks.mjs'
import { reviewsOf } from '../forms.mjs'
import { Browser, startProgram } from '../harness.mjs'

const VIRUS = 'An invented note with the words that stand for a virus in this walk.'
const MANAGER = 'Rowan Achebe-Lyle'
let folder
let daemon
let program
let browser

async function startDaemon() {
  const at = (name) => path.join(folder, name)
  await mkdir(at('signatures'), { recursive: true })
  await writeFile(at('signatures/invented.ndb'), `Invented.Test:0:*:${Buffer.from(VIRUS).toString('hex')}\n`)
  const settings = ['Foreground yes', `LocalSocket ${at('socket')}`, `DatabaseDirectory ${at('signatures')}`, `TemporaryDirectory ${folder}`]
  await writeFile(at('clamd.conf'), `${settings.join('\n')}\n`)
  return spawn('clamd', ['--config-file', at('clamd.conf')], { stdio: 'ignore' })
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'throughline-virus-'))
  program = await startProgram(['--few', '--virus-checker', path.join(folder, 'socket')])
  browser = await Browser.start(program.address)
})
after(async () => {
  await browser?.stop()
  await program?.stop()
  daemon?.kill()
  await rm(folder, { recursive: true, force: true })
})

async function sound(page, name) {
  await axe(page)
  await shots(page, `virus-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

async function add(page, review, name, content) {
  await page.goto(`${review}/files/add`)
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await page.getByRole('button', { name: 'Add the file' }).click()
  await page.getByText('The file was added').waitFor()
}

const row = (page, name) => page.locator('tbody tr').filter({ hasText: name })

test('a file waits while the checker is away, and goes or stays by what it finds', async () => {
  const page = await browser.as(MANAGER, { javaScript: false })
  const review = (await reviewsOf(page)).at(-1)
  await add(page, review, 'clean.txt', 'An invented note without anything in it.')
  await add(page, review, 'infected.txt', VIRUS)
  await row(page, 'clean.txt').getByText('Being checked for viruses').waitFor()
  assert.equal(await row(page, 'clean.txt').getByRole('link', { name: 'clean.txt', exact: true }).count(), 0)
  await sound(page, 'waiting')
  const away = await row(page, 'clean.txt').getByRole('link', { name: /Take away/ }).getAttribute('href')
  await page.goto(away.replace('/take-away', ''))
  await page.getByText('The file you asked for is still being checked for viruses.').waitFor()
  await page.goto(away.replace('take-away', 'text'))
  await page.getByText('The file you asked for is still being checked for viruses.').waitFor()

  daemon = await startDaemon()
  for (let tries = 0; tries < 120; tries += 1) {
    await page.goto(`${review}/files`)
    if (!(await page.getByText('Being checked for viruses').count())) break
    await page.waitForTimeout(500)
  }
  const clean = await row(page, 'clean.txt').getByRole('link', { name: 'clean.txt', exact: true }).getAttribute('href')
  const answer = await page.request.get(clean)
  assert.equal((await answer.body()).toString(), 'An invented note without anything in it.')
  await row(page, 'infected.txt').getByText('Held: a virus was found (Invented.Test.UNOFFICIAL)').waitFor()
  await sound(page, 'found')
  const held = await row(page, 'infected.txt').getByRole('link', { name: /Take away/ }).getAttribute('href')
  const refused = await page.request.get(held.replace('/take-away', ''))
  assert.doesNotMatch(await refused.text(), /words that stand for a virus/)
  await page.goto(held.replace('/take-away', ''))
  await page.getByText('A virus was found in the file you asked for').waitFor()

  await page.goto('/o/aldermere/today')
  await sound(page, 'today')
  await page.getByRole('link', { name: /A file is held because of what the virus check found/ }).first().click()
  await row(page, 'infected.txt').getByRole('link', { name: /Take away/ }).click()
  await page.locator('[name=reason]').fill('It holds a virus; a clean copy was asked for')
  await page.getByRole('button', { name: 'Take the file away' }).click()
  await page.getByText('The file was taken away').waitFor()
  await page.goto('/o/aldermere/today')
  assert.equal(await page.getByText('A file is held because').count(), 0)
})
