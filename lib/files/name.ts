import { refusal } from '../errors'
import type { MediaType } from './media'

const ENDINGS: Record<MediaType, readonly string[]> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
}
const LONGEST = 100
/** Control characters, and those that turn the direction of writing: “gpj.exe” can be made to look like “exe.jpg”. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const DISGUISE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/
/** An ending that is hidden in front of another, of what a computer runs or opens in a browser. */
const RUNS =
  /\.(exe|scr|bat|cmd|msi|ps1|vbs?|js|mjs|jar|jse|wsf|hta|lnk|sh|apk|dmg|php|html?|xhtml|svg|docm|xlsm)(\.|$)/i
/** What Windows takes in no name. */
const SPECIAL = /[<>:"|?*]/g

/**
 * The name a file is kept under: what a person called it, with the ending of what it is. Refuses with `file_name` what points elsewhere or
 * disguises itself, with `file_ending` an ending that is another kind's, or one that a computer would run in front of it.
 */
export function nameFor(given: string, mediaType: MediaType): string {
  const name = given.normalize('NFC').trim()
  if (name.length > 255 || DISGUISE.test(name) || /[/\\]/.test(name)) throw refusal('file_name')
  const [own = ''] = ENDINGS[mediaType]
  // “Dr. Smith” has no ending; neither has “Bill 12.50”.
  const ending = /\.([a-z][a-z0-9]{0,4})$/i.exec(name)?.[1]?.toLowerCase()
  if (ending !== undefined && !ENDINGS[mediaType].includes(ending)) throw refusal('file_ending')
  const stem = ending === undefined ? name : name.slice(0, -ending.length - 1)
  if (RUNS.test(stem)) throw refusal('file_ending')
  const plain = stem
    .replace(SPECIAL, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, LONGEST)
  return `${plain || 'document'}.${own}`
}
