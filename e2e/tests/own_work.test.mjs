// What the national body learns from its own work leaves through the same check, released by somebody else of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'
import { release, until } from '../learning.mjs'

const walk = demonstration()

const MEMBER = 'Dorothea Nkemelu-Grant'
const SECRETARIAT = 'Aurelio Banks-Whitlow'
const SEEN = 'We ask for what was sent already. Invented.'
const CONDITION = 'Letters ask for what was sent before, and nobody reads the first answer.'

async function sound(page, name) {
  await axe(page)
  await shots(page, `own-work-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

const as = (name) => walk.browser.as(name, { javaScript: false })
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()

test('the national body checks and shares what it learned itself, and a colleague releases it', async () => {
  const member = await as(MEMBER)
  await member.goto('/o/panel/own-learning/write')
  await fill(member, 'm-seen', SEEN)
  await press(member, 'Keep this')
  await member.goto('/o/panel/own-learning')
  await member.getByText(SEEN).waitFor()
  await press(member, 'Check before sharing')
  await heading(member, 'Check before sharing')
  await member.getByText('What we learn from our own work').first().waitFor()
  await sound(member, 'list')
  await member.getByRole('link', { name: SEEN }).click()
  await heading(member, 'Write what is to be shared')
  await fill(member, 'condition', CONDITION)
  await choose(member, 'level', 'national')
  await fill(member, 'usually', 'A second letter is written.')
  await choose(member, 'confidence', 'plausible')
  await choose(member, 'audience', 'nation')
  await choose(member, 'named', 'yes')
  await press(member, 'Save and check')
  await heading(member, 'Check it')
  const draft = new URL(member.url()).pathname.replace(/\/check$/, '')
  for (let number = 0; number < 20; number += 1) {
    const next = member.getByRole('button', { name: 'Decide the next one', exact: true })
    if ((await member.locator('[name="choice"]').count()) === 0) {
      if ((await next.count()) === 0) break
      await next.click()
    }
    const out = member.locator('[name="choice"][value="removed"]')
    if (await out.count()) {
      await out.check()
    } else {
      await choose(member, 'choice', 'kept')
      await fill(member, 'kept', 'Many letters are meant.')
    }
    await press(member, 'Save and go on')
  }
  await member.goto(`${draft}/check`)
  await press(member, 'Say whether the family knows')
  assert.equal(await member.locator('[name="knows"]').count(), 1, 'no family is told of it')
  await choose(member, 'knows', 'not_concerned')
  await fill(member, 'words', 'It is about our own letters.')
  await sound(member, 'family')
  await press(member, 'Save')
  await member.goto(`${draft}/check`)
  await press(member, 'Ask for it to be released')
  await member.goto(draft)
  await member.getByText('Somebody else of your organisation').waitFor()
  await sound(member, 'asked')
  await member.goto(`${draft}/release`)
  await member.getByText('You wrote some of this, or decided that something stays that could tell who somebody is, so others release it.').waitFor()

  const secretariat = await as(SECRETARIAT)
  await secretariat.goto('/o/panel/sharing')
  await secretariat.getByRole('row').filter({ hasText: 'Waits for those who release it' }).getByRole('link').click()
  await heading(secretariat, 'Read it and release it')
  await sound(secretariat, 'release')
  await release(secretariat, draft)
  await until(member, draft, 'Others can read it')
  await sound(member, 'released')

  const reader = await as('Silvan Adeyemi-Crook')
  await reader.goto('/o/brackwater/shared')
  await reader.getByRole('link', { name: CONDITION }).click()
  await reader.getByText(/National Panel \(invented\)/).first().waitFor()
})
