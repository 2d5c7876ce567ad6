import type { BookingStatus } from '../../booking/rules'
import { canStaffMove } from '../../booking/rules'
import { STATUS_WORDS } from '../../booking/text'
import {
  addDays,
  instantAt,
  localDate,
  localTime,
  printShortDate,
  printTimeOfDay,
  printZone,
} from '../../time'
import { BEAT, hoursShown, inLanes, type Laid, type Span } from '../rules'
import type { CalendarQuery } from '../schema'
import type { BookingRow, CalendarRows, Part, SessionRow } from './rows'

/** Something on the grid. Spans are minutes after the top of its column. */
export type CalendarItem = Laid<Span> & {
  id: string
  kind: 'booking' | 'session' | 'hold' | 'external'
  /** Who it is for, or what it is. */
  title: string
  detail: string
  /** "9:00 am to 9:20 am". */
  time: string
  href: string | null
  /** Of bookings alone; `says`: what is out of the ordinary about it, in words. */
  booking: { status: BookingStatus; says: string[] } | null
  moves: Moves | null
}

/** Of what can be moved: as which version it was looked at, its service's start grid in minutes, and how many are told of it, by which way. */
export type Moves = {
  version: number
  practitionerId: string
  step: number
  told: { byMail: number; byPhone: number }
}

/** A practitioner, a room or a day. */
export type CalendarColumn = {
  key: string
  name: string
  note: string | null
  /** With whom a visit is that is put here; null where it stays with its practitioner. */
  practitionerId: string | null
  /** Its date, 'YYYY-MM-DD'. */
  day: string
  /** The minute (since the epoch) at its top. */
  top: number
  open: Span[]
  shut: (Span & { say: string })[]
  items: CalendarItem[]
  /** The present, where it is on the column. */
  now: number | null
}

/** What the grid shows, in numbers and in words: browsers print no dates. */
export type CalendarView = {
  /** The first of its dates, 'YYYY-MM-DD'. */
  from: string
  zone: string
  minutes: number
  /** Each hour's line, and each beat's time, from the top. */
  hours: string[]
  times: string[]
  columns: CalendarColumn[]
  /** Told of a day (of UTC) between these, it is to be read again. */
  hears: { from: string; to: string }
}

/** Groups the rows of a part into columns. `at`: the present. */
export function viewOf(rows: CalendarRows, query: CalendarQuery, part: Part, at: Date): CalendarView {
  const { timeZone: zone } = rows
  const days = Array.from({ length: part.days }, (_, n) => addDays(part.from, n))
  const hours = hoursShown(
    [...rows.open, ...rows.bookings, ...rows.sessions].map((range) => onTheWall(range, zone)),
  )
  const topOf = (day: string) => wallMinute(day, hours.from, zone)
  const top = topOf(part.from)
  const minutes = wallMinute(part.from, hours.to, zone) - top
  const frame = { zone, minutes, present: at.getTime() / MINUTE }
  const print = (minute: number) => printTimeOfDay(new Date((top + minute) * MINUTE), zone)
  return {
    from: part.from,
    zone: printZone(zone),
    minutes,
    hours: steps(minutes, 60).map(print),
    times: [...steps(minutes, BEAT), minutes].map(print),
    columns: drafts(rows, query, days).map((draft) => columnOf(rows, draft, topOf(draft.day), frame)),
    hears: {
      from: localDate(new Date((top - 2 * DAY) * MINUTE), 'UTC'),
      to: localDate(new Date((top + part.days * DAY) * MINUTE), 'UTC'),
    },
  }
}

const MINUTE = 60_000
const DAY = 1440

type Draft = Pick<CalendarColumn, 'key' | 'name' | 'note' | 'practitionerId' | 'day'> & {
  roomId: string | null
}
type Frame = { zone: string; minutes: number; present: number }

/** The columns without what is in them: days of one practitioner, rooms, or practitioners. */
function drafts(rows: CalendarRows, query: CalendarQuery, days: string[]): Draft[] {
  const [day = ''] = days
  const [first] = rows.practitioners
  if (query.view === 'week')
    return days.map((one) => ({
      ...{ key: one, name: printShortDate(one), note: null, practitionerId: first?.id ?? null },
      ...{ roomId: null, day: one },
    }))
  if (query.by === 'room')
    return rows.rooms.map(({ id, name, locationName }) => ({
      ...{ key: id, name, note: locationName, practitionerId: null, roomId: id, day },
    }))
  const visits = [...rows.bookings, ...rows.sessions].filter(
    ({ locationId }) => !query.at || locationId === query.at,
  )
  const isBusy = new Set([...rows.open, ...visits].map((row) => row.practitionerId))
  return rows.practitioners
    .filter(({ id, isActive }) => isBusy.has(id) || (isActive && query.at === undefined))
    .map(({ id, name }) => ({ key: id, name, note: null, practitionerId: id, roomId: null, day }))
}

