import { z } from 'zod'
import { nameOf } from './clinic'
import { flag, line, settingsVersion, several } from './fields'

/** What somebody does at the clinic; several at once. */
export const staffRoles = several(
  z.enum(['receptionist', 'nurse', 'practitioner', 'admin', 'auditor'], 'Choose a role from the list'),
).refine((roles) => roles.length > 0, 'Choose at least one role')

export const memberInput = z.strictObject({ memberId: z.uuid(), roles: staffRoles })
export type MemberInput = z.infer<typeof memberInput>

export const endMemberInput = z.strictObject({ memberId: z.uuid() })
export type EndMemberInput = z.infer<typeof endMemberInput>

/** Who can be booked. `accountId`: how they sign in, when they do. */
export const practitionerInput = z.strictObject({
  practitionerId: z.uuid().optional(),
  version: settingsVersion,
  accountId: z.uuid().optional(),
  name: nameOf('Enter the name patients see'),
  title: line('Enter what they are, for example “General practitioner”', 100),
  specialisations: line('Enter specialisations', 500)
    .optional()
    .transform((text) => [...new Set((text ?? '').split(/[,;]/).map((one) => one.trim()))].filter(Boolean)),
  registrationNumber: line('Enter the number', 60).optional(),
  registrationBody: line('Enter the body', 100).optional(),
  acceptingNewPatients: flag,
  active: flag,
})
export type PractitionerInput = z.infer<typeof practitionerInput>
