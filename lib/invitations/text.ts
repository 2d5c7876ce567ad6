import type { StaffRole } from '../access/actor'
import type { Letter } from '../mail/letter'
import { printPhone } from '../people/text'
import { INVITATION_DAYS } from './rules'

/** What a role is called, and what somebody who has it does. */
export const ROLE_WORDS: Record<StaffRole, { name: string; does: string }> = {
  receptionist: { name: 'Reception', does: 'Books, moves and cancels for patients, and runs the day' },
  nurse: { name: 'Nurse', does: 'Sees patients, and runs the day' },
  practitioner: { name: 'Practitioner', does: 'Sees patients, and can be booked' },
  admin: { name: 'Administrator', does: 'Sets the clinic up: people, services, hours' },
  auditor: { name: 'Auditor', does: 'Reads the audit log, and no patient’s record' },
}

/** "Reception, Nurse". */
export function printRoles(roles: readonly StaffRole[]): string {
  return roles.map((role) => ROLE_WORDS[role].name).join(', ')
}

type Asked = { name: string; clinic: { name: string; phone: string }; href: string }

/** The mail that asks somebody to work at a clinic. */
export function invitationLetter({ name, clinic, href }: Asked): Letter {
  return {
    subject: `${clinic.name} invites you to Anteroom`,
    parts: [
      `Hello ${name},`,
      `${clinic.name} asks you to join them on Anteroom, where the clinic’s appointments are kept.`,
      { say: 'Accept the invitation', href },
      `The link is yours alone and works once, for ${INVITATION_DAYS} days. If you did not expect this, do nothing: no account is made.`,
      `${clinic.name}. You can answer this mail, or call ${printPhone(clinic.phone)}.`,
    ],
  }
}
