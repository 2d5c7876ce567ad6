import type { CalendarColumn, CalendarItem, CalendarView } from '@/lib/calendar/queries/view'
import { BEAT, nudged, type Span, snapped, within } from '@/lib/calendar/rules'

/** Where something is: a column's key, and its span there. */
export type Place = Span & { column: string }

/** A visit, or a session with everybody in it, on its way. `asks`, of the dialog: `move`, whether it stays where it was put; `length`, how long it is to be. */
export type Moving = {
  item: CalendarItem
  home: Place
  place: Place
  by: 'pointer' | 'keys'
  asks: 'nothing' | 'move' | 'length'
}

/** Picks a visit up where it is. */
export function pickedUp(item: CalendarItem, column: CalendarColumn, by: Moving['by']): Moving {
  const home = { column: column.key, from: item.from, to: item.to }
  return { item, home, place: home, by, asks: 'nothing' }
}

/** Whether a visit may go to another column: rooms are chosen by what the service needs. */
const canChangeColumn = (view: CalendarView) =>
  view.columns.every(({ practitionerId }) => practitionerId !== null)

/** Put where a pointer is: its start at a minute of a column, on the grid there. */
export function putAt(view: CalendarView, moving: Moving, column: CalendarColumn, minute: number): Moving {
  const target = canChangeColumn(view) ? column : columnOf(view, moving.home.column)
  const from = snapped(minute, stepOf(moving), target.open)
  const long = moving.home.to - moving.home.from
  return { ...moving, place: { column: target.key, ...within({ from, to: from + long }, view.minutes) } }
}

/** With its end at a minute of its column. */
export function endAt(view: CalendarView, moving: Moving, minute: number): Moving {
  const { column, from } = moving.place
  const to = Math.min(view.minutes, Math.max(from + BEAT, Math.round(minute / BEAT) * BEAT))
  return { ...moving, place: { column, from, to } }
}

/** One step by an arrow key; with Shift the end alone, by the beat. */
export function stepped(view: CalendarView, moving: Moving, key: string, shift: boolean): Moving {
  const { place } = moving
  const by = key === 'ArrowDown' ? 1 : -1
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    if (shift) return moving.item.booking ? endAt(view, moving, place.to + by * BEAT) : moving
    const from = nudged(place.from, stepOf(moving), by, columnOf(view, place.column).open)
    return {
      ...moving,
      place: { ...place, ...within({ from, to: from + place.to - place.from }, view.minutes) },
    }
  }
  if (!canChangeColumn(view)) return moving
  const n = view.columns.findIndex(({ key }) => key === place.column) + (key === 'ArrowRight' ? 1 : -1)
  const target = view.columns[n]
  return target ? { ...moving, place: { ...place, column: target.key } } : moving
}

/** Whether it lies elsewhere, or is longer or shorter, than where it was picked up. */
export function hasMoved({ home, place }: Moving): boolean {
  return home.column !== place.column || home.from !== place.from || home.to !== place.to
}

/** The column of a key; the first where that is gone. */
export function columnOf(view: CalendarView, key: string): CalendarColumn {
  return view.columns.find((column) => column.key === key) ?? (view.columns[0] as CalendarColumn)
}

/** "10:15 am to 10:35 am, Dr Mora". */
export function placeInWords(view: CalendarView, { column, from, to }: Place): string {
  return `${timeAt(view, from)} to ${timeAt(view, to)}, ${columnOf(view, column).name}`
}

function timeAt({ times }: CalendarView, minute: number): string {
  return times[Math.round(minute / BEAT)] ?? ''
}

/** The fields of the action that brings it there. */
export function fieldsOf(view: CalendarView, { item, place }: Moving): Record<string, string> {
  const column = columnOf(view, place.column)
  const { id, kind, moves } = item
  if (!moves) return {}
  const there = {
    startsAt: new Date((column.top + place.from) * 60_000).toISOString(),
    practitionerId: column.practitionerId ?? moves.practitionerId,
  }
  const version = String(moves.version)
  return kind === 'session'
    ? { sessionId: id, sequence: version, ...there }
    : { bookingId: id, version, minutes: String(place.to - place.from), ...there }
}

const stepOf = ({ item }: Moving) => item.moves?.step ?? BEAT
