// What the chronology costs as it grows, of one agency and of twelve. `make bench` prints it.

import { firstCode, firstTime, ask, head, nameSomebody, signOff } from './agencies.mjs'
import { reviewsOf } from './forms.mjs'
import { cpuTime } from './load.mjs'
import { WHO, asMarkdown, headersOf, measure, within } from './measure.mjs'
import { send } from './sent.mjs'

/** Longest time for one answer while a long chronology is made, in milliseconds: a walk would have given up before. */
const SENDING = 5 * 60 * 1000
/** Rows of a chronology that are brought in and taken in at a time. */
const AT_A_TIME = 1000

const AUTHOR = 'Lucinda Barrow-Teal'
const APPROVER = 'Hamish Orde-Quill'
const KINDS = ['Home visit', 'Telephone call', 'Strategy meeting', 'Police attendance', 'Clinic appointment']

/** The rows of a chronology from one place to another, in the way agencies write them; all `count` of them lie over four years. */
function manyRows(count, from, until) {
  const day = (at) => new Date(Date.UTC(2022, 0, 1) + Math.floor((at * 1460) / count) * 24 * 3600 * 1000)
  const words = (date) => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const row = (_, at) => `${words(day(at))}\t${KINDS[at % KINDS.length]}, number ${at}: seen. Invented.\t${at % 3 ? 'Yes' : 'No'}`
  const rows = Array.from({ length: until - from }, (_, at) => row(_, from + at))
  return ['Date\tWhat happened\tChild seen', ...rows].join('\n')
}

/** Somebody signed in whose answers may take long. */
async function patiently(browser, who) {
  const page = await browser.as(who)
  page.context().setDefaultTimeout(SENDING)
  page.context().setDefaultNavigationTimeout(SENDING)
  return page
}

/** Brings rows into a return, a thousand at a time, and takes all of them in; seconds for reading and for taking in. */
async function bringIn(author, base, name, count, rowsOf) {
  const seconds = { read: 0, taken: 0 }
  const timed = async (what, work) => {
    const from = performance.now()
    const made = await work()
    seconds[what] += (performance.now() - from) / 1000
    return made
  }
  for (let from = 0; from < count; from += AT_A_TIME) {
    const until = Math.min(count, from + AT_A_TIME)
    const sent = [['pasted', rowsOf(from, until)], ['name', `${name}, from ${from}`], ['how', 'table'], ['reads', 'own']]
    const brought = await timed('read', () => send(author, `${base}/documents/paste`, sent))
    const [document] = new URL(brought.address).pathname.match(/.*\/documents\/[0-9a-f-]+/)
    await send(author, `${document}/columns`, [['t1-c0', 'date'], ['t1-c1', 'text'], ['t1-c2', 'seen']])
    await timed('taken', () => send(author, document, [], (form) => form.action?.endsWith('/take-in')))
  }
  return seconds
}

/** Brings a chronology into the return of the demonstration's school, takes all of it in, and signs it off; seconds each took. */
async function signedChronology(browser, count) {
  const author = await patiently(browser, AUTHOR)
  await author.goto('/o/aldermere/today')
  await author.getByRole('link', { name: /^Request of / }).click()
  const base = new URL(author.url()).pathname
  const seconds = await bringIn(author, base, `Chronology of ${count}`, count, (from, until) => manyRows(count, from, until))
  const approver = await patiently(browser, APPROVER)
  const from = performance.now()
  await send(approver, `${base}/sign`, [['role', 'Head teacher']], (form) => form.html.includes('name="role"'))
  seconds.signed = (performance.now() - from) / 1000
  return Object.fromEntries(Object.entries(seconds).map(([what, took]) => [what, took.toFixed(1)]))
}

/** The review in whose chronology something stands. */
async function reviewWith(page, words) {
  for (const one of await reviewsOf(page)) {
    await page.goto(`${one}/chronology`)
    if (await page.getByText(words).count()) return one
  }
  throw new Error(`no chronology says ${words}`)
}

