import { Ellipsis } from 'lucide-react'
import NextLink from 'next/link'
import { memo } from 'react'
import type { BookingStatus } from '@/lib/booking/rules'
import type { CalendarItem } from '@/lib/calendar/queries/view'
import { boxAt } from './place'

const looks: Partial<Record<BookingStatus, string>> = {
  requested: 'border-warn border-dashed bg-surface',
  arrived: 'border-warn bg-warn-soft',
  in_progress: 'border-accent bg-accent-soft',
  completed: 'border-ok bg-ok-soft',
  no_show: 'border-danger bg-danger-soft',
}
const plain = 'border-line-strong bg-surface'
const box = 'group h-full overflow-hidden rounded-sm border border-l-4 text-small leading-tight'

/** One thing of the grid: a link to it, with the button of its menu. What is only kept or busy is words alone. */
export const Item = memo(function Item({
  item,
  isCurrent,
  isGone,
}: {
  item: CalendarItem
  isCurrent: boolean
  isGone: boolean
}) {
  const { id, href, booking, moves } = item
  const look = booking
    ? (looks[booking.status] ?? plain)
    : item.kind === 'session'
      ? 'border-accent bg-surface'
      : `${plain} cal-hatched`
  return (
    <li className={`${boxAt(item)} min-h-6 p-px ${isGone ? 'opacity-40' : ''}`} data-item={id}>
      <div className={`${box} ${look}`}>
        {href ? (
          <NextLink
            href={href}
            prefetch={false}
            draggable={false}
            tabIndex={isCurrent ? 0 : -1}
            aria-describedby="calendar-keys"
            className={`block h-full min-h-5 select-none pr-6 pl-1.5 text-ink no-underline ${moves ? 'cursor-grab' : ''}`}
          >
            <Words item={item} />
          </NextLink>
        ) : (
          <div className="px-1.5 text-muted">
            <Words item={item} />
          </div>
        )}
        {href && (
          <button
            type="button"
            data-menu
            tabIndex={isCurrent ? 0 : -1}
            className="absolute top-0 right-0 grid size-6 place-items-center rounded-sm text-muted hover:bg-accent-soft hover:text-ink"
          >
            <Ellipsis aria-hidden className="size-4" />
            <span className="sr-only">
              Actions for {item.title}, {item.time}
            </span>
          </button>
        )}
        {booking && moves && (
          <span aria-hidden data-stretch className="absolute inset-x-0 bottom-0 h-1.5 cursor-ns-resize" />
        )}
      </div>
    </li>
  )
})

function Words({ item: { title, detail, time, booking } }: { item: CalendarItem }) {
  const says = booking?.says ?? []
  return (
    <>
      <span className="block truncate font-semibold">{title}</span>
      <span className="block truncate">
        {time}
        {says.length > 0 && <span className="font-semibold"> · {says.join(' · ')}</span>}
      </span>
      <span className="block truncate text-muted">{detail}</span>
    </>
  )
}
