import type { Metadata } from 'next'
import { FormTasks } from '@/components/intake/form-tasks'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { startFormAction } from '@/lib/intake/actions'
import { listFormTasks } from '@/lib/intake/queries/tasks'
import { listPeopleIActFor } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Your forms' }

export default async function MyFormsPage() {
  const actor = await requireActor('patient')
  const [tasks, people] = await Promise.all([listFormTasks(actor), listPeopleIActFor(actor, 'forms')])
  const nameOf = (patientId: string) => {
    const person = people.length > 1 ? people.find(({ id }) => id === patientId) : undefined
    return person && `${person.firstName} ${person.lastName}`
  }
  return (
    <Page title="Your forms" lead="What your clinic would like to know before you come.">
      <FormTasks {...tasks} base="/my/forms" start={startFormAction} nameOf={nameOf} />
    </Page>
  )
}
