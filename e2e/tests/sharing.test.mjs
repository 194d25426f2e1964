// Check before sharing: a name, an age and what could be put together are found; a hold stops it; people who did not write it
// release it; it is taken back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { familyWasTold, release, until } from '../learning.mjs'
import { aReview, addChild, fillDay } from '../steps.mjs'

const walk = demonstration()

const CHILD = 'Tamsin Quillfeather'
const AUTHOR = 'Imogen Tasker-Bell'
const MANAGER = 'Rowan Achebe-Lyle'
const PARTNER = 'Desmond Okoro-Hale'
const LIFTER = 'Priya Venn-Marlow'
const GOVERNANCE = 'Sunniva Clay-Mortimer'

async function sound(page, name) {
  await axe(page)
  await shots(page, `sharing-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()

test('learning is checked, held, released by people who did not write it, and taken back', async () => {
  const manager = await as(MANAGER)
  const review = await aReview(manager)
  await addChild(manager, review, CHILD)
  const author = await as(AUTHOR)
  await author.goto(`${review}/sharing`)
  await heading(author, 'Check before sharing')
  await sound(author, 'empty')
  await press(author, 'Begin with nothing beside')
  await press(author, 'Save and check')
  await author.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(author, 'write-wrong')
  await fill(author, 'condition', `${CHILD}, a Black girl aged 7, was met by two teams, and neither read what the other wrote.`)
  await choose(author, 'level', 'partnership')
  await fill(author, 'usually', 'Each team acts on what it knows alone.')
  await choose(author, 'confidence', 'plausible')
  await author.getByText('For whom it matters: harm, ages, themes').click()
  await choose(author, 'harm', 'physical_family')
  await author.locator('[name="ages"]').nth(2).check()
  await choose(author, 'audience', 'nation')
  await press(author, 'Save and check')

  await heading(author, 'Check it')
  const draft = new URL(author.url()).pathname.replace(/\/check$/, '')
  const found = author.locator('.govuk-summary-list')
  await found.getByText(/It is .*on record in this review/).first().waitFor()
  await found.getByText(/An age/).first().waitFor()
  await found.getByText(/Things that could be put together/).first().waitFor()
  await author.getByRole('columnheader', { name: 'As it would leave' }).waitFor()
  await sound(author, 'check')
  await press(author, 'Decide the next one')
  await press(author, 'Save and go on')
  await author.getByRole('heading', { name: 'There is a problem' }).waitFor()
  await sound(author, 'found-wrong')
  for (let number = 0; number < 20; number += 1) {
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
  await heading(author, 'Check it')
  await author.getByText('Everything is decided.').waitFor()
  await familyWasTold(author)
  await author.goto(`${draft}/check`)
  await press(author, 'Ask for it to be released')
  await author.getByText('Waits for those who release it').waitFor()
  await sound(author, 'asked')

  const partner = await as(PARTNER)
  await partner.goto(`${draft}/hold`)
  await fill(partner, 'why', 'A trial begins next month.')
  await partner.locator('[name="lifts"]').selectOption({ label: LIFTER })
  await fillDay(partner, 'look-again', new Date(Date.now() + 30 * 24 * 3600 * 1000))
  await press(partner, 'Hold it back')
  await partner.getByText(`Only ${LIFTER} can lift it.`, { exact: false }).waitFor()
  await sound(partner, 'held')
  await manager.goto(`${draft}/release`)
  await manager.getByText('A hold stands. The person named in it has to lift it.').waitFor()
  assert.equal(await manager.locator('[name="read"]').count(), 0)
  const lifter = await as(LIFTER)
  await lifter.goto(draft)
  await lifter.getByRole('link', { name: 'Lift the hold' }).click()
  await fill(lifter, 'why', 'The trial is over.')
  await press(lifter, 'Lift the hold')
  await lifter.getByText(`${LIFTER} lifted it`, { exact: false }).waitFor()

  await author.goto(`${draft}/release`)
  await author.getByText('You wrote some of this, so others release it.').waitFor()
  await manager.goto(`${draft}/release`)
  assert.equal(await manager.locator('td', { hasText: CHILD }).count(), 1, 'as it was written alone')
  await press(manager, 'Release it')
  await manager.getByRole('link', { name: 'Confirm that you have read it.' }).waitFor()
  await sound(manager, 'release-wrong')
  await release(manager, draft)
  await release(partner, draft)
  const governance = await as(GOVERNANCE)
  await governance.goto('/o/aldermere/sharing')
  await sound(governance, 'all')
  assert.equal(await governance.getByText(CHILD).count(), 0, 'no name in a list')
  await release(governance, draft)

  await until(author, draft, 'Others can read it')
  await sound(author, 'released')
  await manager.goto(`${draft}/take-back`)
  await manager.getByText('Copies that somebody has taken already cannot be taken back.').waitFor()
  await choose(manager, 'reason', 'recognised')
  await fill(manager, 'why', 'A reader knew the street.')
  await press(manager, 'Take it back')
  await until(author, draft, 'Taken back and gone')
  await author.getByText('Nobody who was signed in had opened it. Who read it without signing in is not on record.').waitFor()
  await sound(author, 'taken-back')
})
