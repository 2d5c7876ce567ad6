import { z } from 'zod'

const id = z.uuid('This is not one of ours')

/** A new secret address, which ends the old one; or none any more. */
const wish = z.enum(['link', 'off'], 'Choose what to do')

/** One's own appointments, as a patient or for those one acts for. */
export const ownFeedInput = z.strictObject({ wish })
export type OwnFeedInput = z.infer<typeof ownFeedInput>

/** A practitioner's appointments. */
export const feedInput = z.strictObject({ practitionerId: id, wish })
export type FeedInput = z.infer<typeof feedInput>

/** The secret address, which nobody can be shown again: only its hash is kept. Null where there is none any more. */
export type FeedMade = { url: string | null }

const MOST_CHARACTERS = 2000

/**
 * The address of somebody's calendar. `webcal:` is what calendars call https. No number instead of a name, and no port of its own: what it
 * leads to is looked at again each time it is read.
 */
const address = z
  .string('Enter the address of the calendar')
  .transform((text) => text.trim().replace(/^webcals?:\/\//i, 'https://'))
  .refine((text) => text.length <= MOST_CHARACTERS, 'That is too long for an address')
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:',
    'Enter an address that begins with https://',
  )
  .refine(isNamed, 'Enter the public address of the calendar, as its website shows it')

/** A calendar to be connected. */
export const connectInput = z.strictObject({
  practitionerId: id,
  name: z
    .string('Enter a name for it, like “Hospital roster”')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1, 'Enter a name for it').max(60, 'Use 60 characters or fewer')),
  address,
})
export type ConnectInput = z.infer<typeof connectInput>

export const disconnectInput = z.strictObject({ calendarId: id })
export type DisconnectInput = z.infer<typeof disconnectInput>

function isNamed(text: string): boolean {
  if (!URL.canParse(text)) return true
  const { hostname, port } = new URL(text)
  return port === '' && /\.[a-z][a-z0-9-]*\.?$/i.test(hostname)
}
