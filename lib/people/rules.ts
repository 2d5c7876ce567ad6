/** What a search text is taken for: a patient number, a birth date, the digits of a phone, or a name. */
export function searchKind(q: string): {
  kind: 'number' | 'birthDate' | 'phone' | 'name' | 'nothing'
  value: string
} {
  const text = q.trim()
  if (text.length < 2) return { kind: 'nothing', value: '' }
  if (/^pat-?\d+$/i.test(text))
    return { kind: 'number', value: `PAT-${text.replace(/\D/g, '').padStart(6, '0')}` }
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? null
  if (date) return { kind: 'birthDate', value: text }
  const local = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text)
  if (local)
    return {
      kind: 'birthDate',
      value: `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}`,
    }
  const digits = text.replace(/[\s()+-]/g, '')
  if (/^\d{3,}$/.test(digits)) return { kind: 'phone', value: digits.replace(/^0+/, '') }
  return { kind: 'name', value: text.normalize('NFC') }
}
