// `make bench`: what the main pages cost on a case with 2,000 ledger rows, and how the pages that look at every review grow
// with their number. Prints the tables of docs/performance.md. Every reading of a case writes a ledger row, so the rows are
// made by reading it.

import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { agencies, chronologies } from './bench_chronology.mjs'
import { reviewsOf } from './forms.mjs'
import { cpuTime, load, residentMemory } from './load.mjs'
import { CONNECTIONS, WHO, asMarkdown, headersOf, measure, within } from './measure.mjs'
import { dayOf, send } from './sent.mjs'
import { aReview } from './steps.mjs'

const LEDGER_ROWS = 2000
/**
 * Only one of the measurements, where it is named on the command line: pages, actions, journey, report, growth, national, chronology,
 * agencies. */
const ONLY = process.argv[2]
const PROPORTIONS = new URL('../crates/throughline/data/demonstration.toml', import.meta.url)

/** The main pages: where each is, for the newest review. */
const PAGES = [
  { name: 'Today', at: () => '/o/aldermere/today' },
  { name: 'Reviews', at: () => '/o/aldermere/reviews' },
  { name: 'Review home', at: (review) => review },
  { name: 'People', at: (review) => `${review}/people` },
  { name: 'Learning and actions', at: (review) => `${review}/learning` },
  { name: 'Rapid review', at: (review) => `${review}/rapid-review` },
  { name: 'Record of who did what', at: () => '/o/aldermere/administration/record', who: 'Fergus Ilangovan-Moss' },
  { name: 'Received (national body)', at: () => '/o/panel/received', who: 'Aurelio Banks-Whitlow' },
]

async function mainPages({ program, browser, seconds }) {
  const idle = await residentMemory(program.pid)
  const people = new Map()
  const as = async (who) => {
    if (!people.has(who)) people.set(who, await headersOf(browser, who))
    return people.get(who)
  }
  const { page, headers } = await as(WHO)
  const [review] = await reviewsOf(page)
  const home = `${program.address}${review}`
  const made = await load(home, { headers, requests: LEDGER_ROWS, seconds: 120 })
  if (made.requests < LEDGER_ROWS) throw new Error(`only ${made.requests} of ${LEDGER_ROWS} readings`)
  const rows = []
  for (const { name, at, who } of PAGES) {
    rows.push(await measure(program, name, `${program.address}${at(review)}`, (await as(who ?? WHO)).headers))
  }
  console.log(`\n${cpus().length} processors, ${cpus()[0].model}; ${CONNECTIONS} connections; ${LEDGER_ROWS} ledger rows made by reading the case`)
  console.log(`whole demonstration, made anew, to its address: ${seconds.toFixed(1)} s; memory with it: ${idle.toFixed(0)} MiB\n`)
  console.log(asMarkdown(rows))
}

/** The pages that look at every review, with the number of reviews that the reader may see. */
async function grown({ program, browser, seconds }) {
  const { page, headers } = await headersOf(browser, WHO)
  await page.goto('/o/aldermere/reviews')
  const shown = await page.locator('main a.tl-reference').count()
  const all = (await page.locator('main').textContent()).match(/Showing \d+ to \d+ of (\d+)/)?.[1] ?? shown
  const row = { reviews: String(all), 'made in s': seconds.toFixed(1) }
  for (const { name, at } of PAGES.slice(0, 2)) {
    const { 'CPU ms/request': cpu, 'p50 ms': p50 } = await measure(program, name, `${program.address}${at()}`, headers)
    Object.assign(row, { [`${name}: CPU ms/request`]: cpu, [`${name}: p50 ms`]: p50 })
  }
  return row
}

/** Adds actions, spread over the open reviews, until there are so many. */
async function act(page, reviews, have, want) {
  const due = new Date(Date.now() + 20 * 24 * 3600 * 1000)
  for (let made = have; made < want; made += 1) {
    const { href, point } = reviews[made % reviews.length]
    await send(page, `${href}/learning/${point}/actions/new`, [
      ['what', `Hold the clinic in another place, number ${made}`],
      ['owner', 'Head of outpatients, hospital trust'],
      ...dayOf('due', due),
      ['strength', 'strong'],
      ['different', 'A child who lives far away is seen as often as one who lives near'],
      ['how-known', 'Children not brought, by distance, each quarter'],
      ['starting', 'unknown'],
    ])
  }
}

/** The list of actions of all reviews as there are more of them. */
async function manyActions({ program, browser }) {
  const { page, headers } = await headersOf(browser, WHO)
  const reviews = []
  for (const href of await reviewsOf(page)) {
    const { html } = await send(page, `${href}/learning/new`, [['learned', 'Nobody asked about the journey'], ['level', 'agency'], ['changed-at', 'agency']]).catch(() => ({ html: '' }))
    const point = html.match(/\/learning\/([0-9a-f-]+)\/actions\/new/)?.[1]
    if (point) reviews.push({ href, point })
  }
  const rows = []
  let have = 0
  for (const want of [100, 500, 2000]) {
    await act(page, reviews, have, want)
    have = want
    const { 'CPU ms/request': cpu, 'p50 ms': p50, 'p99 ms': p99 } = await measure(program, 'Actions', `${program.address}/o/aldermere/actions`, headers)
    rows.push({ 'actions added': String(want), reviews: String(reviews.length), 'CPU ms/request': cpu, 'p50 ms': p50, 'p99 ms': p99 })
  }
  console.log(`\n${asMarkdown(rows)}`)
}

