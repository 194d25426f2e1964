// Asks the browser for a passkey, or to make one, and sends its answer with an ordinary form.
// Without this script, or without passkeys, people use password and code.

const supported = 'PublicKeyCredential' in window && 'credentials' in navigator

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const text = (buffer) => {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

const withIds = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }))

const decoded = (options) => {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) }
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) }
  if (key.excludeCredentials) key.excludeCredentials = withIds(key.excludeCredentials)
  if (key.allowCredentials) key.allowCredentials = withIds(key.allowCredentials)
  return { publicKey: key }
}

const encoded = (credential) => {
  const response = {}
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[part]) response[part] = text(credential.response[part])
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports()
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    extensions: credential.getClientExtensionResults(),
  }
}

const ask = async (form) => {
  const failed = form.querySelector('[data-passkey-failed]')
  try {
    const options = decoded(JSON.parse(form.dataset.options))
    const making = form.dataset.passkey === 'create'
    const credential = making
      ? await navigator.credentials.create(options)
      : await navigator.credentials.get(options)
    form.elements.answer.value = JSON.stringify(encoded(credential))
    HTMLFormElement.prototype.submit.call(form)
  } catch {
    delete form.dataset.sent
    failed.hidden = false
    failed.focus()
  }
}

if (supported) {
  for (const place of document.querySelectorAll('[data-needs-passkey]')) place.hidden = false
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      ask(form)
    })
  }
}
