// Learning travels: what somebody sees differently in one area is checked, held, released by two people, found by a second area from
// what is seen there, adapted with a result a month later that the first area sees; a third is told by e-mail and writes a briefing;
// and it is taken back everywhere. The demonstration is started again on later days. Without JavaScript.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mailTo } from '../agencies.mjs'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { Browser, startAgain } from '../harness.mjs'
import { agrees, familyWasTold, moment, raisedIn, release, until } from '../learning.mjs'
import { aReview, addChild, fillDay } from '../steps.mjs'

const CHILD = 'Tamsin Quillfeather'
const AUTHOR = 'Imogen Tasker-Bell'
const MANAGER = 'Rowan Achebe-Lyle'
const PARTNER = 'Desmond Okoro-Hale'
const LIFTER = 'Priya Venn-Marlow'
const SECOND = 'Silvan Adeyemi-Crook'
const THIRD = 'Henrietta Mbeki-Stour'
const SEEN = 'Two teams each held half of what was known, and neither had a page for the other.'
const SEEN_THERE = 'Each of our two teams held half of what was known on a page of its own.'
const TRIED = 'Both teams write on one page, and each reads it before a visit.'
const CAME = 'Visits are prepared from one page in nine of ten families.'
const DAY = 24 * 3600 * 1000

let program
let browser
before(async () => {
  program = await startAgain(['--few'])
  browser = await Browser.start(program.address)
})
after(async () => {
  await browser?.stop()
  await program?.stop()
})

const as = (name) => browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const follow = (page, name) => page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

