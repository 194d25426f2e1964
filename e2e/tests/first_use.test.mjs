// The page that the link of a request for information opens: the same for every request and for none, wrong codes, and the
// way to the request for whoever can sign in. The way by a right code is in the tests of `web`.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHANGES, axe, keyboardWalk, reflows, sameTree, shots, wholePage } from '../checks.mjs'
import { fill } from '../forms.mjs'
import { demonstration } from '../harness.mjs'

const walk = demonstration()
const REQUEST = '01976f2a-0000-7000-8000-000000000000'
const LINK = `/answer/aldermere/${REQUEST}`
const RETURN = `/o/aldermere/returns/${REQUEST}`
const WRONG = 'CFHJ-KMPQ-RT23'

const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
const summary = (page) => page.getByRole('alert')

/** Opened, and what there is to read. */
async function read(page, link) {
  const answer = await page.goto(link)
  assert.equal(answer.status(), 200, link)
  return page.locator('main').innerText()
}

/** Types a code, and waits for what is said of it. */
async function typed(page, code, said) {
  await fill(page, 'code', code)
  await press(page, 'Continue')
  await summary(page).getByText(said).waitFor()
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.locator('[name="code"]').inputValue(), code, 'what was typed is kept')
}

test('the page', async () => {
  const page = await walk.browser.open()
  await page.goto(LINK)
  await wholePage(page, 'first-use', { replace: CHANGES })
  await keyboardWalk(page)
  await page.context().close()
})

test('the same for every request, every organisation, and none', async () => {
  const page = await walk.browser.open()
  const shown = await read(page, LINK)
  assert.doesNotMatch(shown, /Aldermere/)
  for (const link of [`/answer/brackwater/${REQUEST}`, `/answer/nowhere/${REQUEST}`, LINK.replace('01976f2a', '01976f2b')]) {
    assert.equal(await read(page, link), shown)
  }
  await page.context().close()
})

for (const javaScript of [true, false]) {
  test(`wrong codes ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const page = await walk.browser.open({ javaScript, width: 375, height: 800 })
    // Each with a request of its own: whoever guesses at one waits.
    await page.goto(LINK.replace('0000-7000', `000${Number(javaScript)}-7000`))
    await typed(page, '', 'Enter the code that you were given')
    await typed(page, 'CFHJ-KMPQ', 'A code has 12 letters and numbers.')
    await typed(page, WRONG, 'This code does not work here.')
    await axe(page)
    if (javaScript) await sameTree(page, 'first-use-wrong', { replace: CHANGES })
    await reflows(page)
    await shots(page, 'first-use-wrong')
    await page.context().close()
  })

  test(`signing in leads to the request ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const page = await walk.browser.open({ javaScript })
    await page.goto(LINK)
    await press(page, 'Sign in')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goto('/choose-who-to-be')
    await page.getByRole('button', { name: /Rowan Achebe-Lyle/ }).click()
    await page.waitForURL(`**${RETURN}`)
    // From now on the link leads there by itself, and signing in again leads to Today as ever.
    await page.goto('/o/aldermere/today')
    await page.goto(LINK)
    assert.equal(new URL(page.url()).pathname, RETURN)
    await page.context().close()
  })
}

test('whoever guesses waits', async () => {
  const page = await walk.browser.open({ javaScript: false })
  await page.goto(LINK.replace('0000-7000', '0002-7000'))
  for (let number = 0; number < 5; number += 1) await typed(page, WRONG, 'This code does not work here.')
  await fill(page, 'code', WRONG)
  await press(page, 'Continue')
  await page.getByRole('heading', { level: 1, name: 'Too many attempts' }).waitFor()
  await axe(page)
  await shots(page, 'first-use-wait')
  await page.context().close()
})
