import { createHmac } from 'node:crypto'
import { currentKey } from './ring'

/**
 * What may be looked up by a blind index: values that hardly two people share. Never sex, blood type or a diagnosis, which anybody could
 * count out of the index (security.md K6).
 */
export type BlindPurpose = 'email' | 'phone' | 'national_identifier' | 'policy_number'

/**
 * A keyed digest by which a sealed value is found again exactly: the same for the same purpose and value, after a rotation too. The value
 * is normalised by whoever asks (lib/phone.ts, lower case, no spaces). 256 bits, base64url.
 */
export function blindIndex(purpose: BlindPurpose, normalisedValue: string): string {
  return createHmac('sha256', currentKey('index').bytes)
    .update(JSON.stringify([purpose, normalisedValue]))
    .digest('base64url')
}
