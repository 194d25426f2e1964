// What a national body sees differently in its own work: in order, along time, linked and revised as in a review. Without JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, reflows, shots } from '../checks.mjs'
import { choose, fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const FIRST = 'We read what comes in too late in the week. Invented.'
const SECOND = 'Our letters asked twice for what we had. Invented.'
const REVISED = 'We read what comes in on one day of the week. Invented.'
const OWN = '/o/panel/own-learning'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const problem = (page) => page.getByRole('heading', { name: 'There is a problem' }).waitFor()
const heading = (page, name) => page.getByRole('heading', { name, level: 1 }).waitFor()

async function sound(page, name) {
  await axe(page)
  await shots(page, `own-journey-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

async function writes(page, words) {
  await page.goto(`${OWN}/write`)
  await fill(page, 'm-seen', words)
  await press(page, 'Keep this')
}

test('what was seen in ones own work has its journey', async () => {
  const page = await walk.browser.as('Aurelio Banks-Whitlow', { javaScript: false })
  await page.goto(`${OWN}/journey`)
  await page.getByText('Nobody has written down yet what they see differently in their own work.').waitFor()
  await sound(page, 'empty')
  await writes(page, FIRST)
  await writes(page, SECOND)
  await page.goto(OWN)
  await page.getByRole('link', { name: 'How the understanding grew' }).click()
  await heading(page, 'How the understanding grew')
  await page.getByText(SECOND).waitFor()
  await sound(page, 'list')
  await page.goto(`${OWN}/journey/timeline`)
  await page.getByRole('link', { name: SECOND }).first().waitFor()
  await sound(page, 'timeline')
  await page.getByRole('link', { name: 'Figures of our own learning' }).click()
  await heading(page, 'Figures of our own learning')
  await page.getByText('From the first moment to the first shared one').waitFor()
  await sound(page, 'figures')
  await page.goto(`${OWN}/journey`)
  await page.getByRole('link', { name: FIRST }).click()
  await heading(page, 'What was seen differently')
  const first = page.url()
  await page.getByRole('button', { name: 'Add a link' }).click()
  await heading(page, 'Link to something else that was seen differently')
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'link-wrong')
  await choose(page, 'kind', 'informs')
  await page.locator('[name="to"]').selectOption({ label: SECOND })
  await press(page, 'Save')
  await page.getByRole('link', { name: `Seen differently: ${SECOND}` }).waitFor()
  await page.getByRole('button', { name: 'Revise it' }).click()
  await fill(page, 'words', REVISED)
  await press(page, 'Save')
  await problem(page)
  await sound(page, 'revise-wrong')
  await fill(page, 'why', 'We counted.')
  await press(page, 'Save')
  await page.getByText('We counted.').waitFor()
  await sound(page, 'moment')
  assert.equal((await page.goto(`${first}/links/learning_point`)).status(), 404, 'no review stands behind it')
  await page.goto(first)
  await page.getByRole('button', { name: /^Take this link away/ }).click()
  await page.getByText('Nothing yet.').waitFor()
  for (const end of ['more', 'doubt', 'look']) {
    assert.equal((await page.goto(`${first}/${end}`)).status(), 200)
    await sound(page, end)
  }
  await page.goto(`${first}/doubt`)
  await fill(page, 'why', 'Three weeks are few.')
  await press(page, 'Save')
  assert.equal((await page.goto(`${first}/reopen`)).status(), 200)
  await sound(page, 'reopen')
  const manager = await walk.browser.as('Rowan Achebe-Lyle', { javaScript: false })
  assert.equal((await manager.goto('/o/aldermere/own-learning/journey')).status(), 403)
})
