import type { Letter } from '../mail/letter'
import type { Relationship, Scope } from '../people/schema'
import { printPhone } from '../people/text'
import { ACTING_INVITATION_DAYS } from './rules'

export const SCOPE_WORDS: Record<Scope, { name: string; does: string }> = {
  book: { name: 'Appointments', does: 'See, book, move and cancel them' },
  forms: { name: 'Forms', does: 'Fill in what the clinic asks before a visit' },
  results: { name: 'Record', does: 'Read visit summaries, documents and who opened the record' },
  pay: { name: 'Payments', does: 'See and pay what is due' },
}

export const RELATIONSHIP_WORDS: Record<Relationship, string> = {
  self: 'The patient',
  parent: 'Parent',
  guardian: 'Guardian',
  carer: 'Carer',
  partner: 'Partner',
}

/** "Appointments, forms". */
export function printScopes(scopes: readonly Scope[]): string {
  const text = scopes.map((scope) => SCOPE_WORDS[scope].name.toLowerCase()).join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

type Asked = { isSelf: boolean; clinic: { name: string; phone: string }; href: string }

/** The mail that asks somebody to act for a patient, or a patient to take over their own record. Says nobody's name: mail is read by others. */
export function actingLetter({ isSelf, clinic, href }: Asked): Letter {
  return {
    subject: `${clinic.name} invites you to Anteroom`,
    parts: [
      isSelf
        ? `${clinic.name} has made you a record. Take it over to see and change your appointments online.`
        : `${clinic.name} asks you to look after somebody’s appointments and forms online.`,
      { say: isSelf ? 'Take over your record' : 'Accept', href },
      `Have ${isSelf ? 'your' : 'the patient’s'} date of birth at hand. The link is yours alone and works once, for ${ACTING_INVITATION_DAYS} days. If you did not expect this, do nothing.`,
      `${clinic.name}. You can answer this mail, or call ${printPhone(clinic.phone)}.`,
    ],
  }
}
