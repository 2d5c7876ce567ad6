import { z } from 'zod'

const id = z.uuid('This is not one of ours')

/** Staff ask the patient of a booking for a form: for the visit, or whenever they have time. */
export const askInput = z.strictObject({
  bookingId: id,
  formId: z.uuid('Choose a form'),
  when: z.enum(['visit', 'any'], 'Choose when it is needed').default('visit'),
})
export type AskInput = z.infer<typeof askInput>

export const withdrawRequestInput = z.strictObject({ requestId: id })
export type WithdrawRequestInput = z.infer<typeof withdrawRequestInput>

export const finishTaskInput = z.strictObject({ taskId: id })
export type FinishTaskInput = z.infer<typeof finishTaskInput>
