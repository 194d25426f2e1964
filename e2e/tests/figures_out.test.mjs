// Figures that may leave the partnership: two tables in which small numbers are hidden, taken out as CSV, by those who may. Without
// JavaScript.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axe, keyboardWalk, reflows, shots } from '../checks.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration({ whole: true })
const MANAGER = 'Rowan Achebe-Lyle'

async function sound(page, name) {
  await axe(page)
  await shots(page, `figures-out-${name}`)
  await reflows(page)
  assert.deepEqual(page.problems, [])
}

test('small numbers are hidden, and what is taken out is what is shown', async () => {
  const page = await walk.browser.as(MANAGER, { javaScript: false })
  await page.goto('/o/aldermere/reviews')
  await page.getByRole('link', { name: 'Figures that may leave', exact: true }).click()
  await page.getByRole('heading', { name: 'Figures that may leave', level: 1 }).waitFor()
  await keyboardWalk(page)
  await sound(page, 'tables')
  const numbers = await page.locator('td.govuk-table__cell--numeric').allInnerTexts()
  for (const said of numbers) {
    const shown = said.trim().split(/\s/)[0]
    assert.ok(shown === 'c' || Number(shown) % 5 === 0, `${said} is neither hidden nor rounded`)
  }
  for (const link of await page.getByRole('link', { name: /^Download as CSV/ }).all()) {
    const href = await link.getAttribute('href')
    assert.match(href, /\/figures\/(harm|level)\/csv$/)
    const file = await page.request.get(new URL(href, page.url()).href)
    assert.equal(file.headers()['content-type'], 'text/csv; charset=utf-8')
    const lines = (await file.text()).trim().split('\r\n')
    assert.ok(lines.length > 4 && lines[1].includes('c: hidden'), lines.slice(0, 3).join('\n'))
    for (const line of lines.slice(3)) {
      for (const cell of line.split('","').slice(1)) {
        const said = cell.replaceAll('"', '')
        assert.ok(said === 'c' || Number(said) % 5 === 0, line)
      }
    }
  }
  const file = await page.request.get('/o/aldermere/figures/children/csv')
  assert.equal(file.status(), 404)
})
