// Starts the components of GOV.UK Frontend. Every page works without it.
import { initAll } from './govuk-frontend.js'

initAll()

// A browser that comes back to a page by "back" may show one from its memory, after sign-out too.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

// Pressing a button twice sends a form twice; the server keeps the first. This spares the wait.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = 'yes'
  // A form that answers with a file leaves the page as it is.
  setTimeout(() => delete form.dataset.sent, 3000)
})
