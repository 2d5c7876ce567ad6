import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { canonicalAddendum, canonicalNote } from '../../lib/notes/rules'
import { emptyNote, type NoteContent } from '../../lib/notes/schema'
import { seal } from '../../lib/vault/seal'
import { drMora, harbour, nurseNoor, people } from './cast'
import { idOf, type Visit } from './diary'
import type { Seeder } from './rows'

/** Dr Mora's, not signed yet. */
export const draftNote = { id: idOf('note draft') }
/** Harbour's: everybody there who writes notes has it. */
export const clinicsTemplate = { id: idOf('template examination') }
/** Dr Mora's, signed, with an addendum and a summary. */
export const signedNote = { id: idOf('note signed') }

const SORE_THROAT: NoteContent = {
  ...emptyNote,
  chiefComplaint: 'Sore throat for three days',
  subjective: 'Pain on swallowing, mild fever on the first night. No cough, no rash. Drinks well.',
  objective: 'T 37.4 °C, pulse 76. Pharynx red, no exudate, no swollen nodes. Chest clear.',
  assessment: 'Viral pharyngitis.',
  plan: 'Rest, fluids, paracetamol as needed. Come back if there is fever for more than three days, or trouble breathing.',
}
const BLOOD_PRESSURE: NoteContent = {
  ...emptyNote,
  chiefComplaint: 'Blood pressure check',
  subjective: 'Feels well. Takes the tablets every morning. Walks half an hour most days.',
  objective: 'BP 138/84 sitting, pulse 68 regular. Weight 81 kg.',
  assessment: 'Hypertension, improving.',
  plan: 'Same dose. Home readings twice a week, bring them along.',
  followUp: '3_months',
  followUpFor: 'Blood pressure, bloods beforehand',
}
const KNEE: NoteContent = {
  ...emptyNote,
  chiefComplaint: 'Knee pain after running',
  subjective: 'Left knee, outer side, since last week. No fall, no locking.',
}
const DRESSING: NoteContent = {
  ...emptyNote,
  chiefComplaint: 'Dressing change',
  subjective: 'No pain at rest. Kept dry.',
  objective: 'Wound clean, edges closed, no redness.',
  assessment: 'Healing well.',
  plan: 'New dressing. Stitches out in a week.',
  followUp: '1_week',
  followUpFor: 'Stitches out',
}

/** A few notes of visits that are over: two signed, one of them with an addendum; a draft; and a nurse's that waits for a doctor. */
export async function seedNotes(seeder: Seeder, visits: Visit[]): Promise<void> {
  const [newest, second, third] = lastOf(visits, drMora.id)
  const [nurses] = lastOf(visits, nurseNoor.id)
  if (!newest || !second || !third) return
  await seedSigned(seeder, signedNote.id, second, BLOOD_PRESSURE)
  await seedSigned(seeder, idOf('note signed before'), third, SORE_THROAT)
  await seedAddendum(seeder, second)
  await seedAfterVisit(seeder, second)
  await seedTemplates(seeder)
  await seeder.insert('note', [
    draftRow(draftNote.id, newest, people.mora.accountId, KNEE),
    ...(nurses
      ? [
          {
            ...draftRow(idOf('note nurse'), nurses, people.noor.accountId, DRESSING),
            handed_over_at: nurses.endsAt,
          },
        ]
      : []),
  ])
}

async function seedTemplates({ insert }: Seeder): Promise<void> {
  const at = { clinic_id: harbour.id, created_at: '2026-01-05T00:00:00Z' }
  await insert('note_template', [
    {
      ...{ ...at, id: clinicsTemplate.id, account_id: null, name: 'Normal examination' },
      texts: {
        objective:
          'T      °C, pulse     , BP     /     , SpO₂     %.\nHeart sounds normal. Chest clear. Abdomen soft.',
      },
    },
    {
      ...{ ...at, id: idOf('template cold'), account_id: people.mora.accountId, name: 'Common cold' },
      texts: {
        chiefComplaint: 'Cold',
        assessment: 'Viral upper respiratory infection.',
        plan: 'Rest, fluids, paracetamol as needed. Come back if there is fever for more than three days, or trouble breathing.',
      },
    },
  ])
}

