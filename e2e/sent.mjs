// Forms sent without drawing their pages: what a walk needs and is not about. The server is asked exactly as by a form.

import assert from 'node:assert/strict'

const FORM = /<form\b[^>]*>[\s\S]*?<\/form>/g
const BOX = /<input\b[^>]*>|<textarea\b[^>]*>[\s\S]*?<\/textarea>|<select\b[^>]*>[\s\S]*?<\/select>/g
const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#34;': '"', '&#39;': "'", '&#38;': '&', '&#60;': '<', '&#62;': '>' }
const plain = (text) => text.replace(/&#?\w+;/g, (entity) => ENTITIES[entity] ?? entity)
const attribute = (tag, name) => {
  const found = tag.match(new RegExp(`^<[^>]*?\\b${name}="([^"]*)"`))
  return found ? plain(found[1]) : undefined
}

/** What a browser would send of a box that nobody touched; nothing of a button or a choice that is not made. */
function untouched(box) {
  const name = attribute(box, 'name')
  if (!name) return []
  if (box.startsWith('<textarea')) return [[name, plain(box.replace(/^<[^>]*>|<\/textarea>$/g, ''))]]
  if (box.startsWith('<select')) {
    const chosen = box.match(/<option\b[^>]*\bselected\b[^>]*>/) ?? box.match(/<option\b[^>]*>/)
    return chosen ? [[name, attribute(chosen[0], 'value') ?? '']] : []
  }
  const type = attribute(box, 'type')
  if (['submit', 'file'].includes(type) || (['radio', 'checkbox'].includes(type) && !/\schecked\b/.test(box))) return []
  return [[name, attribute(box, 'value') ?? '']]
}

/** The forms of a page: where each goes, and what its boxes hold. */
function formsOf(html) {
  return [...html.matchAll(FORM)].map(([form]) => ({
    html: form,
    action: attribute(form, 'action'),
    boxes: [...form.matchAll(BOX)].flatMap(([box]) => untouched(box)),
  }))
}

/** The form of the page at this address that `wanted` takes, with the address that it goes to. */
async function found(page, at, wanted) {
  const shown = await page.request.get(at)
  const form = formsOf(await shown.text()).find(wanted)
  assert.ok(form, `no such form at ${at} (${shown.status()})`)
  return { ...form, address: new URL(form.action ?? '', shown.url()).href }
}

/** What came of a form that was sent: the address that it led to, and the page or file there with its size in bytes. */
async function outcome(answer) {
  const html = await answer.text()
  assert.equal(answer.status(), 200, `${answer.url()} answered ${answer.status()}`)
  assert.ok(!html.includes('govuk-error-summary'), `${answer.url()} refused: ${html.match(/govuk-error-summary[\s\S]{0,900}/)?.[0].replace(/<[^>]+>|\s+/g, ' ')}`)
  return { address: answer.url(), html, bytes: (await answer.body()).length }
}

/**
 * Sends a form of the page at this address: the one that `wanted` takes, or with a box of the first answer's name.
 * @param page whose cookies are sent
 * @param answers pairs of names and values
 */
export async function send(page, at, answers, wanted = (form) => form.html.includes(`name="${answers[0][0]}"`)) {
  const { address, boxes } = await found(page, at, wanted)
  const answered = new Set(answers.map(([name]) => name))
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(address).origin }
  const data = new URLSearchParams([...boxes.filter(([name]) => !answered.has(name)), ...answers]).toString()
  return outcome(await page.request.post(address, { headers, data }))
}

/** Sends the form with a file, as text. */
export async function upload(page, at, name, words) {
  const { address, boxes } = await found(page, at, (form) => form.html.includes('type="file"'))
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(words) }
  return outcome(await page.request.post(address, { headers: { origin: new URL(address).origin }, multipart: { ...Object.fromEntries(boxes), file } }))
}

/** A day as its three boxes. */
export const dayOf = (id, day) => [
  [`${id}-day`, String(day.getDate())],
  [`${id}-month`, String(day.getMonth() + 1)],
  [`${id}-year`, String(day.getFullYear())],
]
