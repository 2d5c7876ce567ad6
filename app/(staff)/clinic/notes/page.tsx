import type { Metadata } from 'next'
import { UnsignedList } from '@/components/notes/unsigned-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { mayReadNotes } from '@/lib/notes/policy'
import { listUnsignedNotes } from '@/lib/notes/queries/unsigned'

export const metadata: Metadata = { title: 'Unsigned notes' }

/** What waits for a signature. */
export default async function UnsignedNotesPage() {
  const actor = await requireActor('staff')
  if (!mayReadNotes(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const notes = await listUnsignedNotes(actor)
  return (
    <Page wide title="Unsigned notes" back={{ href: '/clinic/day', say: 'My day' }}>
      {notes.length > 0 ? (
        <UnsignedList notes={notes} />
      ) : (
        <EmptyState title="Everything is signed">
          Notes that you begin are here until they are signed.
        </EmptyState>
      )}
    </Page>
  )
}
