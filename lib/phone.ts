import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * Reads a phone number as people write it (spaces, dashes, brackets, a national number of the clinic's own country) and returns E.164,
 * or null where it is none. The clinic's country is that of its own phone.
 */
export function readPhone(text: string, clinicPhone: string): string | null {
  const country = parsePhoneNumberFromString(clinicPhone)?.country
  const read = parsePhoneNumberFromString(text.normalize('NFKC'), country)
  return read?.isPossible() ? read.number : null
}
