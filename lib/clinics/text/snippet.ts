/** A button for a clinic's own website: a link with its look along, nothing to load. `href`: an address of ours. */
export function buttonSnippet(href: string): string {
  const look =
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#0b6a66;color:#ffffff;font:600 16px/1.25 sans-serif;text-decoration:none'
  return `<a href="${escaped(href)}" style="${look}">Book an appointment</a>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
