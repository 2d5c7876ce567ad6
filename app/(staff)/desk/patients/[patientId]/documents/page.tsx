import type { Metadata } from 'next'
import { DocumentTable } from '@/components/documents/document-table'
import { ActionForm } from '@/components/form/action-form'
import { FormCheckbox, FormSelect } from '@/components/form/fields'
import { FormFile } from '@/components/form/file-field'
import { SubmitButton } from '@/components/form/submit-button'
import { PatientLine } from '@/components/people/patient-line'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { leftAnswerFor } from '@/lib/actions/left-answer'
import { mayOpenInEmergency } from '@/lib/care/policy'
import { isTreating } from '@/lib/care/queries/relation'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { readDocumentsOf } from '@/lib/documents/queries/of-patient'
import { KIND_OPTIONS } from '@/lib/documents/text'
import { isId } from '@/lib/ids'
import { getPatient } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Documents' }

type Asked = { done?: string; answer?: string; after?: string }
type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<Asked> }

/** A patient's documents, as far as the person at work may open them, and a way to add one. */
export default async function DocumentsPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const { patientId } = await params
  const asked = await searchParams
  const patient = await orNotFound(getPatient(actor, patientId))
  const after = asked.after && isId(asked.after) ? asked.after : undefined
  const [clinic, { items, next }, isTheirs] = await Promise.all([
    getWorkplace(actor),
    readDocumentsOf(actor, patientId, after),
    isTreating(actor, patientId),
  ])
  const path = `/desk/patients/${patientId}/documents`
  const home = isTheirs
    ? { href: `/clinic/charts/${patientId}`, say: 'The chart' }
    : { href: `/desk/book/${patientId}`, say: 'The patient' }
  return (
    <Page
      wide
      title={`Documents of ${patient.firstName} ${patient.lastName}`}
      back={after ? { href: path, say: 'Newer documents' } : home}
    >
      <PatientLine patient={patient} />
      {asked.done === 'added' && <Notification kind="success" title="The document was added" />}
      {!isTheirs && mayOpenInEmergency(actor, actor.clinicId) && (
        <Notification kind="info" title="You see referrals, insurance and identity documents">
          <p>
            You have no appointment with this patient.{' '}
            <Link href={`/clinic/open/${patientId}`}>Open the record for a reason</Link> to see the others.
          </p>
        </Notification>
      )}
      {items.length > 0 ? (
        <DocumentTable items={items} zone={clinic.timeZone} />
      ) : (
        <EmptyState title="No documents here">
          Referrals, letters and photos that you or the patient add will be here.
        </EmptyState>
      )}
      {next && (
        <p>
          <Link href={`${path}?after=${next}`}>Older documents</Link>
        </p>
      )}
      <Section id="add" title="Add a document">
        <ActionForm address="/api/files" initial={await leftAnswerFor(asked)}>
          <input type="hidden" name="patientId" value={patientId} />
          <FormFile name="file" label="File" />
          <FormSelect name="kind" label="What is it?" options={KIND_OPTIONS} />
          <FormCheckbox
            name="release"
            label="The patient may open it"
            hint="You can still release it later, or take it back."
          />
          <SubmitButton>Add document</SubmitButton>
        </ActionForm>
      </Section>
    </Page>
  )
}
