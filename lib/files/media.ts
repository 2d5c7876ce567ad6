import { refusal } from '../errors'

/** What is taken. */
export type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png'

/** The most a file may weigh as it comes, in bytes. */
export const MOST_FILE_BYTES = 10_000_000

const BEGINNINGS: Record<MediaType, string> = {
  'application/pdf': '%PDF-',
  'image/jpeg': '\xff\xd8\xff',
  'image/png': '\x89PNG\r\n\x1a\n',
}
const HEIC = /^....ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s

/**
 * What a file is, by its own first bytes: its name, and what the browser says of it, count for nothing. Refuses with `file_empty`,
 * `file_too_large`, `file_heic`, `file_type`.
 */
export function mediaTypeOf(file: Uint8Array): MediaType {
  if (file.length === 0) throw refusal('file_empty')
  if (file.length > MOST_FILE_BYTES) throw refusal('file_too_large')
  const head = Buffer.from(file.subarray(0, 16)).toString('latin1')
  const types = Object.keys(BEGINNINGS) as MediaType[]
  const found = types.find((type) => head.startsWith(BEGINNINGS[type]))
  if (!found) throw refusal(HEIC.test(head) ? 'file_heic' : 'file_type')
  return found
}
