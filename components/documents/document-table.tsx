import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { type Column, Table } from '@/components/ui/table'
import { releaseDocumentAction } from '@/lib/documents/actions'
import type { DocumentLine } from '@/lib/documents/queries/of-patient'
import { sizeWords } from '@/lib/documents/text'
import { localDate, printPlainDate } from '@/lib/time'
import { FileLink } from './file-link'

/** A patient's documents, for staff. `zone`: the clinic's. */
export function DocumentTable({ items, zone }: { items: DocumentLine[]; zone: string }) {
  const columns: Column<DocumentLine>[] = [
    {
      head: 'Document',
      rowHead: true,
      cell: ({ id, name, mediaType, byteCount }) => (
        <FileLink href={`/api/files/${id}`} name={name} size={sizeWords(mediaType, byteCount)} />
      ),
    },
    { head: 'What it is', cell: ({ says }) => says },
    { head: 'Added', cell: ({ at }) => printPlainDate(localDate(at, zone)) },
    { head: 'By', cell: ({ byPatient, addedBy }) => (byPatient ? 'The patient' : (addedBy ?? 'Staff')) },
    {
      head: 'Patient',
      cell: ({ isReleased }) =>
        isReleased ? <Badge tone="ok">Can open it</Badge> : <Badge tone="neutral">Cannot see it</Badge>,
    },
    { head: 'Release', quietHead: true, end: true, cell: (line) => line.mayRelease && <Release {...line} /> },
  ]
  return <Table caption="Documents" quietCaption columns={columns} rows={items} rowKey={({ id }) => id} />
}

function Release({ id, name, isReleased }: DocumentLine) {
  const released = { fields: { fileId: id, release: 'yes' }, said: 'The patient can open it now' }
  const takenBack = { fields: { fileId: id, release: 'no' }, said: 'The patient cannot see it any more' }
  const [deed, undo] = isReleased ? [takenBack, released] : [released, takenBack]
  return (
    <ActionButton
      kind="secondary"
      size="small"
      action={releaseDocumentAction}
      {...deed}
      undo={{ action: releaseDocumentAction, ...undo }}
    >
      <span className="whitespace-nowrap">{isReleased ? 'Take back' : 'Release'}</span>
      <span className="sr-only">{name}</span>
    </ActionButton>
  )
}
