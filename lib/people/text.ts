import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A stored phone number (E.164) as people of its country read it: "(02) 5550 0123". What cannot be read is shown as it is. */
export function printPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatNational() ?? e164
}
