import { type APIRequestContext, expect } from '@playwright/test'
import { addDays, localDate, printAppointmentTime, printTimeOfDay } from '@/lib/time'
import { harbour } from '@/prisma/seed/cast'

/** A free time of the public API. */
type ApiSlot = { startsAt: string; practitionerId: string; locationId: string }

/** A time that is free now, in every print a test looks for. `day`: 'YYYY-MM-DD' at the clinic. */
export type FreeTime = ApiSlot & { service: string; day: string; printed: string; ofDay: string }

/** Whose times tests book, and the service. */
const WHOSE = {
  mora: { service: 'gp', practitioner: harbour.practitioners[0].id },
  noor: { service: 'nurse', practitioner: harbour.practitioners[1].id },
  /** Dr Mora's minor procedure, which has to be asked for. */
  procedure: { service: 'procedure', practitioner: harbour.practitioners[0].id },
}

/**
 * A free follow-up time of Dr Mora's (or Noor's) at Harbour Street, `weeks` weeks ahead: each test takes a week of its own, so that tests
 * never want the same time. `nth`: the how-manyth of that week, from its end where negative.
 */
export async function freeTime(
  request: APIRequestContext,
  weeks: number,
  nth = 0,
  whose: keyof typeof WHOSE = 'mora',
): Promise<FreeTime> {
  const from = addDays(localDate(new Date(), harbour.timeZone), weeks * 7)
  const query = {
    ...WHOSE[whose],
    type: 'follow_up',
    location: harbour.locations[0].id,
    mode: 'in_person',
    from,
    to: addDays(from, 6),
  }
  const answer = await request.get(`/api/v1/clinics/${harbour.slug}/slots`, { params: query })
  expect(answer.status()).toBe(200)
  const slot = ((await answer.json()) as { slots: ApiSlot[] }).slots.at(nth)
  if (!slot) throw new Error(`Harbour has no free time in the week of ${from}`)
  const at = new Date(slot.startsAt)
  const printed = printAppointmentTime(at, harbour.timeZone)
  return {
    ...slot,
    service: WHOSE[whose].service,
    day: localDate(at, harbour.timeZone),
    printed,
    ofDay: printTimeOfDay(at, harbour.timeZone),
  }
}

/** A booking made as any other system would, through the public API. */
export async function bookThroughApi(request: APIRequestContext, time: FreeTime, lastName: string) {
  const { service, startsAt, practitionerId, locationId } = time
  const patient = {
    firstName: 'Online',
    lastName,
    dateOfBirth: '1990-05-17',
    phone: '0491 570 006',
    email: 'online@example.com',
  }
  const answer = await request.post(`/api/v1/clinics/${harbour.slug}/bookings`, {
    headers: { 'Idempotency-Key': crypto.randomUUID() },
    data: {
      service,
      type: 'follow_up',
      mode: 'in_person',
      startsAt,
      practitionerId,
      locationId,
      patient,
    },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  return (await answer.json()) as { reference: string; manageToken: string }
}

/** A last name nobody else has, so that a test finds its own. */
export function uniqueName(): string {
  return `Tester-${crypto.randomUUID().slice(0, 8)}`
}
