import type { Metadata } from 'next'
import { SubmissionRead } from '@/components/intake/submission-read'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayReadSubmissions } from '@/lib/intake/policy'
import { readSubmission } from '@/lib/intake/queries/read'
import { printAppointmentTime, printPlainDate } from '@/lib/time'

export const metadata: Metadata = { title: 'Answers' }

type Props = { params: Promise<{ submissionId: string }> }

/** What a patient answered before their visit. */
export default async function SubmissionPage({ params }: Props) {
  const actor = await requireActor('staff')
  if (!mayReadSubmissions(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const submission = await orNotFound(readSubmission(actor, (await params).submissionId))
  const { title, versionNumber, patient, bookingId, sentAt, source, timeZone } = submission
  const from = source === 'internal' ? '' : `, from ${source}`
  return (
    <Page
      title={`${title}: ${patient.name}`}
      lead={`Born ${printPlainDate(patient.bornOn)}, ${patient.number}. Version ${versionNumber}${
        sentAt ? `, sent ${printAppointmentTime(sentAt, timeZone)}${from}` : ''
      }.`}
      back={bookingId ? { href: `/desk/bookings/${bookingId}`, say: 'The appointment' } : '/clinic/day'}
    >
      <SubmissionRead submission={submission} />
    </Page>
  )
}
