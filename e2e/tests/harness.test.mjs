// The checks are checked first: each passes on a good page and fails on a bad one.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { axe, keyboardWalk, reflows, sameTree, shots } from '../checks.mjs'
import { Browser, startProgram } from '../harness.mjs'
import { cpuTime, load, residentMemory } from '../load.mjs'

const page = (body, head = '') => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${head}</head><body><main><h1>A page</h1>${body}</main></body></html>`

const PAGES = {
  '/good': page('<a href="/good">First link</a> <label for="a">Your name</label> <input id="a"> <button>Go on</button>'),
  '/unlabelled': page('<input>'),
  '/wide': page('<p style="width: 900px">wide</p>'),
  '/unseen-focus': page('<a href="/good">Link</a>', '<style>a:focus { outline: none }</style>'),
  '/calls-out': page('<img alt="" src="http://127.0.0.9/picture.png">'),
  '/scripted-label': page('<input id="i"><script>document.getElementById("i").ariaLabel = "Your name"</script>'),
  '/script-error': page('<script>throw new Error("planted")</script>'),
  '/writes': page('<p id="p">without</p><script>document.getElementById("p").textContent = "with"</script>'),
}

let server
let browser

before(async () => {
  server = createServer((request, response) => {
    const body = PAGES[request.url]
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? page('Not here'))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  browser = await Browser.start(`http://localhost:${server.address().port}`)
})

after(async () => {
  await browser?.stop()
  server?.close()
})

async function visit(where, options) {
  const page = await browser.open(options)
  await page.goto(where)
  return page
}

test('a good page passes', async () => {
  const page = await visit('/good')
  await axe(page)
  await reflows(page)
  assert.deepEqual(await keyboardWalk(page), ['a First link', 'input Your name', 'button Go on'])
  await page.context().close()
})

test('a field without a label fails axe', async () => {
  await assert.rejects(axe(await visit('/unlabelled')), /label/)
})

test('a page that needs scrolling sideways fails', async () => {
  await assert.rejects(reflows(await visit('/wide')), /320 px/)
})

test('focus that nobody sees fails', async () => {
  await assert.rejects(keyboardWalk(await visit('/unseen-focus')), /nobody can see/)
})

test('a request to another address is stopped and told', async () => {
  await assert.rejects(axe(await visit('/calls-out')), /another address/)
})

test('an error of a script is told', async () => {
  await assert.rejects(axe(await visit('/script-error')), /planted/)
})

test('a page that is not there is no problem by itself', async () => {
  await axe(await visit('/nowhere'))
})

test('without JavaScript no script of the page runs, and axe still does', async () => {
  const page = await visit('/writes', { javaScript: false })
  assert.equal(await page.locator('#p').textContent(), 'without')
  await axe(page)
  await axe(await visit('/scripted-label'))
  await assert.rejects(axe(await visit('/scripted-label', { javaScript: false })), /label/)
  const other = await visit('/writes')
  assert.equal(await other.locator('#p').textContent(), 'with')
})

test('pictures are taken for a phone, a desk and print', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-shots-'))
  await shots(await visit('/good'), 'good', folder)
  assert.deepEqual(await readdir(folder), ['good-1280.png', 'good-375.png', 'good-print.png'])
  await rm(folder, { recursive: true })
})

test('a tree without its file fails, unless it is being written', { skip: process.env.UPDATE === '1' }, async () => {
  await assert.rejects(sameTree(await visit('/good'), 'never-written'), /UPDATE=1/)
})

test('a program that ends at once is told with what it said', async () => {
  const before = process.env.THROUGHLINE_PROGRAM
  process.env.THROUGHLINE_PROGRAM = process.execPath
  try {
    // Node looks for a file called "demo", finds none, and says so.
    await assert.rejects(startProgram(), /ended \(1\)[\s\S]*Cannot find module/)
  } finally {
    if (before === undefined) delete process.env.THROUGHLINE_PROGRAM
    else process.env.THROUGHLINE_PROGRAM = before
  }
})

test('load is counted, stays on this machine, and refuses an answer that was not expected', async () => {
  const address = `http://localhost:${server.address().port}`
  const from = await cpuTime(process.pid)
  const run = await load(`${address}/good`, { requests: 400, seconds: 20 })
  assert.equal(run.requests, 400)
  assert.ok(run.p50 > 0 && run.p99 >= run.p50 && run.perSecond > 1, JSON.stringify(run))
  assert.ok((await cpuTime(process.pid)) > from)
  assert.ok((await residentMemory(process.pid)) > 10)
  await assert.rejects(load(`${address}/nowhere`, { requests: 10 }), /answered 404/)
  await assert.rejects(load('http://192.0.2.1/'), /not this machine/)
})
