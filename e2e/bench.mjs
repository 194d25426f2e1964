// `make bench`: what the main pages cost on a case with 2,000 ledger rows. Prints a table for docs/performance.md.
// Every reading of a case writes a ledger row, so the rows are made by reading it.

import { spawn, spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { Browser, startProgram } from './harness.mjs'
import { cpuTime, load, residentMemory } from './load.mjs'

const LEDGER_ROWS = 2000
const SECONDS = 10
const WHO = 'business manager'

/** The main pages: how a person gets to each from Today. */
const PAGES = [
  { name: 'Today', find: async (page) => page.url() },
  {
    name: 'Review home',
    find: async (page) => {
      const link = page.locator('main a[href*="/o/"]').first()
      return new URL(await link.getAttribute('href'), page.url()).href
    },
  },
]

/** How often the program asked the disk to keep what was written, during a run of requests; null without strace. */
async function syncs(pid, run) {
  if (spawnSync('strace', ['-V']).error) return null
  const trace = spawn('strace', ['-f', '-c', '-e', 'trace=fsync,fdatasync', '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  trace.stderr.on('data', (bytes) => {
    said += bytes
  })
  await new Promise((resolve) => trace.stderr.once('data', resolve))
  const { requests } = await run()
  const ended = new Promise((resolve) => trace.on('exit', resolve))
  trace.kill('SIGINT')
  await ended
  const counted = [...said.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s.*\bf(?:data)?sync$/gm)]
  return counted.reduce((sum, [, calls]) => sum + Number(calls), 0) / requests
}

async function measure(program, name, url, headers) {
  await load(url, { headers, seconds: 2 })
  const before = await cpuTime(program.pid)
  const run = await load(url, { headers, seconds: SECONDS })
  const cpu = ((await cpuTime(program.pid)) - before) / run.requests
  const synced = await syncs(program.pid, () => load(url, { headers, requests: 200, seconds: SECONDS }))
  return {
    page: name,
    'requests/s': run.perSecond.toFixed(0),
    'p50 ms': run.p50.toFixed(1),
    'p99 ms': run.p99.toFixed(1),
    'CPU ms/request': cpu.toFixed(2),
    'fsyncs/request': synced === null ? 'not counted (needs strace)' : synced.toFixed(2),
  }
}

function asMarkdown(rows) {
  const columns = Object.keys(rows[0])
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\n')
}

const started = performance.now()
const program = await startProgram()
const firstAddress = performance.now() - started
let browser
try {
  browser = await Browser.start(program.address)
  const page = await browser.as(WHO)
  await page.waitForLoadState()
  const cookies = await page.context().cookies()
  const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'accept-encoding': 'gzip' }
  const places = []
  for (const { name, find } of PAGES) places.push({ name, url: await find(page) })
  await browser.stop()

  const idle = await residentMemory(program.pid)
  for (const { name, url } of places.slice(1)) {
    const made = await load(url, { headers, requests: LEDGER_ROWS, seconds: 120 })
    if (made.requests < LEDGER_ROWS) throw new Error(`${name}: only ${made.requests} of ${LEDGER_ROWS} readings`)
  }
  const rows = []
  for (const { name, url } of places) rows.push(await measure(program, name, url, headers))
  console.log(`\n${cpus().length} processors, ${cpus()[0].model}; 8 connections; ${LEDGER_ROWS} ledger rows made by reading the case`)
  console.log(`fresh demonstration to its address: ${(firstAddress / 1000).toFixed(1)} s; memory with it: ${idle.toFixed(0)} MiB\n`)
  console.log(asMarkdown(rows))
} finally {
  await browser?.stop()
  await program.stop()
}
