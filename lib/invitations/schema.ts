import { z } from 'zod'
import { clinicDetails, locationName, nameOf } from '../clinics/schema/clinic'
import { emailOf } from '../clinics/schema/fields'
import { staffRoles } from '../clinics/schema/people'

/** An admin asks somebody to work at the clinic. */
export const inviteInput = z.strictObject({
  name: nameOf('Enter their name'),
  email: emailOf('Enter their email address'),
  roles: staffRoles,
})
export type InviteInput = z.infer<typeof inviteInput>

export const withdrawInput = z.strictObject({ invitationId: z.uuid() })
export type WithdrawInput = z.infer<typeof withdrawInput>

/** The secret of an invitation, as its link has it. */
const invitationToken = z.string().max(100)

/** Somebody invited who has no account yet. The password is judged by the command, which knows what it must not be made of. */
export const joinAsNewInput = z.strictObject({
  invitationToken,
  name: nameOf('Enter your name'),
  password: z.string('Choose a password').max(2048, 'Use 1024 characters or fewer'),
})
export type JoinAsNewInput = z.infer<typeof joinAsNewInput>

/** Somebody signed in takes up an invitation. */
export const joinInput = z.strictObject({ invitationToken })
export type JoinInput = z.infer<typeof joinInput>

/** Somebody signed in founds the clinic they were invited to found. Its first location has the clinic's address and zone. */
export const foundInput = clinicDetails.extend({ invitationToken, locationName })
export type FoundInput = z.infer<typeof foundInput>
