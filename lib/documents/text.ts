import { CHOSEN_KINDS, type FileKind } from './schema'

const KINDS: Record<FileKind, string> = {
  referral: 'Referral',
  insurance: 'Insurance',
  identity: 'Identity document',
  result: 'Test result',
  letter: 'Letter or report',
  picture: 'Photo',
  answer: 'With a form',
  other: 'Something else',
}

/** What a document is, for people. */
export const kindWords = (kind: FileKind): string => KINDS[kind]

/** The kinds that can be chosen by hand, for a list to choose from. */
export const KIND_OPTIONS = [
  { value: '', label: 'Choose' },
  ...CHOSEN_KINDS.map((kind) => ({ value: kind as string, label: KINDS[kind] })),
]

const MEDIA: Record<string, string> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
}

/** "PDF, 1.2 MB" */
export function sizeWords(mediaType: string, byteCount: number): string {
  const size =
    byteCount >= 1_000_000 ? `${(byteCount / 1_000_000).toFixed(1)} MB` : `${Math.ceil(byteCount / 1000)} kB`
  return `${MEDIA[mediaType] ?? 'File'}, ${size}`
}
