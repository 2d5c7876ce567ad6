import type { Metadata } from 'next'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { type BookingRecord, readBooking } from '@/lib/booking/queries/history'
import { Refusal } from '@/lib/errors'

/** A page about one booking of the clinic. */
export type BookingParams = Promise<{ bookingId: string }>

/** The booking an address names; the not-found page where the clinic has none such. */
export async function bookingAt(actor: StaffActor, params: BookingParams): Promise<BookingRecord> {
  return orNotFound(readBooking(actor, (await params).bookingId))
}

/** The title of such a page. No names: titles stay in a browser's history. */
export async function titleOf(title: string, params: BookingParams): Promise<Metadata> {
  const actor = await requireActor('staff')
  try {
    await readBooking(actor, (await params).bookingId)
    return { title }
  } catch (error) {
    if (error instanceof Refusal) return { title: 'Not found' }
    throw error
  }
}