function lastOf(visits: Visit[], practitionerId: string): Visit[] {
  return visits
    .filter(({ status, practitioner }) => status === 'completed' && practitioner.id === practitionerId)
    .toSorted((a, b) => b.startsAt.epochMilliseconds - a.startsAt.epochMilliseconds)
}

function draftRow(id: string, visit: Visit, author_id: string, content: NoteContent) {
  return {
    ...{ id, clinic_id: visit.clinic.id, patient_id: visit.patient.id, booking_id: visit.id, author_id },
    ...{ content_sealed: sealed(id, JSON.stringify(content)), version: 2, state: 'draft' },
    ...{ created_at: visit.startsAt, saved_at: visit.endsAt },
  }
}

const sealed = (id: string, text: string) => seal(text, { table: 'note', column: 'content_sealed', id })

async function seedSigned(seeder: Seeder, id: string, visit: Visit, content: NoteContent): Promise<void> {
  const by = people.mora.accountId
  const facts = { noteId: id, clinicId: visit.clinic.id, patientId: visit.patient.id, bookingId: visit.id }
  const signedAt = isoOf(visit.endsAt)
  const text = canonicalNote({ ...facts, authorId: by, signedBy: by, signedAt }, content, saltOf(id))
  const content_hash = hashOf(text)
  await seeder.insert('note', [
    {
      ...{ ...draftRow(id, visit, by, content), content_sealed: sealed(id, text), version: 3 },
      ...{ state: 'signed', signed_by: by, signed_at: signedAt, content_hash: `\\x${content_hash}` },
    },
  ])
  await inLog(seeder, visit, 'note.signed', id, { hash: content_hash, authorId: by })
}

async function seedAddendum(seeder: Seeder, visit: Visit): Promise<void> {
  const id = idOf('addendum')
  const writtenAt = isoOf(visit.endsAt.add({ hours: 2 }))
  const facts = { addendumId: id, noteId: signedNote.id, clinicId: visit.clinic.id, writtenAt }
  const author_id = people.mora.accountId
  const said = {
    reason: 'Result came in',
    text: 'Kidney function and potassium of last week are normal. Patient told by phone.',
  }
  const text = canonicalAddendum({ ...facts, authorId: author_id }, said, saltOf(id))
  const content_hash = hashOf(text)
  await seeder.insert('note_addendum', [
    {
      ...{ id, clinic_id: visit.clinic.id, note_id: signedNote.id, author_id, written_at: writtenAt },
      text_sealed: seal(text, { table: 'note_addendum', column: 'text_sealed', id }),
      content_hash: `\\x${content_hash}`,
    },
  ])
  await inLog(seeder, visit, 'note.addendumAdded', signedNote.id, { addendumId: id, hash: content_hash })
}

/** What the patient reads of it, and when they are to come again. */
async function seedAfterVisit({ insert }: Seeder, visit: Visit): Promise<void> {
  const id = idOf('summary')
  const of = {
    ...{ clinic_id: visit.clinic.id, patient_id: visit.patient.id, booking_id: visit.id },
    note_id: signedNote.id,
  }
  const text =
    'Your blood pressure is better than last time. Take the same tablets every morning, measure at home twice a week and bring the numbers along.'
  await insert('visit_summary', [
    {
      ...{ ...of, id, released_by: people.mora.accountId, released_at: isoOf(visit.endsAt) },
      text_sealed: seal(text, { table: 'visit_summary', column: 'text_sealed', id }),
    },
  ])
  const due_on = isoOf(visit.startsAt.add({ hours: 13 * 7 * 24 })).slice(0, 10)
  await insert('follow_up', [{ ...of, id: idOf('follow-up'), due_on, created_at: isoOf(visit.endsAt) }])
}

/** What the log would say of it, which `npm run notes:verify` looks for. */
async function inLog({ client }: Seeder, visit: Visit, action: string, id: string, detail: object) {
  await client.query(
    `INSERT INTO audit_event (id, at, chain_id, actor_kind, action, subject, subject_id, patient_id, outcome, detail)
     VALUES (gen_random_uuid(), now(), $1, 'system', $2, 'note', $3, $4, 'ok', $5)`,
    [visit.clinic.id, action, id, visit.patient.id, JSON.stringify(detail)],
  )
}

const isoOf = (at: Temporal.Instant) => new Date(at.epochMilliseconds).toISOString()
const saltOf = (id: string) => hashOf(`salt ${id}`).slice(0, 32)
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
