// Every page of the service, once: what axe finds, 320 pixels, the Tab key from its start to its end; and for one page of
// each family what a screen reader says. A page that needs something that the demonstration does not have is named with
// the walk that makes it.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, sameTree, shots } from '../checks.mjs'
import { choose, fill, reviewsOf } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const PAGES = JSON.parse(await readFile(new URL('../pages.json', import.meta.url), 'utf8'))
const MANAGER = 'Rowan Achebe-Lyle'

/** Who opens a page that only some may open; everybody else is the business manager. */
const WHO = {
  anyone: null,
  demonstration: null,
  decide_notification: 'Callum Driscoll-Vane',
  pass_lead: 'Callum Driscoll-Vane',
  edit_notification: 'Eleri Bexley-Sow',
  manage_directory: 'Leopold Quartey-Ness',
  manage_settings: 'Fergus Ilangovan-Moss',
  raise_incident: 'Noor Hartnell-Briggs',
  read_ledger: 'Fergus Ilangovan-Moss',
  read_received: 'Aurelio Banks-Whitlow',
  read_received_case: 'Aurelio Banks-Whitlow',
  record_notified: 'Eleri Bexley-Sow',
  record_view: 'Imogen Tasker-Bell',
  edit_themes: 'Aurelio Banks-Whitlow',
  see_administration: 'Fergus Ilangovan-Moss',
  see_emergencies: 'Sunniva Clay-Mortimer',
}

/** What stands for the parts of an address. */
const PART = {
  body_id: 'child_death_review',
  clock_id: 'scoping',
  fact_id: 'hosting',
  from_id: 'nothing',
  figures_id: 'harm',
  delay_id: 'new',
  instance_id: '0',
  letter_id: 'family_review',
  marker_id: 'referral',
  organisation_code: 'brackwater',
  part_id: 'cause',
  passage_id: 'p1.0.4.0',
  reached_id: 'local_review-begun',
  question_id: 'ethnicity',
  record: 'new',
  request_id: 'new',
  retention_id: 'case_file',
  report_part_id: 'inequality',
  section_id: 'safe_contact',
  shown_id: 'to-look-at',
  stage_id: 'begun',
  step_id: 'all',
  to_id: 'new',
  told_id: 'new',
  track_id: 'family_contact',
}

/** Parts of one page that stand for something else there. */
const OWN_PART = {
  'first-use': { record: '01976f2a-0000-7000-8000-000000000000' },
  late: { clock_id: 'rapid_review' },
}

/** Where a review must stand for a page to be open; elsewhere the newest review does. */
const STANDS = {
  close: 'Published',
  'keeping-dispose': 'closed',
  late: 'Draft written',
  'local-route': 'No further local learning',
  'notification-step-wrong': 'Information asked for',
  'open-again': 'closed',
  pause: 'Begun',
  'pause-lift': 'Scope and reviewer',
  reopen: 'Light local learning',
  'relationship-part': 'Information asked for',
  'step-wrong': 'Information asked for',
  withdraw: 'Information asked for',
}

/** Pages that another page leads to: its address within the review or the organisation, and what the link ends with. */
const FROM = {
  'family-contact': ['people', /\/family-contact$/],
  action: ['learning', /\/learning\/[0-9a-f-]+\/actions\/[0-9a-f-]+$/],
  'action-away': ['learning', /\/learning\/actions\/[0-9a-f-]+\/take-away$/],
  'action-stands': ['learning', /\/learning\/actions\/[0-9a-f-]+\/stands$/],
  hold: ['proceedings', /\/holds\/[0-9a-f-]+$/],
  'hold-lift': ['proceedings', /\/holds\/[0-9a-f-]+\/lift$/],
  'notification-step-wrong': ['tracks/notification/0', /\/steps\/[^/]+\/wrong$/],
  'person-about': ['people', /\/about$/],
  'person-home': ['people', /\/about$/, '/home'],
  'person-identity': ['people', /\/about$/, '/identity/ethnicity'],
  'person-school': ['people', /\/about$/, '/school'],
  'person-status': ['people', /\/about$/, '/status'],
  'person-take-out': ['people', /\/about$/, '/take-out'],
  'record-row': ['administration/record', /\/record\/[0-9a-f]{8}-[0-9a-f-]+$/],
  relationship: ['people', /\/about$/, '/relationships/new'],
  'relationship-part': ['people', /\/about$/, /\/take-away$/],
  safety: ['people', /\/safety$/],
  'service-uncover': ['service/organisations/thornsea', /\/authorities\/[^/]+\/end$/],
  'step-wrong': ['tracks/rapid_review/0', /\/wrong\/[^/]+$/],
}

