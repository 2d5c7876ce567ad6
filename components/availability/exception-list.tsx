import { ActionForm } from '@/components/form/action-form'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { endExceptionAction, endTravelAction } from '@/lib/availability/actions'
import { NotSaved, SaveSeen } from './preview'

/** Leave, extra times, a closure or a stay elsewhere, in words. `remove`: what the button says, where whoever looks may take it back. */
export type ExceptionItem = {
  id: string
  kind: 'opening' | 'leave' | 'closure' | 'travel'
  when: string
  details: string[]
  remove: string | null
}

const kinds: Record<ExceptionItem['kind'], { word: string; tone: BadgeTone }> = {
  leave: { word: 'Leave', tone: 'warn' },
  opening: { word: 'Extra times', tone: 'ok' },
  closure: { word: 'Closed', tone: 'danger' },
  travel: { word: 'Other time zone', tone: 'accent' },
}

/** What is to come beside the weekly hours, in order of time, each with a way to take it back. */
export function ExceptionList({ label, items }: { label: string; items: ExceptionItem[] }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-card border border-line bg-surface">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <Badge tone={kinds[item.kind].tone}>{kinds[item.kind].word}</Badge>
          <span className="min-w-0 grow basis-60">
            <span className="font-medium">{item.when}</span>
            {item.details.map((detail) => (
              <span key={detail} className="block text-muted">
                {detail}
              </span>
            ))}
          </span>
          {item.remove && <TakeBack item={item} say={item.remove} />}
        </li>
      ))}
    </ul>
  )
}

function TakeBack({ item, say }: { item: ExceptionItem; say: string }) {
  const form = {
    prefix: `end-${item.id}-`,
    instead: { affects_bookings: <NotSaved /> },
    className: 'flex flex-col gap-3',
  }
  const button = (
    <SaveSeen kind="quiet" size="small">
      {say}
      <span className="sr-only">
        {' '}
        {kinds[item.kind].word}, {item.when}
      </span>
    </SaveSeen>
  )
  return (
    <div className="max-w-full">
      {item.kind === 'travel' ? (
        <ActionForm action={endTravelAction} {...form}>
          <input type="hidden" name="travelId" value={item.id} />
          {button}
        </ActionForm>
      ) : (
        <ActionForm action={endExceptionAction} {...form}>
          <input type="hidden" name="exceptionId" value={item.id} />
          {button}
        </ActionForm>
      )}
    </div>
  )
}
