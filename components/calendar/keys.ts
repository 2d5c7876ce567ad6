import type { CalendarView } from '@/lib/calendar/queries/view'
import type { Found } from './use-pointer'

/** Where an arrow key leads from an item: in order of time within a column, to the nearest in the column beside it that has any. */
export function besides({ columns }: CalendarView, { item, column }: Found, key: string): Found | null {
  const there = (some: typeof column.items) => some.filter(({ href }) => href !== null)
  const items = there(column.items)
  const [n, across] = [items.findIndex(({ id }) => id === item.id), columns.indexOf(column)]
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const next = items[n + (key === 'ArrowDown' ? 1 : -1)]
    return next ? { item: next, column } : null
  }
  const beside =
    key === 'ArrowRight' ? columns.slice(across + 1) : columns.slice(0, Math.max(0, across)).reverse()
  const next = beside.find(({ items }) => there(items).length > 0)
  if (!next) return null
  const nearest = there(next.items).toSorted(
    (a, b) => Math.abs(a.from - item.from) - Math.abs(b.from - item.from),
  )[0]
  return nearest ? { item: nearest, column: next } : null
}

/** Where Tab comes to first. */
export function firstOf({ columns }: CalendarView): Found | null {
  for (const column of columns) {
    const item = column.items.find(({ href }) => href !== null)
    if (item) return { item, column }
  }
  return null
}

/** What can be pressed on the calendar, for the list that says so. */
export const KEYS: [key: string, does: string][] = [
  ['Arrow keys', 'go from appointment to appointment'],
  ['Enter', 'opens the appointment'],
  [
    'M',
    'picks it up: arrow keys move it, Shift and arrow keys change its length, Enter drops it, Escape puts it back',
  ],
  ['Shift + F10', 'opens its menu'],
]
/** The same for keys that may be switched off. */
export const SHORTCUTS: [key: string, does: string][] = [
  ['T', 'today'],
  ['J or N', 'next day or week'],
  ['K or P', 'previous day or week'],
  ['D', 'day'],
  ['W', 'week'],
  ['?', 'this list'],
]
