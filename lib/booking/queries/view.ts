import type { BookingStatus } from '../rules'
import type { Mode, VisitType } from '../schema'

/** The columns behind a `BookingView`. Nothing clinical: no reason, no notes. */
export const bookingColumns = {
  id: true,
  reference: true,
  status: true,
  type: true,
  mode: true,
  source: true,
  startsAt: true,
  endsAt: true,
  version: true,
  sequence: true,
  priceCents: true,
  currency: true,
  cancelNoticeHours: true,
  lateCancelFeeCents: true,
  cancelledAt: true,
  cancelFeeCents: true,
  requestExpiresAt: true,
  clinic: { select: { id: true, slug: true, name: true, phone: true, timeZone: true } },
  service: { select: { code: true, name: true, requiresApproval: true, capacity: true } },
  practitioner: { select: { id: true, name: true, title: true } },
  location: { select: { id: true, name: true, kind: true, address: true, timeZone: true } },
} as const

export type BookingRow = {
  id: string
  reference: string
  status: BookingStatus
  type: VisitType
  mode: Mode
  source: string
  startsAt: Date
  endsAt: Date
  version: number
  sequence: number
  priceCents: number
  currency: string
  cancelNoticeHours: number
  lateCancelFeeCents: number
  cancelledAt: Date | null
  cancelFeeCents: number | null
  /** Of what was asked for: until when the clinic has to answer. */
  requestExpiresAt: Date | null
  clinic: { id: string; slug: string; name: string; phone: string; timeZone: string }
  service: { code: string; name: string; requiresApproval: boolean; capacity: number }
  practitioner: { id: string; name: string; title: string }
  location: {
    id: string
    name: string
    kind: 'in_person' | 'telehealth'
    address: string | null
    timeZone: string
  }
}

/** A booking as people see it. Times are instants; `location.timeZone` says how to print them. */
export type BookingView = BookingRow

/** A plain copy of exactly these fields, so that nothing else of a row travels. */
export function toView(row: BookingRow): BookingView {
  const {
    id,
    reference,
    status,
    type,
    mode,
    source,
    startsAt,
    endsAt,
    version,
    sequence,
    priceCents,
    currency,
  } = row
  const {
    cancelNoticeHours,
    lateCancelFeeCents,
    cancelledAt,
    cancelFeeCents,
    requestExpiresAt,
    clinic,
    service,
    practitioner,
    location,
  } = row
  return {
    id,
    reference,
    status,
    type,
    mode,
    source,
    startsAt,
    endsAt,
    version,
    sequence,
    priceCents,
    currency,
    cancelNoticeHours,
    lateCancelFeeCents,
    cancelledAt,
    cancelFeeCents,
    requestExpiresAt,
    clinic,
    service,
    practitioner,
    location,
  }
}
