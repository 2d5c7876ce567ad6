/** A letter as its parts, from which both its texts are printed: they cannot say different things. */
export type Letter = {
  subject: string
  parts: readonly Part[]
}
/** A paragraph, a list of facts, or the one thing to do. */
type Part =
  | string
  | { facts: readonly (readonly [label: string, value: string])[] }
  | { say: string; href: string }

/** The plain text part. Addresses stand on lines of their own, so that every reader makes links of them. */
export function printText(letter: Letter): string {
  return `${letter.parts.map(textOf).join('\n\n')}\n`
}

/** The HTML part: escaped, no images, no styles that a reader could miss. */
export function printHtml(letter: Letter): string {
  return `<!doctype html>
<html lang="en-AU"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(letter.subject)}</title></head>
<body style="margin:0 auto;max-width:36em;padding:1.5em;font:1em/1.5 system-ui,sans-serif">
${letter.parts.map(htmlOf).join('\n')}
</body></html>
`
}

function textOf(part: Part): string {
  if (typeof part === 'string') return part
  if ('href' in part) return `${part.say}:\n${part.href}`
  return part.facts.map(([label, value]) => `${label}: ${value}`).join('\n')
}

function htmlOf(part: Part): string {
  if (typeof part === 'string') return `<p>${escaped(part)}</p>`
  // The address is also readable: people are told not to trust a button.
  if ('href' in part)
    return `<p><a href="${escaped(part.href)}"><strong>${escaped(part.say)}</strong></a><br><small>${escaped(part.href)}</small></p>`
  const facts = part.facts.map(
    ([label, value]) => `<dt><strong>${escaped(label)}</strong></dt><dd>${escaped(value)}</dd>`,
  )
  return `<dl>${facts.join('')}</dl>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
}
