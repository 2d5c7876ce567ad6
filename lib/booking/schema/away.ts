import { z } from 'zod'
import { leaveForm } from '../../availability/schema/hours'
import { chosenTime } from '../schema'

/** The longest absence that is dealt with at once. */
const MOST_DAYS_AWAY = 31
/** For how long proposed times can be kept, in hours. */
export const KEEP_HOURS = [4, 24, 48] as const

const id = z.uuid('This is not one of ours')
const { practitionerId, fromDate, untilDate, from, to } = leaveForm.shape
const period = { practitionerId, fromDate, untilDate, from, to }

/** Who is away and when, as a page's address and its forms say it: whole days, or from a time to a time on the clinic's clock. */
export const absenceInput = z
  .strictObject(period)
  .refine((asked) => !asked.untilDate || asked.fromDate <= asked.untilDate, {
    path: ['untilDate'],
    error: 'The last day must not be before the first',
  })
  .refine((asked) => daysOf(asked) <= MOST_DAYS_AWAY, {
    path: ['untilDate'],
    error: `Enter at most ${MOST_DAYS_AWAY} days at a time`,
  })
export type AbsenceInput = z.infer<typeof absenceInput>

function daysOf(asked: { fromDate: string; untilDate?: string | undefined }): number {
  return (Date.parse(asked.untilDate ?? asked.fromDate) - Date.parse(asked.fromDate)) / 86_400_000 + 1
}

/** What becomes of one booking: it is left for later, cancelled with an apology, or proposed a time. */
const becomes = z.union(
  [z.literal('leave').transform(() => null), z.literal('cancel'), chosenTime],
  'Choose what becomes of it',
)

/** The plan as it was looked at. `to` and `version` by booking id: the version that the page showed. */
export const sendProposalsInput = z.strictObject({
  ...period,
  keepHours: z.coerce
    .number()
    .refine((hours) => (KEEP_HOURS as readonly number[]).includes(hours), 'Choose how long'),
  become: z.record(id, becomes).default({}),
  version: z.record(id, z.coerce.number().int()).default({}),
})
export type SendProposalsInput = z.infer<typeof sendProposalsInput>

/** Somebody who could not be written to was told by phone. */
export const toldByPhoneInput = z.strictObject({ proposalId: id })
export type ToldByPhoneInput = z.infer<typeof toldByPhoneInput>
