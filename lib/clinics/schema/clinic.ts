import { z } from 'zod'
import { timeZones } from '../../time'
import { emailOf, flag, line, moneyCents, optionalWhole, settingsVersion } from './fields'

/** Currencies whose minor unit is a hundredth: amounts are cents everywhere in the house. ISO 4217. */
export const CURRENCIES = [
  ...[
    'AUD',
    'BRL',
    'CAD',
    'CHF',
    'CZK',
    'DKK',
    'EGP',
    'EUR',
    'GBP',
    'GHS',
    'HKD',
    'ILS',
    'INR',
    'KES',
    'MAD',
  ],
  ...[
    'MXN',
    'MYR',
    'NGN',
    'NOK',
    'NZD',
    'PHP',
    'PLN',
    'RON',
    'SAR',
    'SEK',
    'SGD',
    'THB',
    'TRY',
    'USD',
    'ZAR',
  ],
] as const

/** The portal's own addresses, which no clinic's may hide behind. */
export const RESERVED_SLUGS: readonly string[] = [
  ...['_next', 'admin', 'api', 'assets', 'book', 'clinic', 'clinics', 'desk', 'dev', 'embed', 'help', 'icon'],
  ...['join', 'manage', 'my', 'sign-in', 'sign-out', 'sign-up', 'static', 'status', 'www'],
]

/** A person's or a thing's name: one line, NFC. */
export const nameOf = (ask: string) => line(ask, 100)

/** A zone this server knows, as `Australia/Sydney`. */
const timeZone = z
  .string('Choose a time zone')
  .refine((zone) => zones().has(zone), 'Choose a time zone from the list')

export const locationName = nameOf('Enter the name of the location')

/** What patients read of a clinic, and where its pages are. */
export const clinicDetails = z.strictObject({
  name: nameOf('Enter the name of the clinic'),
  slug: z
    .string('Enter the web address')
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'Use 3 to 63 letters, numbers and hyphens')
    .refine((slug) => !RESERVED_SLUGS.includes(slug), 'The portal uses that address itself. Choose another.'),
  timeZone,
  currency: z.enum(CURRENCIES, 'Choose a currency'),
  phone: line('Enter the clinic’s phone number', 40),
  email: emailOf('Enter the clinic’s email address'),
  address: line('Enter the clinic’s address', 300),
  openingHours: line('Enter the opening hours', 200),
})

/** The same once the clinic is there, with its policy. */
export const clinicInput = clinicDetails.extend({
  version: settingsVersion,
  cancelNoticeHours: optionalWhole('Free cancelling', 0, 720, 'hours').default(0),
  lateCancelFeeCents: moneyCents('the late cancelling fee').default(0),
})
export type ClinicInput = z.infer<typeof clinicInput>

export const locationInput = z.strictObject({
  locationId: z.uuid().optional(),
  version: settingsVersion,
  name: locationName,
  kind: z.enum(['in_person', 'telehealth'], 'Choose how patients are seen here'),
  timeZone,
  address: line('Enter the address', 300).optional(),
  active: flag,
  cancelNoticeHours: optionalWhole('Free cancelling', 0, 720, 'hours'),
  lateCancelFeeCents: moneyCents('the late cancelling fee').optional(),
})
export type LocationInput = z.infer<typeof locationInput>

export const resourceInput = z.strictObject({
  resourceId: z.uuid().optional(),
  version: settingsVersion,
  name: nameOf('Enter a name'),
  kind: z.enum(['room', 'equipment'], 'Choose room or equipment'),
  locationId: z.uuid('Choose a location'),
  active: flag,
})
export type ResourceInput = z.infer<typeof resourceInput>

let known: Set<string> | undefined
function zones(): Set<string> {
  known ??= new Set(['UTC', ...timeZones()])
  return known
}
