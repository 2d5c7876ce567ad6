import { printAppointmentTime, printShortTime, printTimeOfDay } from '@/lib/time'

/** Day and time in short for the eye, "Tue 24 Nov, 9:30 am"; in full as `AppointmentTime` says it. */
export function ShortTime({ at, timeZone }: { at: Date; timeZone: string }) {
  const whole = printAppointmentTime(at, timeZone)
  return (
    <time dateTime={at.toISOString()} title={whole} className="whitespace-nowrap tabular-nums">
      <span aria-hidden>{printShortTime(at, timeZone)}</span>
      <span className="sr-only">{whole}</span>
    </time>
  )
}

/** The time of day for the eye; the whole appointment time, as it is printed everywhere, for screen readers and the pointer. */
export function AppointmentTime({ startsAt, timeZone }: { startsAt: Date; timeZone: string }) {
  const whole = printAppointmentTime(startsAt, timeZone)
  return (
    <time dateTime={startsAt.toISOString()} title={whole} className="whitespace-nowrap tabular-nums">
      <span aria-hidden>{printTimeOfDay(startsAt, timeZone)}</span>
      <span className="sr-only">{whole}</span>
    </time>
  )
}
