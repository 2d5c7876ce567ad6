import fc from 'fast-check'
import ICAL from 'ical.js'
import { test } from 'vitest'
import { isoWithOffset, printAppointmentTime, printBothZones } from '../time'
import { printHere } from '../wall'
import { patientEntry, printCalendar } from './text/calendar'
import { type LetterView, writeLetter } from './text/letters'

// A patient in another zone (security.md B6): the mail, the calendar file and the pages' one printer say the same, and it is what the
// runtime's own zones say.

const ZONES = [
  ...['Australia/Sydney', 'Australia/Lord_Howe', 'Australia/Perth', 'Africa/Lagos', 'America/New_York'],
  ...['Europe/London', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Chatham'],
]
const FROM = Date.parse('2026-11-01T00:00Z')
const MINUTES = (Date.parse('2028-11-01T00:00Z') - FROM) / 60_000

/** "Tuesday 24 November 2026, 9:30 am", by the runtime. */
function oracle(at: Date, timeZone: string): string {
  // biome-ignore lint/plugin: an oracle that is not lib/time.ts.
  const parts = new Intl.DateTimeFormat('en-US', {
    ...({ timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const),
    ...({ hour: 'numeric', minute: '2-digit', hourCycle: 'h12' } as const),
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const time = `${part('hour')}:${part('minute')} ${part('dayPeriod').toLowerCase()}`
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}, ${time}`
}

test('200 random visits: mail, calendar file and page agree to the minute, in the clinic’s zone and the patient’s', () => {
  const zone = fc.constantFrom(...ZONES)
  fc.assert(
    fc.property(fc.nat(MINUTES), zone, zone, (minute, clinicZone, patientZone) => {
      const startsAt = new Date(FROM + minute * 60_000)
      const booking = bookingAt(startsAt, clinicZone)
      const page = printAppointmentTime(startsAt, clinicZone)
      const links = { manage: 'https://portal.example/manage/x', clinic: 'https://portal.example/harbour' }
      const letter = JSON.stringify(writeLetter('booking.confirmation', booking, links))
      const text = printCalendar([patientEntry(booking, links.manage)], 'PUBLISH', {
        ...{ organizer: 'a@b.example', madeAt: startsAt },
      })
      const event = new ICAL.Event(
        ICAL.Component.fromString(text).getFirstSubcomponent('vevent') as ICAL.Component,
      )
      const both = printBothZones(startsAt, clinicZone, patientZone)
      return (
        page.startsWith(oracle(startsAt, clinicZone)) &&
        letter.includes(page) &&
        event.description.includes(page) &&
        event.startDate.zone === ICAL.Timezone.utcTimezone &&
        event.startDate.toJSDate().getTime() === startsAt.getTime() &&
        both.startsWith(page) &&
        says(both.slice(page.length), startsAt, clinicZone, patientZone) &&
        printHere(startsAt, aheadOf(startsAt, clinicZone), aheadOf(startsAt, patientZone)) ===
          wordsHere(startsAt, clinicZone, patientZone)
      )
    }),
    { numRuns: 200 },
  )
})

/** ", which is 11:30 pm on Monday 23 November 2026 (Lagos time)"; nothing where the clocks agree. */
function says(rest: string, at: Date, clinicZone: string, patientZone: string): boolean {
  const [theirs, ours] = [oracle(at, patientZone), oracle(at, clinicZone)]
  if (theirs === ours) return rest === ''
  const [date = '', time = ''] = theirs.split(', ')
  return rest.startsWith(`, which is ${time}`) && (ours.startsWith(`${date},`) || rest.includes(date))
}

/** What the page of a visit by video adds in the patient's browser, by the oracle. */
function wordsHere(at: Date, clinicZone: string, patientZone: string): string | null {
  const [theirs, ours] = [oracle(at, patientZone), oracle(at, clinicZone)]
  const [date, time] = theirs.split(', ')
  return theirs === ours ? null : `${time} on ${date}`
}
const aheadOf = (at: Date, zone: string) => {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(isoWithOffset(at, zone)) ?? []
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
}

function bookingAt(startsAt: Date, timeZone: string): LetterView {
  const clinic = {
    id: 'c',
    slug: 'harbour',
    name: 'Harbour',
    phone: '+61255501234',
    timeZone,
    email: 'a@b.example',
  }
  return {
    ...{
      id: 'b',
      reference: 'ABCDEFGH',
      status: 'confirmed',
      type: 'follow_up',
      mode: 'video',
      source: 'online',
    },
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + 1_200_000), version: 1, sequence: 0, clinic },
    ...{ priceCents: 6500, currency: 'AUD', cancelNoticeHours: 24, lateCancelFeeCents: 3000 },
    ...{ cancelledAt: null, cancelFeeCents: null, cancelReason: null, proposal: null, visits: [] },
    requestExpiresAt: null,
    service: { code: 'gp', name: 'General practice', requiresApproval: false, capacity: 1 },
    practitioner: { id: 'p', name: 'Dr Lucia Mora', title: 'Doctor' },
    location: { id: 'l', name: 'Telehealth', kind: 'telehealth', address: null, timeZone },
    patient: { firstName: 'Ada', lastName: 'Lovelace' },
  }
}