/** Pages that need something made first, and the walk that makes it and looks at them. */
const ELSEWHERE = {
  request: 'requests',
  'request-name': 'requests',
  'request-change': 'requests',
  'request-due': 'requests',
  'request-back': 'requests',
  'request-return': 'requests',
  'request-ask': 'requests',
  'request-tell': 'requests',
  return: 'returns',
  'return-head': 'returns',
  'return-part': 'returns',
  'return-staff': 'returns',
  'return-staff-one': 'returns',
  'return-staff-away': 'returns',
  'return-chronology': 'returns',
  'return-entry': 'returns',
  'return-entry-away': 'returns',
  'return-sign': 'returns',
  'return-questions': 'returns',
  'return-question': 'returns',
  'request-document': 'documents',
  checks: 'facts',
  check: 'facts',
  'return-checks': 'facts',
  'return-check': 'facts',
  'return-document': 'documents',
  'return-document-add': 'documents',
  'return-document-away': 'documents',
  'return-document-columns': 'documents',
  'return-document-paste': 'documents',
  'return-passage': 'documents',
  'return-passage-join': 'documents',
  'return-passage-out': 'documents',
  'return-offline': 'offline',
  'return-offline-file': 'offline',
  'request-hand-in': 'offline',
  'request-hand-in-away': 'offline',
  consideration: 'national',
  earlier: 'national',
  letter: 'national',
  'letter-out': 'letters_out',
  'letter-out-write': 'letters_out',
  'letter-received': 'national',
  'offered-answer': 'transfer',
  'letter-wording': 'national',
  'letter-write': 'national',
  message: 'national',
  'message-national': 'national',
  'received-case': 'national',
  'received-sent': 'received',
  'review-draft': 'local_review',
  'same-incident': 'national',
  'publication-after': 'publication',
  'publication-approve': 'publication',
  'publication-approve-for': 'publication',
  'publication-check': 'publication',
  'publication-decision': 'publication',
  'publication-legal': 'publication',
  'publication-notice': 'publication',
  'publication-reasons': 'publication',
  'told-first': 'publication',
  'panel-pack': 'rapid_review',
  'send-report': 'rapid_review',
  'sign-off': 'rapid_review',
  'came-from': 'transfer',
  'hand-over-back': 'transfer',
  'hand-over-confirm': 'transfer',
  'keeping-confirm': 'keeping',
  'keeping-disposed': 'keeping',
  'keeping-hold-lift': 'keeping',
  'keeping-take-back': 'keeping',
  'action-look': 'learning',
  'learning-point-away': 'learning',
  'learning-point-themes': 'learning',
  'quality-second': 'quality',
  'organisation-sign-in': 'oidc',
  'sign-in-not': 'oidc',
  practice: 'practice',
  'practitioner-away': 'practitioners',
  'practice-end': 'practice',
  'access-request': 'team',
  'access-request-no': 'team',
  'ask-access': 'team',
  'conflict-end': 'team',
  'conflict-person': 'team',
  emergency: 'team',
  'emergency-look': 'team',
  'working-file': 'working',
  'working-note': 'working',
  'working-notes': 'working',
  'working-share': 'working',
  'family-second': 'family',
  'file-take-away': 'files',
  'file-text': 'files',
  'sharing-draft': 'sharing',
  'sharing-write': 'sharing',
  'sharing-check': 'sharing',
  'sharing-themes': 'sharing',
  'sharing-found': 'sharing',
  'sharing-family': 'sharing',
  'sharing-hold': 'sharing',
  'sharing-lift': 'sharing',
  'sharing-release': 'sharing',
  'sharing-line': 'sharing',
  'sharing-lines': 'sharing',
  'sharing-take-back': 'sharing',
  'sharing-next': 'versions',
  'shared-item-version': 'versions',
  'public-item-version': 'versions',
  'journey-basis': 'journey',
  restricted: 'restricted',
  'restricted-end': 'restricted',
  'restricted-sheet': 'restricted',
  'team-add': 'team',
  'team-end': 'team',
  'team-place': 'team',
  'team-sections': 'team',
  'notification-wording-back': 'notification',
  'police-mark': 'restricted',
  'told-away': 'notification',
  'chronology-event': 'seeing',
  'chronology-reach': 'horizon',
  'unfold-episode': 'horizon',
  unfolded: 'horizon',
  'chronology-filter': 'horizon',
  'chronology-filter-save': 'horizon',
  'people-places-name': 'register',
  'journey-moment': 'journey',
  'journey-revise': 'journey',
  'journey-doubt': 'journey',
  'journey-more': 'journey',
  'journey-reopen': 'journey',
  'journey-look': 'journey',
  'journey-link': 'journey',
  moment: 'moments',
  'moment-card': 'moments',
  'received-moments': 'moments',
  'received-moment-write': 'moments',
  'received-moment-concern': 'moments',
  'received-moment': 'moments',
  'own-learning': 'moments',
  'own-moment-write': 'moments',
  'own-moment-concern': 'moments',
  'own-moment': 'moments',
  'own-journey': 'own_journey',
  'own-journey-timeline': 'own_journey',
  'own-journey-moment': 'own_journey',
  'own-journey-revise': 'own_journey',
  'own-journey-more': 'own_journey',
  'own-journey-doubt': 'own_journey',
  'own-journey-reopen': 'own_journey',
  'own-journey-look': 'own_journey',
  'own-journey-link': 'own_journey',
  'own-journey-figures': 'own_journey',
  briefing: 'library',
  'public-item': 'library',
  'shared-document': 'library',
  'shared-document-remove': 'library',
  'shared-finding': 'library',
  'shared-finding-add': 'library',
  'shared-finding-divide': 'library',
  'shared-finding-agree': 'library',
  'shared-themes-asked': 'library',
  'shared-item': 'library',
  'met-moment': 'exchange',
  'met-received-moment': 'moments',
  'met-own-moment': 'moments',
  'met-point': 'exchange',
  'said-point': 'exchange',
  'said-action': 'exchange',
  'shared-decision': 'exchange',
  'saved-search': 'exchange',
  'shared-decision-result': 'exchange',
  'shared-decision-tell': 'exchange',
  'shared-decision-after': 'exchange',
  'shared-decision-agree': 'second_person',
  'shared-decision-send-back': 'second_person',
  'shared-document-agree': 'second_person',
  'shared-document-send-back': 'second_person',
  'shared-leaving': 'questions',
  'shared-leaving-agree': 'questions',
  'shared-leaving-send-back': 'questions',
  'shared-ask': 'questions',
  'shared-question-decline': 'questions',
  'shared-questions': 'questions',
  'sharing-question': 'questions',
  'shared-question': 'library',
  'shared-take-down': 'library',
  'shared-themes-change': 'library',
  'shared-ours': 'partnership',
  'shared-ours-take-back': 'partnership',
}

