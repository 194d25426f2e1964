// A corrected version of something shared: begun by whoever may write, through the whole gate again, told to whoever read the first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { familyWasTold, release, until } from '../learning.mjs'
import { aReview } from '../steps.mjs'

const walk = demonstration()

const AUTHOR = 'Imogen Tasker-Bell'
const MANAGER = 'Rowan Achebe-Lyle'
const PARTNER = 'Desmond Okoro-Hale'
const GOVERNANCE = 'Sunniva Clay-Mortimer'
const READER = 'Silvan Adeyemi-Crook'

const FIRST = 'Two teams keep records that neither of them reads.'
const SECOND = 'Several teams keep records that none of the others reads.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `versions-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Decides whatever the check found, says that the family knows, and asks for the release. */
async function asksFor(page, draft) {
  await page.goto(`${draft}/check`)
  for (let number = 0; number < 20; number += 1) {
    const next = page.getByRole('button', { name: 'Decide the next one', exact: true })
    if ((await page.locator('[name="choice"]').count()) === 0) {
      if ((await next.count()) === 0) break
      await next.click()
    }
    const out = page.locator('[name="choice"][value="removed"]')
    if (await out.count()) {
      await out.check()
    } else {
      await choose(page, 'choice', 'kept')
      await fill(page, 'kept', 'Several children in every area are meant.')
    }
    await press(page, 'Save and go on')
  }
  await page.goto(`${draft}/check`)
  await familyWasTold(page)
  await page.goto(`${draft}/check`)
  await press(page, 'Ask for it to be released')
  await page.getByText('Waits for those who release it').waitFor()
}

test('a corrected version goes through the gate, keeps its address, and whoever read the first one is told', async () => {
  const manager = await as(MANAGER)
  const review = await aReview(manager)
  const author = await as(AUTHOR)
  await author.goto(`${review}/sharing`)
  await press(author, 'Begin with nothing beside')
  await fill(author, 'condition', FIRST)
  await choose(author, 'level', 'partnership')
  await fill(author, 'usually', 'Each team acts on what it knows alone.')
  await choose(author, 'confidence', 'plausible')
  await choose(author, 'audience', 'nation')
  await press(author, 'Save and check')
  await heading(author, 'Check it')
  const draft = new URL(author.url()).pathname.replace(/\/check$/, '')
  await asksFor(author, draft)
  const partner = await as(PARTNER)
  const governance = await as(GOVERNANCE)
  for (const page of [manager, partner, governance]) await release(page, draft)
  await until(author, draft, 'Others can read it')

  const reader = await as(READER)
  await reader.goto('/o/brackwater/shared')
  await reader.getByRole('link', { name: FIRST }).click()
  await heading(reader, 'Shared learning: one item')
  const item = new URL(reader.url()).pathname

  await author.goto(draft)
  await press(author, 'Release a corrected version')
  await heading(author, 'Release a corrected version')
  await sound(author, 'begin')
  await press(author, 'Begin a corrected version')
  await heading(author, 'Write what is to be shared')
  assert.equal(await author.locator('[name="condition"]').inputValue(), FIRST)
  const next = new URL(author.url()).pathname.replace(/\/write$/, '')
  assert.notEqual(next, draft)
  await fill(author, 'condition', SECOND)
  await choose(author, 'audience', 'region')
  await press(author, 'Save and check')
  await author.getByRole('heading', { name: 'There is a problem' }).waitFor()
  assert.equal(await author.locator('[name="condition"]').inputValue(), SECOND)
  await sound(author, 'narrower')
  await choose(author, 'audience', 'nation')
  await press(author, 'Save and check')
  await heading(author, 'Check it')

  // The second person who wants to correct it is led to the draft that was begun.
  await partner.goto(draft)
  await press(partner, 'Go on with the corrected version that was begun')
  assert.equal(new URL(partner.url()).pathname, next)
  await partner.getByText('This becomes version 2. Version 1 is what others read now.').waitFor()
  await sound(partner, 'begun')
  await partner.goto(`${draft}/next`)
  await press(partner, 'Begin a corrected version')
  await partner.getByText('Somebody has begun a corrected version of this already.', { exact: false }).first().waitFor()

  await asksFor(author, next)
  for (const page of [manager, partner, governance]) await release(page, next)
  await until(author, next, 'Others can read it')
  await author.goto(draft)
  await author.getByText('There is a newer version of this: version 2.').waitFor()
  await sound(author, 'older-draft')

  await reader.goto('/o/brackwater/today')
  await reader.getByRole('link', { name: 'Shared learning that you opened has a newer version: version 2' }).click()
  assert.equal(new URL(reader.url()).pathname, item, 'the address is the same')
  await reader.getByText(SECOND).first().waitFor()
  await reader.getByRole('heading', { name: 'Versions' }).waitFor()
  await sound(reader, 'item')
  await reader.getByRole('link', { name: /^Version 1,/ }).click()
  await heading(reader, 'Version 1 of an item of shared learning')
  await reader.getByText(FIRST).first().waitFor()
  await reader.getByText(/version 1\. .*\/versions\/1/).waitFor()
  await sound(reader, 'first')
  await reader.getByRole('link', { name: 'Read the newest version' }).click()
  await reader.getByRole('link', { name: /^Version 2,/ }).click()
  await reader.getByRole('heading', { name: 'What changed' }).waitFor()
  const changed = reader.getByRole('table').getByRole('row').filter({ hasText: SECOND })
  await changed.getByText(FIRST).waitFor()
  await sound(reader, 'second')
  await reader.goto('/o/brackwater/today')
  await reader.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await reader.getByText('has a newer version').count(), 0, 'they have seen it')

  await manager.goto(`${draft}/take-back`)
  await manager.getByText('Every version of it is taken back.').waitFor()
  await choose(manager, 'reason', 'wrong')
  await fill(manager, 'why', 'It was another team.')
  await press(manager, 'Take it back')
  await until(author, draft, 'Taken back and gone')
  await until(author, next, 'Taken back and gone')
  await reader.goto(item)
  assert.equal(await reader.getByText(SECOND).count(), 0)
  await author.goto(next)
  await author.getByText('This is version 2. It corrects version 1.').waitFor()
  assert.equal(await author.getByText('See what others read now').count(), 0)
  const gone = await reader.goto(`${item}/versions/1`)
  assert.equal(gone.status(), 200)
  await reader.getByText('This was taken back on', { exact: false }).waitFor()
})