/** What each of these pages costs: its name and where it is. */
async function pagesCost(program, headers, pages) {
  const rows = []
  for (const [name, at] of pages) {
    const url = `${program.address}${at}`
    const answer = await fetch(url, { headers })
    const html = await answer.text()
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`)
    const { 'CPU ms/request': cpu, 'p50 ms': p50 } = await measure(program, name, url, headers)
    rows.push({ page: name, 'CPU ms/request': cpu, 'p50 ms': p50, 'HTML kB': String(Math.round(html.length / 1000)) })
  }
  return rows
}

/** The pages that everybody looks at: the list, what one agency knew, the drawing, what is proposed. */
function mainPages(review, agency) {
  const at = `${review}/chronology`
  const known = `${at}?agency=${agency}&on-day=20&on-month=2&on-year=2026`
  return [['list', at], ['as known on', known], ['timeline', `${at}/timeline`], ['same events', `${at}/same-events`], ['gaps', `${at}/gaps`]]
}

/** The id of the last agency that the filters offer. */
async function anAgency(page, review) {
  await page.goto(`${review}/chronology`)
  return page.locator('[name="agency"] option').last().getAttribute('value')
}

/** The pages of a chronology as it grows, all of one agency. */
export async function chronologies() {
  const rows = []
  for (const count of [300, 1200, 3600, 5000]) {
    rows.push(...(await within([], async ({ program, browser }) => {
      const made = await signedChronology(browser, count)
      console.log(`${count} rows: read in ${made.read} s, taken in in ${made.taken} s, signed off in ${made.signed} s`)
      const { page, headers } = await headersOf(browser, WHO)
      page.context().setDefaultTimeout(SENDING)
      page.context().setDefaultNavigationTimeout(SENDING)
      const review = await reviewWith(page, 'number 0:')
      const cost = await pagesCost(program, headers, mainPages(review, await anAgency(page, review)))
      return cost.map((row) => ({ entries: String(count), ...row }))
    })))
    console.log(`\n${asMarkdown(rows)}`)
  }
}

const AGENCIES = 12
const EACH = 300

/** What one of twelve agencies wrote: its own days and hours, and every sixth entry of an event that its neighbour tells too. */
function rowsOfOne(which, from, until) {
  const start = Date.UTC(2022, 0, 1)
  const row = (_, step) => {
    const at = from + step
    const shared = at % 6 === 0
    const at_hour = shared ? 9 + (at % 8) : 8 + ((at * 7 + which * 3) % 11)
    const day = new Date(start + (at * 4 + (shared ? 0 : (which * 5) % 4)) * 86_400_000)
    const when = `${day.toISOString().slice(0, 10).split('-').reverse().join('/')} ${String(at_hour).padStart(2, '0')}:${shared ? '30' : String((which * 5) % 60).padStart(2, '0')}`
    const words = shared
      ? `${KINDS[at % KINDS.length]} at the flat about the fall on the stairs, number ${at}: two services were there. Invented.`
      : `${KINDS[(at + which) % KINDS.length]} of service ${which}, number ${at}: talked about school, sleep and the move. Invented.`
    return `${when}\t${words}\t${at % 3 ? 'Yes' : 'No'}`
  }
  return ['Date\tWhat happened\tChild seen', ...Array.from({ length: until - from }, row)].join('\n')
}

/** The review that the school of the demonstration is asked about. */
async function reviewOfSchool(page) {
  for (const review of await reviewsOf(page)) {
    await page.goto(`${review}/requests`)
    if (await page.getByRole('link', { name: 'Larkfield Primary School' }).count()) return review
  }
  throw new Error('no review asks the school')
}

/** One more agency is asked, comes, brings its entries in and signs. */
async function returnsOne(browser, manager, review, which) {
  const request = await ask(manager, review, { kind: 'general_practice', name: `Invented Surgery ${which}` })
  await nameSomebody(manager, request, [`Author ${which}`, `author${which}@surgery.example`, 'yes'])
  await manager.getByRole('button', { name: 'Send the request' }).click()
  await manager.getByText('Sent, not yet opened').waitFor()
  const author = await firstTime(browser, await firstCode(manager, request))
  author.context().setDefaultTimeout(SENDING)
  author.context().setDefaultNavigationTimeout(SENDING)
  const base = new URL(author.url()).pathname
  await head(author, base, `Author ${which}`, 'known')
  await bringIn(author, base, `Chronology ${which}`, EACH, (from, until) => rowsOfOne(which, from, until))
  await signOff(author, base, 'Practice lead', 'A practice of one doctor.')
  await author.context().close()
  return request
}

/** How long each file that can be taken out takes, and the processor time for it. */
async function filesCost(program, page, review) {
  const rows = []
  for (const format of ['csv', 'xlsx', 'docx', 'pdf']) {
    const before = await cpuTime(program.pid)
    const from = performance.now()
    const at = `${review}/chronology/take-out`
    const { bytes } = await send(page, at, [['format', format], ['names', 'named'], ['to', 'The lead reviewer'], ['purpose', 'To prepare the meeting']])
    const took = performance.now() - from
    rows.push({ 'taken out as': format.toUpperCase(), KiB: String(Math.round(bytes / 1024)), s: (took / 1000).toFixed(2), 'CPU s': (((await cpuTime(program.pid)) - before) / 1000).toFixed(2) })
  }
  return rows
}

/** Every page of a chronology to which twelve agencies returned three hundred entries each. */
export async function agencies() {
  await within([], async ({ program, browser }) => {
    const manager = await patiently(browser, WHO)
    const review = await reviewOfSchool(manager)
    let request
    for (let which = 1; which <= AGENCIES; which += 1) request = await returnsOne(browser, manager, review, which)
    const { headers } = await headersOf(browser, WHO)
    const agency = await anAgency(manager, review)
    const pages = [
      ...mainPages(review, agency),
      ['list, last page', `${review}/chronology?page=36`],
      ['timeline of one agency', `${review}/chronology/timeline?agency=${agency}`],
      ['unfold', `${review}/chronology/unfold`],
      ['people and places', `${review}/people-and-places`],
      ['genogram', `${review}/people-and-places/genogram`],
      ['requests', `${review}/requests`],
      ['one request', request],
      ['its return', `${request}/return`],
      ['take out', `${review}/chronology/take-out`],
      ['rapid-review pack', `${review}/rapid-review/pack`],
      ['Today', '/o/aldermere/today'],
      ['Review home', review],
    ]
    console.log(`\n${AGENCIES} agencies with ${EACH} entries each\n\n${asMarkdown(await pagesCost(program, headers, pages))}`)
    console.log(`\n${asMarkdown(await filesCost(program, manager, review))}`)
  })
}
