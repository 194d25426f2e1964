// What the benchmarks measure with: a demonstration, a person's cookies, and what a page costs.

import { spawn, spawnSync } from 'node:child_process'
import { Browser, startProgram } from './harness.mjs'
import { cpuTime, load } from './load.mjs'

export const CONNECTIONS = 8
export const WHO = 'Rowan Achebe-Lyle'
const SECONDS = 10
/** Longest time for making a demonstration with thousands of reviews, in milliseconds. */
const MAKING = 60 * 60 * 1000

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

/** What a page costs, over eight kept connections. */
export async function measure(program, name, url, headers) {
  await load(url, { headers, connections: CONNECTIONS, seconds: 2 })
  const before = await cpuTime(program.pid)
  const run = await load(url, { headers, connections: CONNECTIONS, seconds: SECONDS })
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

/** Rows as a table for the documentation. */
export function asMarkdown(rows) {
  const columns = Object.keys(rows[0])
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\n')
}

/** Somebody signed in: a page, and what a request of theirs carries. */
export async function headersOf(browser, who) {
  const page = await browser.as(who)
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return { page, headers: { cookie, 'accept-encoding': 'gzip' } }
}

/** A demonstration for as long as the work on it takes. */
export async function within(args, work) {
  const started = performance.now()
  const program = await startProgram(args, MAKING)
  const seconds = (performance.now() - started) / 1000
  let browser
  try {
    browser = await Browser.start(program.address)
    return await work({ program, browser, seconds })
  } finally {
    await browser?.stop()
    await program.stop()
  }
}
