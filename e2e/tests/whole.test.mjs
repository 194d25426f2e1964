// A serious incident from the notification to publication, as one walk, and the program killed after each step: nothing is lost,
// nothing is there twice. With scripts and a national body, and without either.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { choose, fill } from '../forms.mjs'
import { Browser, startAgain } from '../harness.mjs'
import { aReview, decideToNotify, fillDay, notify, todayInWords } from '../steps.mjs'

const save = (page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const row = (page, words) => page.locator('.govuk-summary-list__row').filter({ hasText: words }).first()
const heading = (page, name, level = 1) => page.getByRole('heading', { name, level }).waitFor()
const daysAgo = (days) => new Date(Date.now() - days * 24 * 3600 * 1000)
  .toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

const MANAGER = 'Rowan Achebe-Lyle'
const PARTNERS = ['Imogen Tasker-Bell', 'Desmond Okoro-Hale', 'Priya Venn-Marlow']
const NATIONAL_BODY = 'Aurelio Banks-Whitlow'

/** What one does at a page of the review, as one person. */
async function at(walk, who, end, then) {
  const page = await walk.browser.as(who, { javaScript: walk.javaScript })
  await page.goto(walk.review + end)
  await then(page)
  assert.deepEqual(page.problems, [])
  await page.context().close()
}

/** Loads the page again until something is there: the post takes a moment. */
async function arrives(page, what) {
  for (let tries = 0; tries < 60 && !(await what.count()); tries += 1) {
    await page.waitForTimeout(500)
    await page.reload()
  }
  await what.waitFor()
}

const part = (name, words) => [`report: ${name}`, (walk) => at(walk, MANAGER, '/rapid-review', async (page) => {
  await row(page, name).getByRole('link', { name: /^Change/ }).click()
  await fill(page, 'words', words)
  await save(page)
  await heading(page, 'Rapid review')
})]

const signs = (name) => [`signed by ${name}`, (walk) => at(walk, name, '/rapid-review/sign', async (page) => {
  await choose(page, 'signs', 'yes')
  await fill(page, 'given-by', `${name}, delegated partner`)
  await save(page)
  await heading(page, 'Rapid review')
})]

const approves = (name) => [`publication approved by ${name}`, (walk) => at(walk, name, '/publication', async (page) => {
  await press(page, 'Approve publication for your agency')
  await choose(page, 'signs', 'yes')
  await fill(page, 'given-by', `${name}, delegated partner`)
  await save(page)
  await heading(page, 'Publication')
})]

const told = (whom) => [`told first: ${whom}`, (walk) => at(walk, MANAGER, '/publication', async (page) => {
  await row(page, whom).getByRole('link', { name: /^Change/ }).click()
  await fill(page, 'danger', 'The social worker and the police were asked: not as far as they know.')
  await choose(page, 'heard', 'both')
  await fill(page, 'told-on', daysAgo(1))
  await fill(page, 'told-by', 'The named contact')
  await fill(page, 'draft-on', daysAgo(30))
  await fill(page, 'how-long', 'Four weeks')
  await choose(page, 'comments', 'answered')
  await save(page)
  await heading(page, 'Publication')
})]

const notice = (to) => [`notice to ${to}`, (walk) => at(walk, MANAGER, '/publication', async (page) => {
  await page.locator('#notices + .govuk-summary-list .govuk-summary-list__row').filter({ hasText: to })
    .getByRole('link', { name: /^Change/ }).click()
  await fill(page, 'on', daysAgo(2))
  await choose(page, 'channel', 'email')
  await fill(page, 'by', 'The business manager')
  await save(page)
  await heading(page, 'Publication')
})]

const BEFORE = [
  ['decided', (walk) => decideToNotify(walk.browser, walk.review)],
  ['notified', async (walk) => {
    const page = await notify(walk.browser, walk.review, walk.given)
    await page.context().close()
  }],
  part('How racism and other inequality', 'Nobody asked in which language the mother reads. Every letter was in English.'),
  part('What happened', 'A fall at home. An earlier fall was in one of two records.'),
  part('Key practice episodes', 'The call between the school and the hospital: each could see one record.'),
  ['meeting', (walk) => at(walk, MANAGER, '/rapid-review', async (page) => {
    await press(page, 'Add a meeting')
    await choose(page, 'kind', 'considers')
    await fill(page, 'on', todayInWords())
    await fill(page, 'attended', 'Lead nurse, community trust')
    await save(page)
    await page.getByRole('heading', { name: /^Rapid review meeting/ }).waitFor()
  })],
  ['wording confirmed', (walk) => at(walk, MANAGER, '/rapid-review', async (page) => {
    await page.getByRole('link', { name: 'See which wording it is' }).click()
    for (const box of await page.locator('input[name="items"]').all()) await box.check()
    await press(page, 'Confirm these words')
    await page.getByRole('link', { name: 'Report as PDF' }).waitFor()
  })],
  ...PARTNERS.map(signs),
  ['report sent', (walk) => at(walk, MANAGER, '/rapid-review/send', async (page) => {
    if (!walk.national) {
      await choose(page, 'channel', 'email')
      await fill(page, 'whom', 'The secretariat')
      await fill(page, 'by', 'The business manager')
    }
    await press(page, 'Send')
    await heading(page, 'Rapid review')
    if (walk.national) await page.getByText('Sent through this service on').waitFor()
  })],
]

const LETTER = [
  ['the national body has read it', async (walk) => {
    const page = await walk.browser.as(NATIONAL_BODY, { javaScript: walk.javaScript })
    await page.goto('/o/panel/received')
    const line = page.getByRole('link', { name: `Review ${walk.review.split('/').pop()}` })
    await arrives(page, line)
    await line.click()
    walk.received = page.url()
    await arrives(page, page.getByRole('link', { name: 'Report of the rapid review', exact: true }))
    await press(page, 'Record that all of it was read')
    await page.getByText('Waits to be considered').waitFor()
    await page.context().close()
  }],
  ['the national body writes', async (walk) => {
    const page = await walk.browser.as(NATIONAL_BODY, { javaScript: walk.javaScript })
    await page.goto(`${walk.received}/message`)
    await fill(page, 'words', 'Why did nobody ask in which language she reads?')
    await page.getByRole('button').filter({ hasText: /^Send/ }).first().click()
    await page.getByText('Why did nobody ask in which language she reads?').first().waitFor()
    await page.context().close()
  }],
  ['its message has arrived', (walk) => at(walk, MANAGER, '/letters', async (page) => {
    await arrives(page, page.getByText('Why did nobody ask in which language she reads?'))
  })],
]

const AFTER = [
  ['local review decided', (walk) => at(walk, MANAGER, '/local-review', async (page) => {
    await press(page, 'Record the decision on a local review')
    await choose(page, 'review', 'yes')
    await fill(page, 'reasons', 'Two agencies each held half of what was known.')
    await fill(page, 'decided-by', 'Imogen Tasker-Bell, delegated partner')
    await choose(page, 'point', 'rapid_review')
    await page.locator('input[name="criteria"]').nth(2).check()
    await save(page)
    await page.getByRole('heading', { name: /^There will be a local review, decided/ }).waitFor()
  })],
  ['terms of reference', (walk) => at(walk, MANAGER, '/local-review', async (page) => {
    await press(page, 'Write the terms of reference')
    await fill(page, 'period', 'From the pregnancy on')
    await fill(page, 'method', 'Conversations with those who were there, and records')
    await save(page)
    await heading(page, 'Local review')
  })],
  ['line of enquiry', (walk) => at(walk, MANAGER, '/local-review', async (page) => {
    await press(page, 'Add a line of enquiry')
    await fill(page, 'asks', 'Why did nobody ask in which language the mother reads?')
    await choose(page, 'inequality', 'yes')
    await save(page)
    await heading(page, 'Local review')
  })],
  ['reviewer', (walk) => at(walk, MANAGER, '/local-review', async (page) => {
    await press(page, 'Record an appointment')
    await fill(page, 'name', 'Beatrix Solano-Wray, reviewer')
    await choose(page, 'leads', 'yes')
    await fill(page, 'independence', 'Has never worked for an agency here.')
    await fill(page, 'conflicts', 'Declared none.')
    await fill(page, 'checked-by', 'The independent scrutineer')
    await save(page)
    await heading(page, 'Local review')
  })],
  ['look at time and quality', (walk) => at(walk, MANAGER, '/local-review', async (page) => {
    await press(page, 'Record a look at time and quality')
    await fill(page, 'by', 'The three partners')
    await fill(page, 'time', 'On time.')
    await fill(page, 'quality', 'Why the records were apart is known.')
    await fillDay(page, 'again', new Date(Date.now() + 30 * 24 * 3600 * 1000))
    await save(page)
    await heading(page, 'Local review')
  })],
  ['version to be published', (walk) => at(walk, MANAGER, '/publication', async (page) => {
    await press(page, 'Name the version that is to be published')
    await fill(page, 'by', 'The business manager')
    await fill(page, 'words', 'Version 4, after the family’s comments')
    await save(page)
    await heading(page, 'Publication')
  })],
  ['checklist', (walk) => at(walk, MANAGER, '/publication', async (page) => {
    await press(page, 'Answer the next line')
    for (let many = 0; !page.url().endsWith('/publication/checklist'); many += 1) {
      assert.ok(many < 60, 'the checklist does not end')
      await choose(page, 'says', 'done')
      await fill(page, 'by', 'Rowan Achebe-Lyle, business manager')
      const before = page.url()
      await Promise.all([page.waitForURL((url) => url.href !== before), page.getByRole('button', { name: /^Save/ }).first().click()])
    }
  })],
  ...['The child and the family', 'Carers of surviving', 'Practitioners who were there'].map(told),
  ...['Child Safeguarding Practice Review Panel', 'Secretary of State', 'Ofsted'].map(notice),
  ...PARTNERS.map(approves),
  ['published', (walk) => at(walk, MANAGER, '/publication', async (page) => {
    await page.getByRole('link', { name: 'Record that the report is published in full' }).click()
    await fill(page, 'what', 'The report, version 4, with the partners’ answer to it')
    await fill(page, 'by', 'The three delegated safeguarding partners')
    await fill(page, 'early', 'The newspapers have it.')
    await fill(page, 'early-by', 'The three delegated safeguarding partners')
    await save(page)
    await page.getByText('Published in full').first().waitFor()
  })],
]

/** What is on the page of the review that must not change by being killed: where each track stands, and what was done. */
async function standing(walk) {
  const page = await walk.browser.as(MANAGER, { javaScript: false })
  const seen = {}
  for (const end of ['', '/rapid-review', '/local-review', '/publication']) {
    await page.goto(walk.review + end)
    const text = await page.locator('main').innerText()
    // What was sent is answered while this looks, by a service of its own.
    const sent = text.replace(/No receipt yet\.|The national body.s service has it\./g, 'A receipt, or none yet.')
    seen[end] = sent.replace(/\b\d+ (minutes?|hours?|seconds?)\b/g, 'a moment')
  }
  await page.context().close()
  return seen
}

/** The day in England: how many days are left changes with it. */
const day = () => new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' })

/** What stands before the program is killed and after it has come back, both on one day. */
async function aroundAKill(walk) {
  for (;;) {
    const on = day()
    const was = await standing(walk)
    await walk.program.again()
    const is = await standing(walk)
    if (day() === on) return { was, is }
  }
}

async function goes(walk, steps) {
  for (const [name, step] of steps) {
    await step(walk)
    const { was, is } = await aroundAKill(walk)
    assert.deepEqual(is, was, `killed after: ${name}`)
  }
}

const WALKS = [
  { title: 'with scripts and a national body', javaScript: true, national: true, given: 'SIN-WHOLE-1', args: ['--few'] },
  { title: 'without scripts and without a national body', javaScript: false, national: false, given: 'SIN-WHOLE-2', args: ['--few', '--without-national-body'] },
]

for (const one of WALKS) {
  test(`from notification to publication, killed after each step: ${one.title}`, async () => {
    const program = await startAgain(one.args)
    after(() => program.stop())
    const browser = await Browser.start(program.address)
    after(() => browser.stop())
    const walk = { ...one, program, browser }
    const first = await browser.as(MANAGER)
    walk.review = await aReview(first)
    await first.context().close()
    const steps = [...BEFORE, ...(one.national ? LETTER : []), ...AFTER]
    await goes(walk, steps)

    // Every step is on record once.
    const page = await browser.as(MANAGER)
    await page.goto(`${walk.review}/tracks/publication/0`)
    assert.equal(await page.getByRole('cell', { name: /^Published$/ }).count() <= 1, true)
    await page.goto(`${walk.review}/rapid-review`)
    assert.equal(await page.getByRole('heading', { name: /^Rapid review meeting/ }).count(), 1)
    await page.goto(`${walk.review}/local-review`)
    assert.equal(await page.getByText('Why did nobody ask in which language the mother reads?').count(), 1)
    assert.deepEqual(page.problems, [])
  })
}
