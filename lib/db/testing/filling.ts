import { actors } from '../../access/actor'
import { savePage, startForm } from '../../intake/commands/fill'
import { sendForm } from '../../intake/commands/send'
import { findPage, readMySubmission } from '../../intake/queries/fill'
import type { Filler } from '../../intake/queries/tasks'
import { answersOf, ask, isAnyOf, section } from '../../intake/rules/making'
import { PRIVACY } from '../../intake/rules/ready-made-full'
import type { Definition } from '../../intake/schema/definition'
import { insertBooking } from './booking'
import { insertForm } from './forms'
import { rawAs } from './raw'
import { makeClinic } from './world'

/** What nobody but its reader may ever see. */
export const CANARY = 'canary penicillin rash'

/** Asks whether there is an allergy, which staff have to look at, then on the next page which, then for a consent. */
export const allergyForm: Definition = {
  questions: [
    ask('choice', 'has', 'Any allergies?', {
      options: answersOf('yes: Yes', 'no: No'),
      redFlag: isAnyOf('yes'),
    }),
    section('which', 'Which', { question: 'has', when: isAnyOf('yes') }),
    ask('long_text', 'list', 'What?', { mapsTo: 'allergy' }),
    PRIVACY,
  ],
}

export const agreed = { agree: { privacy: 'yes' as const }, name: 'Ada Lindqvist', who: 'patient' as const }

/** The id at the end of where somebody is sent. */
export const idIn = ({ goTo }: { goTo: string }) => goTo.split('/').at(-1) ?? ''

/** Saves a page of a form as its page shows it. */
export async function savePageOf(
  actor: Filler,
  submissionId: string,
  page: string,
  a: Record<string, unknown>,
) {
  const { seen } = findPage(await readMySubmission(actor, submissionId), page) ?? { seen: '' }
  return savePage(actor, { submissionId, page, seen, a })
}

/** What was done with a row, in order, by the audit log. */
export async function deedsOf(subjectId: string): Promise<string[]> {
  const rows = await rawAs<{ action: string }>(
    'superuser',
    null,
    'SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY seq',
    [subjectId],
  )
  return rows.map(({ action }) => action)
}

/** A clinic whose gp appointments ask for that form, and Ada's next one. `known`: the bearer of its link who knows her birth date. */
export async function makeFormsWorld() {
  const world = await makeClinic()
  const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  const form = await insertForm(world, { definition: allergyForm })
  const begin = async (actor: Filler = world.as.ada) =>
    idIn(await startForm(actor, { formId: form.formId, bookingId: booking.id }))
  return {
    ...{ world, booking, form, begin },
    known: actors.knownLink(world.as.guest.via, booking.id, world.clinic.id, '1990-12-10'),
    /** Ada's form, sent: she has the allergy of the canary. */
    sent: async (actor: Filler = world.as.ada) => {
      const submissionId = await begin(actor)
      await savePageOf(actor, submissionId, 'start', { has: 'yes' })
      await savePageOf(actor, submissionId, 'which', { list: CANARY })
      await sendForm(actor, { submissionId, ...agreed })
      return submissionId
    },
  }
}
