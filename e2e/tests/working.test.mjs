// The lead reviewer's working notes: appointed with a sign-in, written and shared by them alone, told before the commission
// ends, shut afterwards.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHANGES, axe, keyboardWalk, reflows, shots, wholePage } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, decideToNotify, fillDay } from '../steps.mjs'

const walk = demonstration()
const MANAGER = 'Rowan Achebe-Lyle'
const LEAD = 'Beatrix Solano-Wray'

async function sound(page, name) {
  await axe(page)
  await shots(page, `working-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const inDays = (days) => new Date(Date.now() + days * 24 * 3600 * 1000)

async function addToTeam(page, review) {
  await page.goto(`${review}/team/add`)
  await fill(page, 'name', 'beat sol')
  await choose(page, 'where', 'here')
  await press(page, 'Search')
  await page.getByRole('link', { name: LEAD }).click()
  await choose(page, 'listed', 'no')
  await fill(page, 'how', 'Asked by telephone; read them the names of the agencies.')
  await page.locator('[name="role"]').selectOption('lead_reviewer')
  await press(page, 'Add to the team')
  await page.getByRole('heading', { name: LEAD }).waitFor()
}

let review

test('whoever leads is commissioned with their sign-in until a day', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  review = await aReview(manager)
  await decideToNotify(walk.browser, review)
  await addToTeam(manager, review)
  await manager.goto(`${review}/local-review/reviewers/new`)
  await fill(manager, 'name', `${LEAD}, reviewer`)
  await choose(manager, 'leads', 'yes')
  await fill(manager, 'independence', 'Has never worked for an agency here.')
  await fill(manager, 'conflicts', 'Declared none.')
  await fill(manager, 'checked-by', 'The independent scrutineer')
  await manager.locator('[name="person"]').selectOption({ label: LEAD })
  await press(manager, 'Save')
  await problem(manager)
  await manager.getByRole('link', { name: 'Enter the last day of the commission. It cannot have passed.' }).waitFor()
  assert.equal(await manager.locator('[name="conflicts"]').inputValue(), 'Declared none.')
  await sound(manager, 'appointment-wrong')
  await fillDay(manager, 'until', inDays(60))
  await press(manager, 'Save')
  await manager.getByText('Their own, read by nobody else').waitFor()
  await sound(manager, 'appointed')
  assert.equal((await manager.goto(`${review}/working-notes`)).status(), 404)
})

test('the lead reviewer writes, decides and shares, without JavaScript', async () => {
  const lead = await walk.browser.as(LEAD, { javaScript: false })
  await lead.goto(review)
  await lead.getByRole('link', { name: 'Your working notes' }).click()
  await lead.getByText('There are no notes yet.').waitFor()
  await sound(lead, 'empty')
  await lead.getByRole('button', { name: 'Add a note' }).click()
  await fill(lead, 'title', 'Voices that are missing')
  await press(lead, 'Save')
  await problem(lead)
  assert.equal(await lead.locator('[name="title"]').inputValue(), 'Voices that are missing')
  await sound(lead, 'note-wrong')
  await fill(lead, 'text', 'Nobody has asked the siblings. Why not?')
  await press(lead, 'Save')
  await lead.getByRole('heading', { name: 'Voices that are missing' }).waitFor()
  await lead.getByRole('link', { name: 'Change Voices that are missing' }).click()
  await fill(lead, 'text', 'Nobody has asked the siblings or the grandmother. Why not?')
  await choose(lead, 'at-end', 'handed_over')
  await press(lead, 'Save')
  await lead.getByRole('link', { name: 'Change Voices that are missing' }).click()
  await lead.getByText('Earlier versions').waitFor()
  await lead.getByText('Nobody has asked the siblings. Why not?').waitFor()
  await sound(lead, 'note')
  await lead.getByRole('link', { name: 'Back', exact: true }).click()

  await lead.getByRole('link', { name: 'Share Voices that are missing' }).click()
  await press(lead, 'Share with the review')
  await problem(lead)
  await sound(lead, 'share-wrong')
  await choose(lead, 'as-what', 'note')
  await fill(lead, 'text', 'We will ask the siblings.')
  await press(lead, 'Share with the review')
  await lead.getByRole('heading', { name: 'Your working notes', level: 1 }).waitFor()

  await lead.getByRole('link', { name: 'Add a file' }).click()
  await choose(lead, 'section', 'reviewer_working')
  await lead.locator('input[type="file"]').setInputFiles({
    name: 'conversations.txt', mimeType: 'text/plain', buffer: Buffer.from('An invented note of a conversation.'),
  })
  await lead.getByRole('button', { name: /^(Add|Save|Upload)/ }).click()
  await lead.goto(`${review}/working-notes`)
  await lead.getByRole('link', { name: 'Share or decide conversations.txt' }).click()
  await sound(lead, 'file')
  await choose(lead, 'choice', 'kept')
  await press(lead, 'Save')
  await lead.getByRole('heading', { name: 'conversations.txt' }).waitFor()
  await wholePage(lead, 'working-notes', { replace: CHANGES })
  await keyboardWalk(lead)
})

test('nobody else finds anything of it but what was shared', async () => {
  for (const name of [MANAGER, 'Imogen Tasker-Bell', 'Sunniva Clay-Mortimer', 'Fergus Ilangovan-Moss']) {
    const page = await walk.browser.as(name, { javaScript: false })
    const answer = await page.goto(`${review}/working-notes`)
    assert.ok([403, 404].includes(answer.status()), `${name}: ${answer.status()}`)
    assert.equal(await page.getByText('grandmother').count(), 0)
    await page.context().close()
  }
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  for (const end of ['', '/files', '/local-review', '/learning', '/team']) {
    await manager.goto(`${review}${end}`)
    for (const words of ['grandmother', 'Voices that are missing?', 'conversations.txt']) {
      assert.equal(await manager.getByText(words).count(), 0, `${end}: ${words}`)
    }
  }
  await manager.goto(`${review}/local-review`)
  await manager.getByText('We will ask the siblings.').waitFor()
  await sound(manager, 'shared')
})

test('told before the commission ends, and shut when it has ended', async () => {
  const manager = await walk.browser.as(MANAGER, { javaScript: false })
  await manager.goto(`${review}/local-review`)
  await manager.getByRole('link', { name: `Change ${LEAD}, reviewer` }).click()
  await fillDay(manager, 'until', inDays(3))
  await press(manager, 'Save')
  const lead = await walk.browser.as(LEAD, { javaScript: false })
  await lead.getByRole('link', { name: 'Your commission ends: decide what becomes of your working notes' }).click()
  await lead.getByRole('heading', { name: 'Your working notes', level: 1 }).waitFor()
  await manager.goto(`${review}/local-review`)
  await manager.getByRole('link', { name: `Change ${LEAD}, reviewer` }).click()
  const today = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  await fill(manager, 'ended-on', today)
  await fill(manager, 'ended-why', 'Fell ill, invented.')
  await press(manager, 'Save')
  await manager.getByText('Fell ill, invented.').waitFor()
  assert.equal((await lead.goto(`${review}/working-notes`)).status(), 404)
  assert.equal((await lead.goto(review)).status(), 404)
})