/** The pages of a journey as it grows to more moments than any review has had. */
async function longJourney({ program, browser }) {
  const { page, headers } = await headersOf(browser, WHO)
  const review = await aReview(page)
  const rows = []
  let have = 0
  for (const want of [30, 300]) {
    for (; have < want; have += 1) await send(page, review, [['m-seen', `Seen differently, number ${have + 1}: one agency held what the other needed. Invented.`]])
    for (const [name, end] of [['list', ''], ['along time', '/timeline'], ['figures', '/figures']]) {
      const url = `${program.address}${review}/journey${end}`
      const html = await (await fetch(url, { headers })).text()
      const { 'CPU ms/request': cpu, 'p50 ms': p50 } = await measure(program, name, url, headers)
      rows.push({ 'moments added': String(want), page: name, 'CPU ms/request': cpu, 'p50 ms': p50, 'HTML kB': String(Math.round(html.length / 1000)) })
    }
  }
  console.log(`\n${asMarkdown(rows)}`)
}

/** Sentences enough for a page or two, different on each line. */
const longText = (part) =>
  Array.from({ length: 14 }, (_, at) => `${part}, ${at + 1}. `.concat('Each agency held a part of what was known, and nobody had the whole before the third call. '.repeat(6))).join('\n\n')

/** How long the report of a rapid review takes as PDF and for Word, when it is 30 pages long. */
async function longReport({ program, browser }) {
  const { page, headers } = await headersOf(browser, WHO)
  const review = await aReview(page)
  const base = `${review}/rapid-review`
  const parts = ['facts', 'safety_action', 'agencies', 'episodes', 'inequality', 'voice', 'adults', 'good_practice', 'already_known', 'national', 'scrutineer', 'publication']
  for (const part of parts) await send(page, `${base}/parts/${part}`, [['words', longText(part)]])
  await page.goto(`${base}/wording`)
  for (const box of await page.locator('input[name="items"]').all()) await box.check()
  await page.getByRole('button', { name: 'Confirm these words' }).click()
  const rows = []
  for (const format of ['pdf', 'docx']) {
    const times = []
    let bytes
    const before = await cpuTime(program.pid)
    for (let run = 0; run < 9; run += 1) {
      const from = performance.now()
      const answer = await fetch(`${program.address}${base}/document/${format}`, { headers })
      bytes = Buffer.from(await answer.arrayBuffer())
      if (answer.status !== 200) throw new Error(`${format}: ${answer.status}`)
      times.push(performance.now() - from)
    }
    const cpu = ((await cpuTime(program.pid)) - before) / times.length
    times.sort((one, other) => one - other)
    rows.push({
      'rapid review as': format.toUpperCase(),
      pages: format === 'pdf' ? pagesOf(bytes) : '',
      KiB: String(Math.round(bytes.length / 1024)),
      'median s': (times[4] / 1000).toFixed(2),
      'slowest s': (times[8] / 1000).toFixed(2),
      'CPU s': (cpu / 1000).toFixed(2),
    })
  }
  console.log(`\n${asMarkdown(rows)}`)
}

/** Pages of a PDF, as pdfinfo counts them. */
function pagesOf(bytes) {
  const { error, stdout } = spawnSync('pdfinfo', ['-'], { input: bytes })
  return error ? 'not counted (needs pdfinfo)' : stdout.toString().match(/^Pages:\s+(\d+)/m)[1]
}

/** The national body's work list as more cases were told of: what is to be read, and all of them from either end. */
async function nationalList({ program, browser, seconds }) {
  const { page, headers } = await headersOf(browser, 'Aurelio Banks-Whitlow')
  const whole = '/o/panel/received/by/all'
  await page.goto(whole)
  const [, size, all] = (await page.locator('main').textContent()).match(/Showing 1 to (\d+) of (\d+)/)
  const last = Math.ceil(Number(all) / Number(size))
  const row = { 'cases told of': all, 'made in s': seconds.toFixed(0) }
  for (const [name, at] of [['to read', '/o/panel/received'], ['all, first page', whole], ['all, last page', `${whole}?page=${last}`]]) {
    const { 'CPU ms/request': cpu, 'p50 ms': p50 } = await measure(program, name, `${program.address}${at}`, headers)
    Object.assign(row, { [`${name}: CPU ms`]: cpu, [`${name}: p50 ms`]: p50 })
  }
  return row
}

/** How the pages that look at every review grow with their number. */
async function growth(folder, proportions) {
  const rows = [await within(['--few'], grown)]
  for (const here of [4, 60, 200]) {
    const file = path.join(folder, `${here}.toml`)
    await writeFile(file, proportions.replace(/^here = \d+$/m, `here = ${here}`))
    rows.push(await within(['--proportions', file], grown))
  }
  console.log(`\n${asMarkdown(rows)}`)
}

/** How the national body's work list grows with what it was told of. */
async function national(folder, proportions) {
  const rows = []
  for (const elsewhere of [50, 500, 2500, 5100]) {
    const file = path.join(folder, `national-${elsewhere}.toml`)
    const short = proportions.replace(/^working_days = \d+$/m, 'working_days = 12')
    await writeFile(file, short.replace(/^neighbour = \d+$/m, `neighbour = ${elsewhere}`))
    rows.push(await within(['--proportions', file], nationalList))
    console.log(`\n${asMarkdown(rows)}`)
  }
}

const folder = await mkdtemp(path.join(tmpdir(), 'throughline-bench-'))
try {
  const proportions = await readFile(PROPORTIONS, 'utf8')
  const all = {
    pages: () => within([], mainPages),
    actions: () => within([], manyActions),
    journey: () => within([], longJourney),
    report: () => within(['--few'], longReport),
    growth: () => growth(folder, proportions),
    national: () => national(folder, proportions),
    chronology: chronologies,
    agencies,
  }
  for (const [name, run] of Object.entries(all)) if (!ONLY || ONLY === name) await run()
} finally {
  await rm(folder, { recursive: true })
}
