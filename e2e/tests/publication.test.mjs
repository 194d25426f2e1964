// Publication: the version, the checklist, who hears first, notices, a delay, approvals, the decision, what follows it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { aReview, todayInWords } from '../steps.mjs'

const walk = demonstration()

async function sound(page, name) {
  await axe(page)
  await shots(page, `publication-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const row = (page, words) => page.locator('.govuk-summary-list__row').filter({ hasText: words }).first()
const line = (page, words) => page.locator('.govuk-task-list__item').filter({ hasText: words })
const home = (page) => page.getByRole('heading', { name: 'Publication', level: 1 }).waitFor()
const daysAgo = (days) => new Date(Date.now() - days * 24 * 3600 * 1000)
  .toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Answers every line of the checklist that is still open, each on its page. */
async function answerTheRest(page) {
  let many = 0
  while (!page.url().endsWith('/publication/checklist')) {
    assert.equal(await page.locator('[name="by"]').inputValue(), 'Rowan Achebe-Lyle, business manager')
    await choose(page, 'says', 'done')
    await save(page)
    many += 1
    assert.ok(many < 60, 'the checklist does not end')
  }
  return many
}

async function toldFirst(page, whom, heard) {
  await row(page, whom).getByRole('link', { name: /^Change/ }).click()
  await fill(page, 'danger', 'The social worker and the police were asked: not as far as they know.')
  await choose(page, 'heard', heard)
  if (heard === 'both') {
    await fill(page, 'told-on', daysAgo(1))
    await fill(page, 'told-by', 'The named contact')
    await fill(page, 'draft-on', daysAgo(30))
    await fill(page, 'how-long', 'Four weeks')
    await choose(page, 'comments', 'answered')
  } else {
    await choose(page, 'reason', 'nobody')
    await fill(page, 'words', 'There are no surviving brothers and sisters.')
    await fill(page, 'decided-by', 'The business manager')
  }
}

async function approves(name, review) {
  const page = await walk.browser.as(name)
  await page.goto(`${review}/publication`)
  await page.getByRole('button', { name: 'Approve publication for your agency' }).click()
  await save(page)
  await problem(page)
  await choose(page, 'signs', 'yes')
  await fill(page, 'given-by', `${name}, delegated partner`)
  await sound(page, 'approve')
  await save(page)
  await home(page)
}

test('a report is checked line by line, told first, sent, approved and recorded as published', async () => {
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  const review = await aReview(manager)
  await manager.goto(review)
  await manager.getByRole('link', { name: 'Publication', exact: true }).first().click()
  await manager.getByText('Nobody has said yet which version').waitFor()
  await sound(manager, 'empty')

  await manager.getByRole('button', { name: 'Name the version that is to be published' }).click()
  await save(manager)
  await problem(manager)
  await fill(manager, 'by', 'The business manager')
  await save(manager)
  await manager.getByRole('link', { name: 'Choose a file, or say which version it is.' }).waitFor()
  await fill(manager, 'words', 'Version 4, after the family’s comments')
  await sound(manager, 'version')
  await save(manager)
  await home(manager)

  await manager.getByRole('button', { name: 'Answer the next line' }).click()
  await choose(manager, 'says', 'stops')
  await fill(manager, 'by', 'Rowan Achebe-Lyle, business manager')
  await save(manager)
  await manager.getByRole('link', { name: 'Enter why it does not apply, or why it stops publication.' }).waitFor()
  await sound(manager, 'check-wrong')
  await keyboardWalk(manager)
  await fill(manager, 'words', 'A nickname stands on page 12.')
  await save(manager)
  await manager.getByRole('heading', { name: /^Addresses, streets/ }).waitFor()
  await sound(manager, 'check')
  assert.equal(await answerTheRest(manager), 31)
  await sound(manager, 'checked')
  await keyboardWalk(manager)
  await manager.goto(`${review}/publication`)
  await manager.getByRole('link', { name: '1 line of the checklist stops publication.' }).click()
  const beside = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  await beside.goto(`${review}/publication/checks/names`)
  await line(manager, 'Names, nicknames').getByRole('link').click()
  await manager.getByRole('heading', { name: 'What was said before' }).waitFor()
  await choose(manager, 'says', 'done')
  await save(manager)
  await fill(beside, 'words', 'A second nickname stands on page 14.')
  await save(beside)
  await beside.getByText('A second nickname stands on page 14.').first().waitFor()
  await beside.getByText('A nickname stands on page 12.').first().waitFor()
  await sound(beside, 'check-both')
  await line(manager, 'Names, nicknames').getByText('Done', { exact: true }).waitFor()
  await manager.goto(`${review}/publication`)
  await row(manager, 'Bars in law').getByText('Every line is answered').waitFor()

  await row(manager, 'The child and the family').getByRole('link', { name: /^Change/ }).click()
  await choose(manager, 'heard', 'told')
  await save(manager)
  await problem(manager)
  await manager.getByRole('link', { name: 'Enter whether it could put somebody in danger' }).waitFor()
  await sound(manager, 'told-wrong')
  await manager.goto(`${review}/publication`)
  await toldFirst(manager, 'The child and the family', 'both')
  await sound(manager, 'told')
  await save(manager)
  await toldFirst(manager, 'Carers of surviving', 'neither')
  await save(manager)
  await toldFirst(manager, 'Practitioners who were there', 'both')
  await save(manager)
  await home(manager)

  for (const name of ['Child Safeguarding Practice Review Panel', 'Secretary of State', 'Ofsted']) {
    await manager.locator('#notices + .govuk-summary-list .govuk-summary-list__row').filter({ hasText: name })
      .getByRole('link', { name: /^Change/ }).click()
    await fill(manager, 'on', daysAgo(2))
    await choose(manager, 'channel', 'email')
    await fill(manager, 'by', 'The business manager')
    if (name === 'Ofsted') await sound(manager, 'notice')
    await save(manager)
    await home(manager)
  }
  await manager.getByText('Publication: Report sent to those who must have it first').waitFor()

  await manager.getByRole('button', { name: 'Record a delay' }).click()
  await choose(manager, 'kind', 'later')
  await save(manager)
  await problem(manager)
  await fill(manager, 'reasons', 'The trial began later than was thought.')
  await fill(manager, 'by', 'The three partners')
  await sound(manager, 'delay')
  await save(manager)
  await manager.getByRole('link', { name: /^Record to whom the reasons were sent/ }).click()
  await choose(manager, 'to', 'panel')
  await fill(manager, 'sent-on', daysAgo(3))
  await choose(manager, 'channel', 'email')
  await fill(manager, 'by', 'The business manager')
  await fill(manager, 'answer', 'Publish it when the trial has ended.')
  await save(manager)
  await problem(manager)
  await fill(manager, 'answer-on', todayInWords())
  await sound(manager, 'reasons')
  await save(manager)
  await manager.getByText('Publish it when the trial has ended.').waitFor()

  await approves('Imogen Tasker-Bell', review)
  await approves('Desmond Okoro-Hale', review)
  await manager.goto(`${review}/publication/approve-for`)
  await manager.getByLabel(/^Integrated care board/).check()
  await choose(manager, 'channel', 'telephone')
  await fill(manager, 'source', 'The partner by telephone, today at 10am')
  await choose(manager, 'signs', 'yes')
  await fill(manager, 'given-by', 'Priya Venn-Marlow, delegated partner')
  await sound(manager, 'approve-for')
  await save(manager)
  const third = await walk.browser.as('Priya Venn-Marlow')
  await third.goto(`${review}/publication`)
  await third.getByRole('button', { name: 'Confirm the approval that was entered for you' }).click()
  await third.getByText('Confirmed by Priya Venn-Marlow.').waitFor()

  await manager.goto(`${review}/publication`)
  await manager.getByText('Nothing is missing that can be seen from here.').waitFor()
  await sound(manager, 'ready')
  await keyboardWalk(manager)
  await manager.getByRole('link', { name: 'Record that nothing is published' }).click()
  await manager.getByRole('link', { name: /have not been sent the reasons/ }).waitFor()
  await sound(manager, 'nothing')
  await manager.goto(`${review}/publication`)
  await manager.getByRole('link', { name: 'Record that the report is published in full' }).click()
  await fill(manager, 'what', 'The report, version 4, with the partners’ answer to it')
  await fill(manager, 'by', 'The three delegated safeguarding partners')
  await save(manager)
  await manager.getByRole('link', { name: /^The working days after the last notice have not passed/ }).waitFor()
  await sound(manager, 'decision-early')
  await fill(manager, 'early', 'The newspapers have it.')
  await fill(manager, 'early-by', 'The three delegated safeguarding partners')
  await save(manager)
  await manager.getByText('Published in full').first().waitFor()

  await manager.getByRole('button', { name: 'Record where it can be read' }).click()
  await save(manager)
  await problem(manager)
  await fill(manager, 'heard', 'By their named contact, the evening before.')
  await fill(manager, 'address', 'reviews.example.invalid')
  await fill(manager, 'kept-by', 'The business manager')
  await fill(manager, 'repository-on', todayInWords())
  await sound(manager, 'after')
  await save(manager)
  await manager.getByText('By their named contact, the evening before.').waitFor()
  await manager.getByText(/^Published report stays available at least until/).waitFor()
  await sound(manager, 'published')
  await manager.goto(`${review}/publication/version`)
  await manager.getByText('Reopen it among its steps').waitFor()
})
