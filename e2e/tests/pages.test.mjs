// Every page of the service, once: what axe finds, 320 pixels, the Tab key from its start to its end; and for one page of
// each family what a screen reader says. Pages that need something made first are named with the walk that visits them.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, sameTree, shots } from '../checks.mjs'
import { reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const PAGES = JSON.parse(await readFile(new URL('../pages.json', import.meta.url), 'utf8'))

/** Who opens a page that only some may open; everybody else is the business manager. */
const WHO = {
  anyone: null,
  demonstration: null,
  ask_access: 'Gareth Ollerenshaw-Pike',
  decide_notification: 'Callum Driscoll-Vane',
  edit_notification: 'Eleri Bexley-Sow',
  manage_directory: 'Leopold Quartey-Ness',
  manage_settings: 'Fergus Ilangovan-Moss',
  raise_incident: 'Noor Hartnell-Briggs',
  read_ledger: 'Fergus Ilangovan-Moss',
  read_received: 'Aurelio Banks-Whitlow',
  record_notified: 'Eleri Bexley-Sow',
  record_view: 'Imogen Tasker-Bell',
  see_administration: 'Fergus Ilangovan-Moss',
}

/** What stands for the parts of an address. */
const PART = {
  body_id: 'child_death_review',
  clock_id: 'notify',
  instance_id: '0',
  organisation_code: 'brackwater',
  part_id: 'cause',
  record: 'new',
  section_id: 'safe_contact',
  stage_id: 'begun',
  told_id: 'new',
  track_id: 'family_contact',
}

/** Pages that need something made first, and the walk that makes it and looks at them. */
const ELSEWHERE = {}

/** One page of each family, for what a screen reader says of it. */
const FAMILIES = []

/** What changes from day to day and from one demonstration to the next. */
const CHANGES = [
  [/\d{1,2}:\d{2}(am|pm)?/g, 'TIME'],
  [/\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g, 'DATE'],
  [/[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}/g, 'REFERENCE'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID'],
  [/(\d+ working days? (left|late)|due today)/g, 'TIME LEFT'],
]

const people = new Map()

async function as(who) {
  if (!people.has(who)) people.set(who, who ? await walk.browser.as(who) : await walk.browser.open())
  return people.get(who)
}

for (const { name, path, who } of PAGES) {
  if (ELSEWHERE[name]) continue
  test(name, async () => {
    const person = Object.hasOwn(WHO, who) ? WHO[who] : 'Rowan Achebe-Lyle'
    const page = await as(person)
    const organisation = { read_received: 'panel' }[who] ?? 'aldermere'
    const reference = path.includes('{reference}') ? (await reviewsOf(await as('Rowan Achebe-Lyle'))).at(0).split('/').pop() : ''
    const parts = { ...PART, organisation, reference }
    const address = path.replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? assert.fail(`nothing stands for {${part}} of ${path}`))
    const answer = await page.goto(address)
    assert.equal(answer.status(), 200, address)
    await axe(page)
    await reflows(page)
    await shots(page, `page-${name}`)
    if (FAMILIES.includes(name)) await sameTree(page, name, { replace: CHANGES })
    await keyboardWalk(page)
  })
}

test('every page is visited here or in the walk that is named', () => {
  const names = PAGES.map((one) => one.name)
  assert.deepEqual(Object.keys(ELSEWHERE).filter((name) => !names.includes(name)), [], 'no such page')
  assert.deepEqual(FAMILIES.filter((name) => !names.includes(name)), [], 'no such page')
})
