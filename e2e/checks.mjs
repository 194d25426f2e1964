// The checks that a page of the service has to pass. Each throws with what is wrong and where.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const SNAPSHOTS = path.join(here, 'snapshots')
const SHOTS = process.env.OUT ?? path.join(here, 'shots')
const WIDTHS = [375, 1280]
const NARROW = 320

// Put into the page past its content security policy, as a browser extension would be.
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Runs in the page: what axe has against it, each with where. */
async function violations(values) {
  const { violations: all } = await window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })
  return all.map((one) => `${one.id}: ${one.help}\n  ${one.nodes.map((node) => node.target.join(' ')).join('\n  ')}`)
}

/** The page of each browser in which pages without JavaScript are looked at. */
const LOOKING = new WeakMap()

/**
 * axe waits on timers, which a page without JavaScript does not have: it looks at the same page, with the same
 * style sheets and none of its scripts, where scripts may run.
 */
async function withScripts(page) {
  const browser = page.context().browser()
  if (!LOOKING.has(browser)) {
    const context = await browser.newContext({ locale: 'en-GB' })
    LOOKING.set(browser, await context.newPage())
  }
  const seen = LOOKING.get(browser)
  await seen.setViewportSize(page.viewportSize())
  await seen.goto(new URL('/', page.url()).href)
  await seen.setContent((await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, ''))
  return seen
}

/** No violation of WCAG 2.2 AA that axe can find, nothing on the console, no request elsewhere. */
export async function axe(page) {
  const seen = page.javaScript === false ? await withScripts(page) : page
  if (!(await seen.evaluate(() => 'axe' in window))) await seen.evaluate(`${AXE};0`)
  const found = await seen.evaluate(violations, STANDARDS)
  assert.deepEqual(found, [], `axe on ${page.url()}:\n${found.join('\n')}`)
  const missing = (await seen.locator('body').innerText()).match(/\[[a-z][a-z0-9_]*(-[a-z0-9_]+)+\]/g)
  assert.equal(missing, null, `a text is missing on ${page.url()}`)
  assert.deepEqual(page.problems ?? [], [], `problems on ${page.url()}`)
}

/**
 * Pictures of the whole page as on a phone, on a desk and in print, for somebody to look at: only when `SHOTS=1`
 * or `OUT` asks for them, because they take as long as all checks of a page together.
 */
export async function shots(page, name, folder = SHOTS) {
  const asked = process.env.SHOTS === '1' || process.env.OUT !== undefined || folder !== SHOTS
  if (!asked) return
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 800 : 900 })
    await page.screenshot({ path: path.join(folder, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize(before)
  await page.emulateMedia({ media: 'print' })
  await page.screenshot({ path: path.join(folder, `${name}-print.png`), fullPage: true })
  await page.emulateMedia({ media: null })
}

/** What changes with the day and with each run, for trees of pages: ids, times, dates, references of reviews. */
export const CHANGES = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID'],
  [/\d{1,2}:\d{2}(am|pm)?/g, 'TIME'],
  [/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, 'DATE'],
  [/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/g, 'REFERENCE'],
]

/**
 * The page as assistive technology sees it equals the file `snapshots/NAME.yml`; UPDATE=1 writes the file.
 * `replace` is a list of [pattern, words] for what changes with the day.
 */
export async function sameTree(page, name, { replace = [], part = 'body' } = {}) {
  let tree = `${await page.locator(part).ariaSnapshot()}\n`
  for (const [pattern, words] of replace) tree = tree.replaceAll(pattern, words)
  const file = path.join(SNAPSHOTS, `${name}.yml`)
  if (process.env.UPDATE === '1') {
    await mkdir(SNAPSHOTS, { recursive: true })
    await writeFile(file, tree)
    return
  }
  assert.ok(existsSync(file), `${file} is not there: look at the page, then run again with UPDATE=1`)
  assert.equal(tree, await readFile(file, 'utf8'), `${page.url()} differs from snapshots/${name}.yml`)
}

/** At 320 CSS pixels (400 % of a 1280 pixel window) nothing needs scrolling sideways. */
export async function reflows(page) {
  const before = page.viewportSize()
  await page.setViewportSize({ width: NARROW, height: 800 })
  const wide = await page.evaluate((limit) => {
    if (document.documentElement.scrollWidth <= limit) return []
    const tooWide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > limit + 1)
    return [`the page is ${document.documentElement.scrollWidth} px wide`, ...tooWide.slice(0, 10).map((one) => one.outerHTML.slice(0, 120))]
  }, NARROW)
  await page.setViewportSize(before)
  assert.deepEqual(wide, [], `${page.url()} at ${NARROW} px`)
}

/** Runs in the page: what has focus, and whether anyone can see that it has. */
function focused() {
  const one = document.activeElement
  if (!one || one === document.body || one === document.documentElement) return null
  const looks = () => {
    const parts = [one, one.parentElement, ...(one.labels ?? [])]
    return parts
      .filter(Boolean)
      .flatMap((part) => [null, '::before', '::after'].map((pseudo) => getComputedStyle(part, pseudo)))
      .map((style) => [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join('|'))
      .join('\n')
  }
  const box = one.getBoundingClientRect()
  const withFocus = looks()
  one.style.setProperty('transition', 'none', 'important')
  one.blur()
  const without = looks()
  one.focus()
  one.dataset.walked = String(Number(one.dataset.walked ?? 0) + 1)
  return {
    what: `${one.tagName.toLowerCase()} ${(one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 60)}`.trim(),
    seen: withFocus !== without,
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    times: Number(one.dataset.walked),
  }
}

/**
 * Walks the page with the Tab key from its start, until focus leaves the page or comes round.
 * Each stop must be in view and look different from when it has no focus.
 * @returns what was stopped at, in order
 */
export async function keyboardWalk(page, { most = 200 } = {}) {
  await page.evaluate(() => document.activeElement?.blur())
  const stops = []
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focused)
    if (!stop || (stop.times > 1 && stops[0] === stop.what)) return stops
    assert.equal(stop.times, 1, `${page.url()}: the Tab key comes back to "${stop.what}" without leaving the page`)
    assert.ok(stop.inView, `${page.url()}: "${stop.what}" has focus out of view`)
    assert.ok(stop.seen, `${page.url()}: nobody can see that "${stop.what}" has focus`)
    stops.push(stop.what)
  }
  assert.fail(`${page.url()}: more than ${most} stops`)
}

/** What any page of the service has to pass, with pictures and the tree under one name. */
export async function wholePage(page, name, options = {}) {
  await axe(page)
  // Before the window changes its size: the menu follows a moment later.
  await sameTree(page, name, options)
  await reflows(page)
  await shots(page, name)
}
