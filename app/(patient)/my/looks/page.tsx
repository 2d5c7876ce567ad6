import type { Metadata } from 'next'
import { LookList } from '@/components/care/look-list'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { requireActor } from '@/lib/access/current'
import { listMyLooks } from '@/lib/care/queries/looks'
import { askedBefore } from '@/lib/care/schema'
import { saysOfYou, saysTo } from '@/lib/care/text'
import { listPeopleIActFor } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Who opened your record' }

type Props = { searchParams: Promise<{ of?: string | string[]; before?: string | string[] }> }

/** Which of the clinics' people opened one's record, or that of somebody one acts for. */
export default async function MyLooksPage({ searchParams }: Props) {
  const actor = await requireActor('patient')
  const [{ of, before: asked }, people] = [await searchParams, await listPeopleIActFor(actor, 'results')]
  const person = people.find(({ id }) => id === of) ?? people[0]
  const before = askedBefore(asked)
  if (!person)
    return (
      <Page title="Who opened your record" back={{ href: '/my', say: 'Your appointments' }}>
        <EmptyState title="There is no record yet">It begins with your first appointment.</EmptyState>
      </Page>
    )
  const path = `/my/looks?of=${person.id}`
  const isOwn = person.relationship === 'self'
  return (
    <Page
      title={isOwn ? 'Who opened your record' : `Who opened ${person.firstName}’s record`}
      lead="Everybody at your clinics who opened or changed something of it, and when"
      back={before ? { href: path, say: 'The latest' } : { href: '/my', say: 'Your appointments' }}
    >
      {people.length > 1 && <Whose people={people} current={person.id} />}
      <LookList
        looks={await listMyLooks(actor, person.id, before)}
        says={isOwn ? saysOfYou : saysTo}
        withClinic
        older={`${path}&before=`}
      />
      <p className="text-muted">
        Lists of a day’s appointments, in which the name stands among others, are not here. If something
        surprises you, ask the clinic: its address is below.
      </p>
    </Page>
  )
}

function Whose({ people, current }: { people: { id: string; firstName: string }[]; current: string }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-2">
      {people.map(({ id, firstName }) => (
        <li key={id}>
          {id === current ? (
            <span aria-current="page" className="font-medium">
              {firstName}
            </span>
          ) : (
            <Link href={`/my/looks?of=${id}`}>{firstName}</Link>
          )}
        </li>
      ))}
    </ul>
  )
}
