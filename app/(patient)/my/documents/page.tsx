import type { Metadata } from 'next'
import { DocumentCards } from '@/components/documents/document-cards'
import { ActionForm } from '@/components/form/action-form'
import { FormSelect } from '@/components/form/fields'
import { FormFile } from '@/components/form/file-field'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { leftAnswerFor } from '@/lib/actions/left-answer'
import { type Destination, listDestinations, readMyDocuments } from '@/lib/documents/queries/mine'
import { KIND_OPTIONS } from '@/lib/documents/text'
import { isId } from '@/lib/ids'

export const metadata: Metadata = { title: 'Your documents' }

type Asked = { done?: string; answer?: string; after?: string }

/** What the clinics have released to somebody, what they have sent themselves, and a way to send more. */
export default async function MyDocumentsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const actor = await requireActor('patient')
  const asked = await searchParams
  const after = asked.after && isId(asked.after) ? asked.after : undefined
  const [{ items, next }, destinations] = await Promise.all([
    readMyDocuments(actor, after),
    listDestinations(actor),
  ])
  const several = new Set(destinations.map(({ patientName }) => patientName)).size > 1
  return (
    <Page
      title="Your documents"
      back={after ? { href: '/my/documents', say: 'Newer documents' } : undefined}
      lead="What your clinic has shared with you, and what you have sent."
    >
      {asked.done === 'added' && (
        <Notification kind="success" title="Your document was sent">
          <p>Your clinic sees it with your record.</p>
        </Notification>
      )}
      {items.length > 0 ? (
        <DocumentCards items={items} several={several} />
      ) : (
        <EmptyState title="No documents yet">
          Letters and results that your clinic shares with you will be here.
        </EmptyState>
      )}
      {next && (
        <p>
          <Link href={`/my/documents?after=${next}`}>Older documents</Link>
        </p>
      )}
      {destinations.length > 0 && (
        <Section id="send" title="Send a document">
          <ActionForm address="/api/my/files" initial={await leftAnswerFor(asked)}>
            <Whom destinations={destinations} />
            <FormFile name="file" label="File" />
            <FormSelect name="kind" label="What is it?" options={KIND_OPTIONS} />
            <SubmitButton>Send document</SubmitButton>
          </ActionForm>
        </Section>
      )}
    </Page>
  )
}

function Whom({ destinations }: { destinations: Destination[] }) {
  const [only] = destinations
  if (only && destinations.length === 1) return <input type="hidden" name="to" value={only.value} />
  const options = destinations.map(({ value, patientName, clinicName }) => ({
    value,
    label: `${patientName}, ${clinicName}`,
  }))
  return <FormSelect name="to" label="Who is it about?" options={options} />
}
