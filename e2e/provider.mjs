// A small OpenID provider on this machine, for walks: a page on which somebody signs in or stops, description, keys, and
// the exchange of a code for a token signed with a real key. Browsers reach it under a name of another site.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'

export const CLIENT = 'throughline'
export const SECRET = 'not a secret'

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const now = () => Math.floor(Date.now() / 1000)

async function bodyOf(request) {
  let text = ''
  for await (const piece of request) text += piece
  return new URLSearchParams(text)
}

/** The page on which somebody signs in: whose account, and whether with a second factor. */
function signInPage(query) {
  const hidden = ['client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge'].map(
    (name) => `<input type="hidden" name="${name}" value="${escaped(query.get(name) ?? '')}">`,
  )
  return `<!doctype html><html lang="en"><title>Aldermere Council sign-in</title><h1>Aldermere Council sign-in</h1>
<form method="post" action="/decide">${hidden.join('')}
<label>Account <input name="account"></label>
<label><input type="checkbox" name="second" value="yes" checked> With a second factor</label>
<button name="does" value="signs in">Sign in</button> <button name="does" value="stops">Stop</button></form></html>`
}

class Provider {
  codes = new Map()
  /** The queries of the browsers that were sent here, with what else they told. */
  asked = []
  /** While this is set, nothing but the page answers. */
  down = false
  keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  description() {
    const { issuer, forBrowsers } = this
    return {
      issuer,
      authorization_endpoint: `${forBrowsers}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['ES256'],
    }
  }

  token(form, authorization) {
    const client = Buffer.from(`${CLIENT}:${SECRET.replaceAll(' ', '+')}`).toString('base64')
    const waiting = this.codes.get(form.get('code'))
    this.codes.delete(form.get('code'))
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    const fits = waiting?.code_challenge === challenge && waiting.redirect_uri === form.get('redirect_uri')
    if (!fits || authorization !== `Basic ${client}`) return [400, { error: 'invalid_grant' }]
    const claims = {
      iss: this.issuer,
      aud: CLIENT,
      sub: waiting.account,
      nonce: waiting.nonce,
      iat: now(),
      exp: now() + 300,
      auth_time: now(),
      amr: waiting.second === 'yes' ? ['pwd', 'mfa'] : ['pwd'],
      email: 'somebody@example.invalid',
    }
    const text = `${part({ alg: 'ES256', kid: 'one' })}.${part(claims)}`
    const signature = sign('sha256', Buffer.from(text), { key: this.keys.privateKey, dsaEncoding: 'ieee-p1363' })
    return [200, { access_token: 'unused', token_type: 'Bearer', id_token: `${text}.${signature.toString('base64url')}` }]
  }

  /** Where the browser goes after somebody signed in or stopped. */
  decided(form) {
    const back = new URL(form.get('redirect_uri'))
    back.searchParams.set('state', form.get('state'))
    back.searchParams.set('iss', this.issuer)
    if (form.get('does') === 'stops') {
      back.searchParams.set('error', 'access_denied')
      back.searchParams.set('error_description', 'the person stopped')
    } else {
      const code = randomBytes(16).toString('base64url')
      this.codes.set(code, Object.fromEntries(form))
      back.searchParams.set('code', code)
    }
    return back.href
  }

  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.issuer)
    const json = (status, value) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (pathname === '/authorize') {
      this.asked.push({ query: searchParams, referer: request.headers.referer })
      return response.writeHead(200, { 'content-type': 'text/html' }).end(signInPage(searchParams))
    }
    const form = await bodyOf(request)
    if (pathname === '/decide') return response.writeHead(303, { location: this.decided(form) }).end()
    if (pathname === '/favicon.ico') return response.writeHead(204).end()
    if (this.down) return json(503, {})
    if (pathname === '/.well-known/openid-configuration') return json(200, this.description())
    if (pathname === '/keys') {
      return json(200, { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'ES256' }] })
    }
    if (pathname === '/token') return json(...this.token(form, request.headers.authorization))
    return json(404, {})
  }

  /** Signs in without drawing the page: the address to which the browser would be sent. */
  backFrom(address, account) {
    const query = new URL(address).searchParams
    const form = new URLSearchParams([...query, ['account', account], ['second', 'yes'], ['does', 'signs in']])
    return this.decided(form)
  }

  stop() {
    this.server.closeAllConnections()
    return new Promise((resolve) => this.server.close(resolve))
  }
}

/** Starts one on a free port of this machine. */
export async function startProvider() {
  const provider = new Provider()
  provider.server = createServer((request, response) => provider.answer(request, response).catch(() => response.destroy()))
  await new Promise((resolve) => provider.server.listen(0, '127.0.0.1', resolve))
  const { port } = provider.server.address()
  provider.issuer = `http://127.0.0.1:${port}`
  provider.forBrowsers = `http://sign-in.localhost:${port}`
  return provider
}
