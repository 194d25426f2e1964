// What somebody sees differently is kept without leaving the page, where something is typed in another form of it. Without this the
// box says that what was typed above is not kept with it.
const box = document.querySelector('.tl-momentbox')
let typed = false

document.addEventListener('input', (event) => {
  if (!event.target.closest('.tl-momentbox')) typed = true
})

// The answer of the server as a page: what is wrong, or that it is kept.
async function sent(form) {
  const body = new URLSearchParams(new FormData(form))
  const answer = await fetch(form.action, { method: 'POST', body })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const said = page.querySelector('.govuk-error-summary, .govuk-notification-banner')
  const kept = answer.redirected && new URL(answer.url).search.includes('moment=kept')
  return { said, kept, fresh: page.querySelector('.tl-momentbox > details') }
}

function withoutNote() {
  box.querySelectorAll('.tl-typed-above').forEach((note) => note.remove())
}

function tell(said) {
  box.querySelector('.tl-said')?.remove()
  const place = document.createElement('div')
  place.className = 'tl-said'
  place.tabIndex = -1
  place.append(document.importNode(said, true))
  box.prepend(place)
  place.focus()
}

async function keep(event) {
  const form = event.target
  if (!typed || !form.closest('.tl-momentbox')) return
  event.preventDefault()
  if (form.dataset.sent) return
  form.dataset.sent = 'yes'
  let answer
  try {
    answer = await sent(form)
  } catch {
    answer = {}
  }
  delete form.dataset.sent
  if (!answer.said) {
    form.submit()
    return
  }
  tell(answer.said)
  if (answer.kept && answer.fresh) {
    box.querySelector(':scope > details').replaceWith(document.importNode(answer.fresh, true))
    withoutNote()
  }
}

if (box) {
  withoutNote()
  document.addEventListener('submit', keep, true)
}
