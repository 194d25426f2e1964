// Filling in a form by the names of its boxes.

/** Types words into the box of this name. */
export const fill = (page, id, words) => page.locator(`[name="${id}"]`).fill(words)

/** Takes one radio button or checkbox. */
export const choose = (page, id, value) => page.locator(`input[name="${id}"][value="${value}"]`).check()

/** Addresses of the reviews that somebody of an organisation may see, newest first. */
export async function reviewsOf(page, organisation = 'aldermere') {
  await page.goto(`/o/${organisation}/reviews`)
  return page.locator('main a.tl-reference').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
}