/** One page of each family, for what a screen reader says of it. */
const FAMILIES = [
  'areas',
  'conflicts',
  'decision',
  'file-add',
  'incident',
  'look-up',
  'members',
  'notification',
  'organisations',
  'other-notification',
  'people',
  'proceedings-one',
  'raise-form',
  'review',
  'service-organisation',
  'sign-in',
  'team',
  'told-one',
  'track',
  'view',
  'who-can-see-this',
]

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

const reviews = new Map()

/** Reviews that stand somewhere, or all: the newest first, where each stood when it was first asked for. */
async function reviewsAt(stands) {
  if (!reviews.has(stands)) reviews.set(stands, await foundAt(stands))
  return reviews.get(stands)
}

async function foundAt(stands) {
  const page = await as(MANAGER)
  const all = await reviewsOf(page)
  if (!stands) return all
  const row = stands === 'closed' ? page.locator('table').last().locator('tbody tr') : page.locator('tbody tr').filter({ hasText: stands })
  return row.locator('a.tl-reference').evaluateAll((found) => found.map((one) => one.getAttribute('href')))
}

const links = (page) => page.locator('main a[href]').evaluateAll((all) => all.map((one) => new URL(one.href).pathname))

/** Addresses that a page may have: made of its parts, or found on the page that leads to it. */
async function* addressesOf({ name, path }, page, organisation) {
  const places = path.includes('{reference}') ? await reviewsAt(STANDS[name]) : ['']
  for (const review of places) {
    if (FROM[name]) yield* linkedFrom(FROM[name], page, review || `/o/${organisation}`)
    else {
      const parts = { ...PART, ...OWN_PART[name], organisation, reference: review.split('/').pop() }
      yield path.replace(/\{(\w+)\}/g, (_, part) => parts[part] ?? assert.fail(`nothing stands for {${part}} of ${path}`))
    }
  }
}

