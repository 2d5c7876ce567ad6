import { z } from 'zod'
import { mode } from '../../booking/schema'
import { nameOf } from './clinic'
import { flag, line, moneyCents, optionalWhole, settingsVersion, several, whole } from './fields'

/** What can be booked, with every rule it lives by. Minutes, days and years are whole; prices are in the clinic's currency. */
export const serviceInput = z
  .strictObject({
    serviceId: z.uuid().optional(),
    version: settingsVersion,
    name: nameOf('Enter the name of the service'),
    category: line('Enter a category, for example “General practice”', 60),
    description: z
      .string()
      .transform((text) => text.normalize('NFC').trim())
      .pipe(z.string().max(1000, 'Use 1000 characters or fewer'))
      .default(''),
    modes: several(mode).refine((modes) => modes.length > 0, 'Choose at least one way of being seen'),
    initialMinutes: whole('First visit', 5, 480, 'minutes'),
    initialPriceCents: moneyCents('the price of a first visit'),
    followUpMinutes: whole('Follow-up', 5, 480, 'minutes'),
    followUpPriceCents: moneyCents('the price of a follow-up'),
    bufferBeforeMinutes: whole('Time before', 0, 240, 'minutes').default(0),
    bufferAfterMinutes: whole('Time after', 0, 240, 'minutes').default(0),
    gridMinutes: whole('Start times', 5, 240, 'minutes'),
    noticeMinutes: whole('Notice', 0, 43_200, 'minutes'),
    horizonDays: whole('How far ahead', 1, 800, 'days'),
    insideNotice: z.enum(['contact', 'hide'], 'Choose what patients see'),
    minimumAgeYears: optionalWhole('Youngest age', 0, 120, 'years'),
    maximumAgeYears: optionalWhole('Oldest age', 0, 120, 'years'),
    requiresReferral: flag,
    requiresInitialFirst: flag,
    dailyCap: optionalWhole('Most a day', 1, 200),
    upcomingLimit: optionalWhole('Most to come', 1, 50),
    capacity: whole('Seats', 1, 200),
    requiresApproval: flag,
    requestHours: whole('Time to answer', 1, 720, 'hours'),
    cancelNoticeHours: optionalWhole('Free cancelling', 0, 720, 'hours'),
    lateCancelFeeCents: moneyCents('the late cancelling fee').optional(),
    active: flag,
  })
  .refine(
    ({ minimumAgeYears: least, maximumAgeYears: most }) =>
      least === undefined || most === undefined || least <= most,
    { path: ['maximumAgeYears'], message: 'The oldest age must not be below the youngest' },
  )
export type ServiceInput = z.infer<typeof serviceInput>

/** By practitioner: whether they offer it, and what of it is their own. */
export const offersInput = z.strictObject({
  serviceId: z.uuid(),
  version: settingsVersion,
  offers: z
    .record(
      z.uuid(),
      z.strictObject({
        offered: flag,
        initialMinutes: optionalWhole('First visit', 5, 480, 'minutes'),
        initialPriceCents: moneyCents('the price of a first visit').optional(),
        followUpMinutes: optionalWhole('Follow-up', 5, 480, 'minutes'),
        followUpPriceCents: moneyCents('the price of a follow-up').optional(),
        dailyCap: optionalWhole('Most a day', 1, 200),
      }),
    )
    .default({}),
})
export type OffersInput = z.infer<typeof offersInput>

/** By need (its id, or "new"): one of these rooms or pieces of equipment at every visit. A need without anything in it goes. */
export const needsInput = z.strictObject({
  serviceId: z.uuid(),
  version: settingsVersion,
  needs: z
    .record(
      z.union([z.uuid(), z.literal('new')]),
      z.strictObject({
        name: line('Enter what is needed', 60).optional(),
        resourceIds: several(z.uuid()),
      }),
    )
    .default({}),
})
export type NeedsInput = z.infer<typeof needsInput>
