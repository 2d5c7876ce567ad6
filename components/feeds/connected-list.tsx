import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { disconnectCalendarAction } from '@/lib/feeds/actions'
import type { Connected } from '@/lib/feeds/queries/connected'

/** The calendars that come in, each with how reading it went. */
export function ConnectedList({ items, mayConnect }: { items: Connected[]; mayConnect: boolean }) {
  return (
    <ul
      aria-label="Connected calendars"
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <State item={item} />
          <span className="min-w-0 grow basis-60">
            <span className="break-words font-medium">{item.name}</span>
            <span className="block text-muted">
              {item.lastRead ? `Last read ${item.lastRead}` : 'Not read yet: it will be within some minutes'}
            </span>
            {item.problem && <span className="block">{item.problem} We keep trying.</span>}
          </span>
          {mayConnect && (
            <ActionForm
              action={disconnectCalendarAction}
              prefix={`off-${item.id}-`}
              className="flex flex-col gap-3"
            >
              <input type="hidden" name="calendarId" value={item.id} />
              <SubmitButton kind="quiet" size="small">
                Disconnect<span className="sr-only"> {item.name}</span>
              </SubmitButton>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  )
}

function State({ item }: { item: Connected }) {
  if (item.problem) return <Badge tone="danger">Cannot be read</Badge>
  return item.lastRead ? <Badge tone="ok">Connected</Badge> : <Badge tone="accent">Waiting</Badge>
}
