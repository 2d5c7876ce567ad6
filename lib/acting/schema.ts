import { z } from 'zod'
import { nameOf } from '../clinics/schema/clinic'
import { emailOf, several } from '../clinics/schema/fields'
import { dateOfBirthParts, RELATIONSHIPS, SCOPES } from '../people/schema'

/** The desk asks somebody to act for a patient. `until`: the last day, at the clinic. */
export const inviteToActInput = z
  .strictObject({
    patientId: z.uuid(),
    relationship: z.enum(RELATIONSHIPS, 'Choose what they are to the patient'),
    email: emailOf('Enter their email address'),
    scopes: several(z.enum(SCOPES, 'Choose from the list')),
    until: z.iso.date('Enter a date').optional(),
  })
  .refine(({ relationship, scopes }) => relationship === 'self' || scopes.length > 0, {
    path: ['scopes'],
    message: 'Choose at least one thing they may do',
  })
export type InviteToActInput = z.infer<typeof inviteToActInput>

export const withdrawActingInput = z.strictObject({ invitationId: z.uuid() })
export type WithdrawActingInput = z.infer<typeof withdrawActingInput>

export const endActingInput = z.strictObject({ accessId: z.uuid() })
export type EndActingInput = z.infer<typeof endActingInput>

/** Somebody takes up an invitation, and knows when the patient was born. */
export const takeUpInput = z.strictObject({
  invitationToken: z.string().max(100),
  dateOfBirth: dateOfBirthParts,
})
export type TakeUpInput = z.infer<typeof takeUpInput>

/** The same, making an account. The password is judged by the command, which knows what it must not be made of. */
export const takeUpAsNewInput = takeUpInput.extend({
  name: nameOf('Enter your name'),
  password: z.string('Choose a password').max(2048, 'Use 1024 characters or fewer'),
})
export type TakeUpAsNewInput = z.infer<typeof takeUpAsNewInput>