async function sound(page, name) {
  await axe(page)
  await shots(page, `travels-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

/** The same England, so many days from now. */
async function daysLater(days) {
  await browser.stop()
  await program.again(['--days-ahead', String(days)])
  browser = await Browser.start(program.address)
}

/** What the walk hands on from one day to the next. */
const kept = {}

test('on day 3 somebody sees something differently; the check finds a name, an age and what could be put together', async () => {
  const manager = await as(MANAGER)
  const review = await aReview(manager)
  await addChild(manager, review, CHILD)
  const author = await as(AUTHOR)
  await moment(author, review, SEEN, { 'm-before': 'That the other team knew.' })
  await author.goto(`${review}/sharing`)
  await follow(author, SEEN)
  await fill(author, 'condition', `${CHILD}, a Black girl aged 7, was met by two teams, and neither had a page for what the other knew.`)
  await choose(author, 'level', 'partnership')
  await fill(author, 'usually', 'Each team acts on the half that it knows.')
  await fill(author, 'tried', TRIED)
  await choose(author, 'confidence', 'plausible')
  await author.getByText('For whom it matters: harm, ages, themes').click()
  await choose(author, 'harm', 'physical_family')
  await author.locator('[name="ages"]').nth(2).check()
  await choose(author, 'audience', 'region')
  await press(author, 'Save and check')
  await heading(author, 'Check it')
  kept.draft = new URL(author.url()).pathname.replace(/\/check$/, '')
  const found = author.locator('.govuk-summary-list')
  await found.getByText(/It is .*on record in this review/).first().waitFor()
  await found.getByText(/An age/).first().waitFor()
  await found.getByText(/Things that could be put together/).first().waitFor()
  await found.getByText(/Together, .* may tell who this is\./).first().waitFor()
  await sound(author, 'check')
  await press(author, 'Decide the next one')
  for (let number = 0; number < 30; number += 1) {
    if ((await author.locator('[name="choice"]').count()) === 0) break
    const out = author.locator('[name="choice"][value="removed"]')
    if (await out.count()) {
      await out.check()
    } else {
      await choose(author, 'choice', 'kept')
      await fill(author, 'kept', 'Several children in every area are meant.')
    }
    await press(author, 'Save and go on')
  }
  await author.getByText('Everything is decided.').waitFor()
  await familyWasTold(author)
  await author.goto(`${kept.draft}/check`)
  await press(author, 'Ask for it to be released')
  await author.getByText('Waits for those who release it').waitFor()
})

test('a hold stops it until the person named in it lifts it; then two people release it', async () => {
  const third = await as(THIRD)
  await third.goto('/o/thornsea/shared')
  await third.locator('summary', { hasText: 'Narrow the list' }).click()
  await third.locator('[name="level"]').selectOption('partnership')
  await press(third, 'Narrow the list')
  await press(third, 'Keep this search')
  await heading(third, 'Searches that you keep')

  const partner = await as(PARTNER)
  await partner.goto(`${kept.draft}/hold`)
  await fill(partner, 'why', 'The inquest opens next week.')
  await partner.locator('[name="lifts"]').selectOption({ label: LIFTER })
  await fillDay(partner, 'look-again', new Date(Date.now() + 7 * DAY))
  await press(partner, 'Hold it back')
  await partner.getByText(`Only ${LIFTER} can lift it.`, { exact: false }).waitFor()
  const manager = await as(MANAGER)
  await manager.goto(`${kept.draft}/release`)
  await manager.getByText('A hold stands. The person named in it has to lift it.').waitFor()
  assert.equal(await manager.locator('[name="read"]').count(), 0)
  const lifter = await as(LIFTER)
  await lifter.goto(kept.draft)
  await lifter.getByRole('link', { name: 'Lift the hold' }).click()
  await fill(lifter, 'why', 'The coroner has no objection.')
  await press(lifter, 'Lift the hold')
  await lifter.getByText(`${LIFTER} lifted it`, { exact: false }).waitFor()
  await release(manager, kept.draft)
  await release(partner, kept.draft)
  await until(manager, kept.draft, 'Others can read it')
  await sound(manager, 'released')
})

test('a second area finds it from what is seen there, and adapts it', async () => {
  const second = await as(SECOND)
  const review = await raisedIn(second, 'brackwater')
  await second.goto(await moment(second, review, SEEN_THERE))
  await follow(second, 'Has anyone else met this?')
  await heading(second, 'Has anyone else met this?')
  await second.getByText(TRIED).first().waitFor()
  assert.equal(await second.getByText(CHILD).count(), 0)
  await sound(second, 'found')
  await second.locator('main a[href*="/shared/items/"]').first().click()
  await second.getByText('Nothing was decided yet.').waitFor()
  kept.item = new URL(second.url()).pathname.split('/').at(-1)
  await follow(second, 'Decide what we do with it')
  await choose(second, 'decision', 'adapt')
  await fill(second, 'why', 'Our teams keep two records as well.')
  await fill(second, 'differences', 'Three teams, and one of them works at night.')
  await fill(second, 'who', 'Head of early help')
  await fillDay(second, 'look', new Date(Date.now() + 30 * DAY))
  await press(second, 'Save')
  await second.getByText('We do it in our own way').first().waitFor()
})

test('a week later an e-mail says only that there is something new, and a third area writes a briefing from it', async () => {
  await daysLater(8)
  const third = await as(THIRD)
  const mail = await mailTo(program, 'henrietta.mbeki-stour')
  assert.match(mail, /something new/)
  for (const word of ['page', 'team', 'Aldermere', kept.item]) assert.ok(!mail.includes(word), word)
  await third.goto(`/o/thornsea/shared/items/${kept.item}`)
  await third.getByText('An area that is not named').or(third.getByText(/Invented Region/)).first().waitFor()
  assert.equal(await third.getByText('Aldermere').count(), 0)
  await third.goto('/o/thornsea/shared/briefings')
  await fill(third, 'title', 'One page for two teams')
  await third.getByLabel(/was met by|two teams|page/i).first().check()
  await press(third, 'Begin')
  await heading(third, 'Briefing')
  await fill(third, 'questions', 'Which page do your teams share?')
  await press(third, 'Save')
  await heading(third, 'Briefing')
  kept.briefing = new URL(third.url()).pathname
  await sound(third, 'briefing')
  const href = await third.getByRole('link', { name: 'As PDF' }).getAttribute('href')
  const file = await third.request.get(new URL(href, third.url()).href)
  assert.equal(file.headers()['content-type'], 'application/pdf')
})

test('a month later the second area says what came of it, and the first area sees it', async () => {
  await daysLater(31)
  const second = await as(SECOND)
  await second.getByText('It shows the day that comes in 31 days.').waitFor()
  const item = `/o/brackwater/shared/items/${kept.item}`
  await second.goto('/o/brackwater/today')
  await second.getByRole('link', { name: /decision about learning of others is to be looked at again/ }).click()
  await second.getByText(/To be looked at again since/).waitFor()
  await sound(second, 'look-again')
  await second.goto(`${item}/decision/result`)
  await choose(second, 'seen', 'better')
  await fill(second, 'words', CAME)
  await press(second, 'Save')
  await second.goto(`${item}/decision/tell`)
  await choose(second, 'named', 'no')
  await press(second, 'I have read it: ask a second person')
  await agrees(await as('Rosalind Teague-Mbatha'), `${item}/decision`, 'Agree: tell others')
  const manager = await as(MANAGER)
  await manager.goto('/o/aldermere/sharing')
  await manager.getByText(/told what (it|they) did with it: new since you last opened it/).first().waitFor()
  await manager.goto('/o/aldermere/today')
  await manager.getByRole('link', { name: /What others did with what you shared/ }).click()
  await manager.getByText(CAME).first().waitFor()
  await manager.goto(kept.draft)
  await manager.getByText(CAME).waitFor()
  assert.equal(await manager.getByText('Brackwater').count(), 0)
  await sound(manager, 'came-back')
  await manager.goto('/o/aldermere/today')
  assert.equal(await manager.getByRole('link', { name: /Another area told/ }).count(), 0)
})

test('it is taken back everywhere, and whoever opened it is told', async () => {
  const manager = await as(MANAGER)
  await manager.goto(`${kept.draft}/take-back`)
  await choose(manager, 'reason', 'recognised')
  await fill(manager, 'why', 'A reader knew the street.')
  await press(manager, 'Take it back')
  await until(manager, kept.draft, 'Taken back and gone')
  await sound(manager, 'taken-back')
  for (const [name, area] of [[SECOND, 'brackwater'], [THIRD, 'thornsea']]) {
    const reader = await as(name)
    await reader.getByRole('link', { name: /Shared learning that you opened was taken back/ }).first().waitFor()
    await reader.goto(`/o/${area}/shared`)
    assert.equal(await reader.getByText(TRIED).count(), 0)
    await reader.goto(`/o/${area}/shared/items/${kept.item}`)
    assert.equal(await reader.getByText(TRIED).count(), 0)
    await reader.getByText(/Copies that were taken before cannot be undone/).waitFor()
    await sound(reader, `gone-${area}`)
  }
  const third = await as(THIRD)
  await third.goto(kept.briefing)
  await third.getByText(/was taken back/).first().waitFor()
  assert.equal(await third.getByText(TRIED).count(), 0)
  assert.equal(await third.getByRole('link', { name: 'As PDF' }).count(), 0)
  await sound(third, 'briefing-gone')
  await third.goto('/o/thornsea/shared/briefings')
  await third.getByText('Withdrawn: something that it draws on was taken back').waitFor()

  const second = await as(SECOND)
  await second.goto('/o/brackwater/shared/decisions')
  await second.getByText(/^The learning that this is about was taken back on/).first().waitFor()
  await second.goto(`/o/brackwater/shared/items/${kept.item}`)
  await follow(second, 'Say what becomes of what we changed')
  await press(second, 'Save')
  await second.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await choose(second, 'becomes', 'stays')
  await fill(second, 'why', 'Our teams want to keep their page.')
  await sound(second, 'after')
  await press(second, 'Save')
  await second.getByText(/What we changed stays, for reasons of our own\. Our teams want to keep their page\./).waitFor()
  await second.getByText('Our teams keep two records as well.').first().waitFor()
  await manager.goto(kept.draft)
  await manager.getByText(/^It was taken back on .* One area had told what it did with it\./).waitFor()
  await manager.getByRole('cell', { name: /of \d other organisations?$/ }).first().waitFor()
  assert.equal(await manager.getByText('Brackwater').count(), 0)
})
