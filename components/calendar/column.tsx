import { CalendarOff } from 'lucide-react'
import NextLink from 'next/link'
import { memo } from 'react'
import { awayHref } from '@/components/desk/address'
import type { CalendarColumn } from '@/lib/calendar/queries/view'
import type { Span } from '@/lib/calendar/rules'
import { Item } from './item'
import { bodyOf, boxAt } from './place'

/**
 * A practitioner, a room or a day, with its hours and what is in them. `current`: the item that Tab comes to; `gone`: the one that is on its
 * way; `ghost`: where one would lie here; `mayAway`: whether whoever looks may say that its practitioner is away. Drawn again only when one of these changes: a drag passes over hundreds of items.
 */
export const Column = memo(function Column({
  column,
  minutes,
  current,
  gone,
  ghost,
  mayAway,
}: {
  column: CalendarColumn
  minutes: number
  current: string | null
  gone: string | null
  ghost: (Span & { say: string }) | null
  mayAway: boolean
}) {
  return (
    <section aria-label={column.name} className="min-w-36 grow basis-0 border-line border-l">
      <div className="sticky top-0 z-2 flex h-11 items-center gap-1 border-line-strong border-b bg-surface px-2">
        <h2 className="flex min-w-0 grow flex-col font-semibold text-small leading-tight">
          <span className="truncate">{column.name}</span>
          {column.note && <span className="truncate font-normal text-muted">{column.note}</span>}
        </h2>
        {mayAway && (
          // For a hand that is here already: the keys have the same link above the grid, and Tab comes to the appointments at once.
          <NextLink
            href={awayHref(column.day, column.practitionerId)}
            prefetch={false}
            tabIndex={-1}
            title="Away…"
            className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-accent-soft hover:text-ink print:hidden"
          >
            <CalendarOff aria-hidden className="size-4" />
            <span className="sr-only">{column.name}: away…</span>
          </NextLink>
        )}
      </div>
      <div className={`${bodyOf(minutes)} bg-sunken`} data-column={column.key}>
        {column.open.map((span) => (
          <div key={`${span.from} ${span.to}`} className={`${boxAt(span)} bg-surface`} />
        ))}
        <div aria-hidden className="cal-lines" />
        {column.shut.map(({ say, ...span }) => (
          <p
            key={`${say} ${span.from}`}
            className={`${boxAt(span)} cal-hatched bg-sunken px-2 py-1 text-muted text-small`}
          >
            {say}
          </p>
        ))}
        <ul>
          {column.items.map((item) => (
            <Item key={item.id} item={item} isCurrent={item.id === current} isGone={item.id === gone} />
          ))}
        </ul>
        {column.now !== null && (
          <div
            aria-hidden
            data-now
            className={`${boxAt({ from: column.now, to: column.now })} z-1 border-danger border-t-2`}
          />
        )}
        {ghost && (
          <div
            aria-hidden
            className={`${boxAt(ghost)} pointer-events-none z-1 overflow-hidden rounded-sm border-2 border-accent bg-accent-soft px-1.5 font-semibold text-accent text-small shadow-float`}
          >
            {ghost.say}
          </div>
        )}
      </div>
    </section>
  )
})