function columnOf(rows: CalendarRows, draft: Draft, top: number, frame: Frame): CalendarColumn {
  const { roomId, ...column } = draft
  const { minutes, present } = frame
  const isHere = (row: { practitionerId: string; roomIds: string[] }) =>
    roomId ? row.roomIds.includes(roomId) : row.practitionerId === column.practitionerId
  const spans = <Row extends { starts: number; ends: number }>(some: Row[]) =>
    some.flatMap((row) => {
      const span = { from: Math.max(0, row.starts - top), to: Math.min(minutes, row.ends - top) }
      return span.from < span.to ? [{ ...span, row }] : []
    })
  const nameOf = (id: string) => (roomId ? rows.practitioners.find((one) => one.id === id)?.name : undefined)
  const items = [
    ...spans(rows.bookings.filter(isHere)).map(({ row, ...span }) =>
      ofBooking(row, span, frame.zone, nameOf(row.practitionerId)),
    ),
    ...spans(rows.sessions.filter(isHere)).map(({ row, ...span }) =>
      ofSession(row, span, frame, nameOf(row.practitionerId)),
    ),
    ...spans(rows.taken.filter(({ resourceId }) => resourceId === (roomId ?? column.practitionerId))).map(
      ({ row, ...span }, n) => ofTaken(row, span, `${column.key} ${n}`, frame.zone),
    ),
  ]
  const away = rows.shut.filter(
    ({ practitionerId }) => practitionerId === null || practitionerId === column.practitionerId,
  )
  return {
    ...column,
    top,
    open: roomId
      ? [{ from: 0, to: minutes }]
      : spans(rows.open.filter((row) => row.practitionerId === column.practitionerId)).map(
          ({ from, to }) => ({ from, to }),
        ),
    shut: spans(away).map(({ row, from, to }) => ({ from, to, say: shutWords(row) })),
    items: inLanes(items),
    now: present >= top && present < top + minutes ? present - top : null,
  }
}

type Loose = Omit<CalendarItem, 'lane' | 'lanes'>

function ofBooking(row: BookingRow, span: Span, zone: string, withWhom: string | undefined): Loose {
  const { id, status, version, practitionerId, hasEmail, gridMinutes } = row
  const says = [
    status !== 'confirmed' && STATUS_WORDS[status],
    row.overbook && 'By exception',
    row.isProvisional && 'New – check details',
  ].filter((word) => word !== false)
  const told = { byMail: hasEmail ? 1 : 0, byPhone: hasEmail ? 0 : 1 }
  return {
    ...span,
    ...{
      id,
      kind: 'booking',
      title: row.patientName,
      detail: [withWhom, row.serviceName].filter(Boolean).join(', '),
    },
    ...{ time: timeOf(row, zone), href: `/desk/bookings/${id}` },
    booking: { status, says },
    moves: canStaffMove(status) ? { version, practitionerId, step: gridMinutes, told } : null,
  }
}

function ofSession(row: SessionRow, span: Span, frame: Frame, withWhom: string | undefined): Loose {
  const { sequence: version, practitionerId, gridMinutes: step, unmailed } = row
  const told = { byMail: row.taken - unmailed, byPhone: unmailed }
  const canMove = !row.hasBegun && row.starts > frame.present
  const seats = `${row.taken} of ${row.capacity} seats taken`
  return {
    ...span,
    ...{
      id: row.id,
      kind: 'session',
      title: row.serviceName,
      detail: [withWhom, seats].filter(Boolean).join(', '),
    },
    ...{ time: timeOf(row, frame.zone), href: `/desk/sessions/${row.id}`, booking: null },
    moves: canMove ? { version, practitionerId, step, told } : null,
  }
}

function ofTaken(row: CalendarRows['taken'][number], span: Span, id: string, zone: string): Loose {
  const [title, detail] =
    row.kind === 'hold' ? ['Being booked', 'Kept while somebody types'] : ['Busy', 'In another calendar']
  return {
    ...{ ...span, id, kind: row.kind, title, detail, time: timeOf(row, zone) },
    ...{ href: null, booking: null, moves: null },
  }
}

function timeOf({ starts, ends }: { starts: number; ends: number }, zone: string): string {
  const [from, to] = [starts, ends].map((minute) => printTimeOfDay(new Date(minute * MINUTE), zone))
  return `${from} to ${to}`
}

function shutWords({ practitionerId, locationName }: CalendarRows['shut'][number]): string {
  if (practitionerId) return 'Leave'
  return locationName ? `${locationName} is closed` : 'Closed'
}

/** Minutes after the local midnight that a range begins in; one that ends on a later date ends at its midnight. */
function onTheWall({ starts, ends }: { starts: number; ends: number }, zone: string): Span {
  const [start, end] = [new Date(starts * MINUTE), new Date(ends * MINUTE)]
  const [from, to] = [start, end].map(
    (at) => Number(localTime(at, zone).slice(0, 2)) * 60 + Number(localTime(at, zone).slice(3)),
  )
  return localDate(start, zone) === localDate(end, zone)
    ? { from: from ?? 0, to: to ?? 0 }
    : { from: from ?? 0, to: DAY }
}

/** The minute since the epoch at which an hour of a date begins; 24 is the next date's first. */
function wallMinute(day: string, hour: number, zone: string): number {
  const at =
    hour === 24
      ? instantAt(addDays(day, 1), '00:00', zone)
      : instantAt(day, `${String(hour).padStart(2, '0')}:00`, zone)
  return at.getTime() / MINUTE
}

function steps(minutes: number, by: number): number[] {
  return Array.from({ length: Math.ceil(minutes / by) }, (_, n) => n * by)
}
