import type { StaffActor } from '@/lib/access/actor'
import { fieldProblems } from '@/lib/actions/form'
import { mayCloseDates } from '@/lib/availability/policy'
import { type AbsenceInput, absenceInput } from '@/lib/booking/schema/away'
import type { Workplace } from '@/lib/clinics/queries/workplace'
import { addDays, localDate, localTime } from '@/lib/time'

/** An absence as an address says it; anything, because anybody can write an address. */
export type AskedAbsence = { [Name in keyof AbsenceInput]?: string }

const NAMES = ['practitionerId', 'fromDate', 'untilDate', 'from', 'to'] as const

/** The absence of an address, or what is wrong with it by field. */
export function readAbsence(
  asked: AskedAbsence,
): { input: AbsenceInput } | { problems: Record<string, string> } {
  const said = NAMES.filter((name) => typeof asked[name] === 'string' && asked[name] !== '')
  const read = absenceInput.safeParse(Object.fromEntries(said.map((name) => [name, asked[name]])))
  return read.success ? { input: read.data } : { problems: fieldProblems(read.error) }
}

/** Whose absence somebody may enter: their own, and everybody's where they may close dates. */
export function whoMayBeAway(actor: StaffActor, { practitioners }: Workplace): Workplace['practitioners'] {
  const mayAll = mayCloseDates(actor, actor.clinicId)
  return practitioners.filter(({ isMe }) => isMe || mayAll)
}

/** The address of the plan for an absence. */
export function planPath(absence: {
  practitionerId: string
  startsAt: Date
  endsAt: Date
  timeZone: string
}): string {
  const { practitionerId, startsAt, endsAt, timeZone } = absence
  const [from, to] = [localTime(startsAt, timeZone), localTime(endsAt, timeZone)]
  const last = localDate(endsAt, timeZone)
  return `/desk/away/plan?${new URLSearchParams({
    practitionerId,
    fromDate: localDate(startsAt, timeZone),
    untilDate: to === '00:00' ? addDays(last, -1) : last,
    ...(from !== '00:00' && { from }),
    ...(to !== '00:00' && { to }),
  })}`
}
