import type { StaffRole } from '../access/actor'
import type { BookingStatus } from '../booking/rules'
import { addDays } from '../time'
import type { NoteContent } from './schema'

/** The four sections of a note, in their order. */
export const SECTIONS = ['subjective', 'objective', 'assessment', 'plan'] as const
export type Section = (typeof SECTIONS)[number]

const CLINICIANS: readonly StaffRole[] = ['nurse', 'practitioner']

/** Whether somebody with these roles writes and reads notes at all. */
export function isClinician(roles: readonly StaffRole[]): boolean {
  return roles.some((role) => CLINICIANS.includes(role))
}

/**
 * Whether somebody with these roles signs notes. A nurse's are signed by a practitioner who is none, whether or not the nurse has
 * appointments of their own (SQL `actor_signing_clinics`).
 */
export function canSign(roles: readonly StaffRole[]): boolean {
  return roles.includes('practitioner') && !roles.includes('nurse')
}

/** Whether there is a visit to write about: one that is to come, goes on, is over, or that nobody came to. */
export function canBeNoted(status: BookingStatus): boolean {
  return !['requested', 'cancelled', 'expired'].includes(status)
}

/** The sections in which nothing is written. */
export function emptySections(content: NoteContent): Section[] {
  return SECTIONS.filter((section) => content[section].trim() === '')
}

/** Whether there is anything in a note that could be signed. */
export function isEmptyNote(content: NoteContent): boolean {
  return content.chiefComplaint.trim() === '' && emptySections(content).length === SECTIONS.length
}

/** Whether two texts of a note say the same, letter by letter. */
export function isSameContent(one: NoteContent, other: NoteContent): boolean {
  return (Object.keys(one) as (keyof NoteContent)[]).every((name) => one[name] === other[name])
}

/**
 * Two texts of one note as one in which neither is lost: what only one of them has, or both, one after the other. Of a choice that differs
 * `mine` counts.
 */
export function bothOf(mine: NoteContent, theirs: NoteContent): NoteContent {
  const joined = (name: Exclude<keyof NoteContent, 'followUp'>, between: string) => {
    if (theirs[name].includes(mine[name])) return theirs[name]
    return mine[name].includes(theirs[name]) ? mine[name] : theirs[name] + between + mine[name]
  }
  return {
    chiefComplaint: joined('chiefComplaint', ' / '),
    subjective: joined('subjective', '\n\n'),
    objective: joined('objective', '\n\n'),
    assessment: joined('assessment', '\n\n'),
    plan: joined('plan', '\n\n'),
    followUp: mine.followUp,
    followUpFor: joined('followUpFor', ' / '),
  }
}

const WEEKS: Record<NoteContent['followUp'], number> = {
  none: 0,
  '1_week': 1,
  '2_weeks': 2,
  '4_weeks': 4,
  '3_months': 13,
  '6_months': 26,
  '12_months': 52,
}

/** Around when somebody is to be seen again, on the weekday of the visit ('YYYY-MM-DD', like `visitOn`); null where not. */
export function dueOn(visitOn: string, followUp: NoteContent['followUp']): string | null {
  const weeks = WEEKS[followUp]
  return weeks === 0 ? null : addDays(visitOn, weeks * 7)
}

/** What a signature is of, beside the words: whose note, who wrote it, who signs, when (ISO 8601, UTC). */
export type NoteFacts = {
  noteId: string
  clinicId: string
  patientId: string
  bookingId: string
  authorId: string
  signedBy: string
  signedAt: string
}

/**
 * The text that is hashed, sealed and kept byte for byte when a note is signed. `attachments`: the SHA-256 of each, in hex. `salt` is secret
 * with the text, so that nobody can try guesses of a short note against its hash.
 */
export function canonicalNote(
  facts: NoteFacts,
  content: NoteContent,
  salt: string,
  attachments: string[] = [],
): string {
  const { noteId, clinicId, patientId, bookingId, authorId, signedBy, signedAt } = facts
  const { chiefComplaint, subjective, objective, assessment, plan, followUp, followUpFor } = content
  return JSON.stringify({
    form: 'note 1',
    ...{ noteId, clinicId, patientId, bookingId, authorId, signedBy, signedAt, salt },
    attachments: attachments.toSorted(),
    content: { chiefComplaint, subjective, objective, assessment, plan, followUp, followUpFor },
  })
}

export type AddendumFacts = {
  addendumId: string
  noteId: string
  clinicId: string
  authorId: string
  writtenAt: string
}
export type AddendumContent = { reason: string; text: string }

/** The same for an addendum. */
export function canonicalAddendum(
  { addendumId, noteId, clinicId, authorId, writtenAt }: AddendumFacts,
  { reason, text }: AddendumContent,
  salt: string,
): string {
  return JSON.stringify({
    form: 'addendum 1',
    ...{ addendumId, noteId, clinicId, authorId, writtenAt, salt },
    content: { reason, text },
  })
}