async function* linkedFrom([start, ending, then], page, place) {
  await page.goto(`${place}/${start}`)
  const all = (await links(page)).filter((one) => ending.test(one))
  if (!then) yield* all
  else if (typeof then === 'string') yield* all.reverse().map((one) => one.replace(/\/about$/, then))
  else {
    for (const one of all) {
      await page.goto(one)
      yield* (await links(page)).filter((link) => then.test(link))
    }
  }
}

/** Opens the first of its addresses that there is: which reviews have what changes with the day. */
async function opened(row, page, organisation) {
  const tried = []
  for await (const address of addressesOf(row, page, organisation)) {
    const answer = await page.goto(address)
    if (answer.status() === 200) return
    tried.push(`${answer.status()} ${address}`)
  }
  assert.fail(`none of them opens: ${tried.join(', ')}`)
}

async function sound(page, name) {
  await axe(page)
  if (FAMILIES.includes(name)) await sameTree(page, name, { replace: CHANGES })
  await reflows(page)
  await shots(page, `page-${name}`)
  await keyboardWalk(page)
}

for (const row of PAGES) {
  if (ELSEWHERE[row.name] || row.name === 'invitation') continue
  test(row.name, async () => {
    const page = await as(Object.hasOwn(WHO, row.who) ? WHO[row.who] : MANAGER)
    await opened(row, page, row.who === 'read_received' ? 'panel' : 'aldermere')
    await sound(page, row.name)
  })
}

test('invitation', async () => {
  const page = await as('Fergus Ilangovan-Moss')
  await page.goto('/o/aldermere/administration/people')
  await fill(page, 'name', 'Invented Newcomer')
  await fill(page, 'email', 'newcomer@example.invalid')
  await choose(page, 'role', 'scrutineer')
  await page.getByRole('button', { name: 'Give the role' }).click()
  const said = await page.getByText('/invitation/').innerText()
  const guest = await walk.browser.open()
  const answer = await guest.goto(said.match(/\/invitation\/\S+/)[0])
  assert.equal(answer.status(), 200)
  await sound(guest, 'invitation')
})

test('every page is visited here or in the walk that is named', () => {
  const names = PAGES.map((one) => one.name)
  const named = [...Object.keys(ELSEWHERE), ...Object.keys(FROM), ...Object.keys(STANDS), ...FAMILIES]
  assert.deepEqual(named.filter((name) => !names.includes(name)), [], 'no such page')
  const walks = Object.values(ELSEWHERE).map((one) => new URL(`${one}.test.mjs`, import.meta.url))
  assert.deepEqual(walks.filter((one) => !existsSync(one)), [], 'no such walk')
})
