'use client'

import './grid.css'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import type { CalendarView } from '@/lib/calendar/queries/view'
import { Axis, LivenessNote } from './axis'
import { Column } from './column'
import { ItemMenu, type MenuAt } from './item-menu'
import { besides, firstOf } from './keys'
import { type CalendarLinks, KeysHelp, useShortcuts } from './keys-help'
import { MoveDialog } from './move-dialog'
import { type Moving, pickedUp, placeInWords } from './moving'
import { useLiveView } from './use-live-view'
import { ARROWS, useMoving } from './use-moving'
import { type Found, itemAt, usePointer } from './use-pointer'

/**
 * The grid, live: columns side by side, in which appointments are dragged, or picked up and moved with the keys. Nothing changes before the
 * dialog was answered. `search`: what it shows, as it is read again. `awayOf`: the practitioners of whom one may say that they are away.
 */
export function Calendar({
  view: rendered,
  search,
  links,
  label,
  awayOf,
}: {
  view: CalendarView
  search: string
  links: CalendarLinks
  label: string
  awayOf: readonly string[]
}) {
  const router = useRouter()
  const grid = useRef<HTMLElement>(null)
  const { view, liveness } = useLiveView(rendered, search)
  const { moving, setMoving, said, pickUp, drop, press } = useMoving(view, grid)
  const pointer = usePointer(view, moving, setMoving, drop)
  const shortcuts = useShortcuts((name) => router.push(links[name], { scroll: false }))
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [current, setCurrent] = useState<{ item: string; column: string } | null>(null)
  const tabStop = tabStopOf(view, current)
  useScrolledToWork(grid)

  function focusOn({ item, column }: Found) {
    grid.current
      ?.querySelector<HTMLElement>(`[data-column="${column.key}"] [data-item="${item.id}"] a`)
      ?.focus()
  }
  function openMenu(event: SyntheticEvent<HTMLElement>, at?: { x: number; y: number }) {
    const found = itemAt(view, event.target as Element)
    if (!found?.item.href) return
    event.preventDefault()
    const { left, bottom } = (event.target as Element).getBoundingClientRect()
    setMenu({ ...found, ...(at ?? { x: left, y: bottom }) })
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (isBrowsers(event) || press(event)) return
    const found = itemAt(view, event.target as Element)
    const next = found && ARROWS.includes(event.key) ? besides(view, found, event.key) : null
    if (asksForMenu(event)) openMenu(event)
    else if (next) {
      event.preventDefault()
      focusOn(next)
    } else if (found?.item.moves && event.key.toLowerCase() === 'm') pickUp(found)
    else shortcuts.press(event)
  }

  return (
    <div className="calendar flex min-w-0 flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-small print:hidden">
        <p>{view.zone}</p>
        <LivenessNote liveness={liveness} />
        <div className="ml-auto">
          <KeysHelp {...shortcuts} />
        </div>
      </div>
      <section
        ref={grid}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard, and takes the shortcuts.
        tabIndex={0}
        className="max-h-[max(24rem,calc(100dvh-18rem))] overflow-auto rounded-control border border-line-strong bg-surface print:max-h-none"
        {...pointer}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          const found = itemAt(view, target)
          if (found) setCurrent({ item: found.item.id, column: found.column.key })
        }}
        onContextMenu={(event) => openMenu(event, { x: event.clientX, y: event.clientY })}
        onClick={(event) => (event.target as Element).closest('[data-menu]') && openMenu(event)}
      >
        <div className="flex w-full min-w-max">
          <Axis view={view} />
          {view.columns.map((column) => (
            <Column
              key={column.key}
              column={column}
              minutes={view.minutes}
              current={tabStop?.column === column.key ? tabStop.item : null}
              gone={moving?.home.column === column.key ? moving.item.id : null}
              ghost={moving?.place.column === column.key ? ghostOf(view, moving) : null}
              mayAway={column.practitionerId !== null && awayOf.includes(column.practitionerId)}
            />
          ))}
        </div>
      </section>
      <p id="calendar-keys" className="sr-only">
        M moves it with the arrow keys, Shift and F10 shows what else can be done.
      </p>
      <p aria-live="assertive" className="sr-only">
        {said}
      </p>
      {menu && (
        <ItemMenu
          at={menu}
          onClose={() => setMenu(null)}
          onPickUp={() => {
            setMenu(null)
            focusOn(menu)
            pickUp(menu)
          }}
          onStretch={() => {
            setMenu(null)
            setMoving({ ...pickedUp(menu.item, menu.column, 'keys'), asks: 'length' })
          }}
        />
      )}
      {moving && moving.asks !== 'nothing' && (
        <MoveDialog view={view} moving={moving} onEnd={() => setMoving(null)} />
      )}
    </div>
  )
}

/** Alt and an arrow go back, Ctrl and a letter are the browser's. */
const isBrowsers = ({ altKey, ctrlKey, metaKey }: KeyboardEvent) => altKey || ctrlKey || metaKey
const asksForMenu = ({ key, shiftKey }: KeyboardEvent) => key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** Where Tab comes to: where one was, if that is still there. */
function tabStopOf(view: CalendarView, current: { item: string; column: string } | null) {
  const isThere = view.columns.some(
    ({ key, items }) => key === current?.column && items.some(({ id }) => id === current.item),
  )
  if (isThere) return current
  const first = firstOf(view)
  return first && { item: first.item.id, column: first.column.key }
}

function ghostOf(view: CalendarView, moving: Moving) {
  if (moving.asks === 'length') return null
  return { ...moving.place, say: placeInWords(view, moving.place) }
}

/** Opens where the work is: at the present, or at the first appointment. */
function useScrolledToWork(grid: { current: HTMLElement | null }) {
  useEffect(() => {
    const work =
      grid.current?.querySelector<HTMLElement>('[data-now]') ??
      grid.current?.querySelector<HTMLElement>('[data-item]')
    grid.current?.scrollTo({ top: (work?.offsetTop ?? 0) - 80 })
  }, [grid])
}
