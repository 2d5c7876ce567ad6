import { printAppointmentTime, printTimeOfDay } from '@/lib/time'

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
