import { z } from 'zod'

/** What the pages around opening records send. */

const date = z.iso.date().refine((day) => day >= '1900-01-01' && day <= '2999-12-31')
/** The day before which an address asks to look, or none. */
export function askedBefore(asked: unknown): string | undefined {
  return date.safeParse(asked).data
}

export const openRecordInput = z.strictObject({
  patientId: z.uuid('This is not one of ours'),
  reason: z
    .string('Say why you need this record')
    .trim()
    .min(10, 'Say why you need this record, in a few words')
    .max(500, 'Use 500 characters or fewer'),
  /** Only where the page asked for it. */
  password: z.string().max(1024, 'Enter your password').optional(),
})
export type OpenRecordInput = z.infer<typeof openRecordInput>

export const reviewEmergencyInput = z.strictObject({ emergencyId: z.uuid('This is not one of ours') })
export type ReviewEmergencyInput = z.infer<typeof reviewEmergencyInput>
