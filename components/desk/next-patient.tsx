import { AppointmentTime } from '@/components/booking/appointment-time'
import { StatusBadge } from '@/components/booking/status-badge'
import { Card } from '@/components/ui/card'
import type { DayItem } from '@/lib/booking/queries/day'
import { minutesBetween } from '@/lib/booking/rules'
import { MODE_WORDS, TYPE_WORDS } from '@/lib/booking/text'
import { printPlainDate, printTimeOfDay } from '@/lib/time'
import { StepButton } from './day-actions'

/** Who is in the room and who comes next, with the one thing to press. */
export function NextPatient({
  current,
  next,
  at,
}: {
  current: DayItem | undefined
  next: DayItem | undefined
  at: Date
}) {
  if (!current && !next) return null
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {current && <Seen title="Now" item={current} at={at} isMain />}
      {next && <Seen title="Next" item={next} at={at} isMain={!current} />}
    </div>
  )
}

function Seen({
  title,
  item,
  at,
  isMain,
}: {
  title: 'Now' | 'Next'
  item: DayItem
  at: Date
  isMain: boolean
}) {
  const { patientName, patientBornOn, patientNumber, serviceName, type, mode, status, arrivedAt, timeZone } =
    item
  const step = status === 'in_progress' ? 'complete' : status === 'arrived' ? 'start' : 'arrive'
  return (
    <Card
      title={`${title}: ${patientName}`}
      actions={<StepButton item={item} step={step} kind={isMain ? 'primary' : 'secondary'} />}
    >
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">
          <AppointmentTime startsAt={item.startsAt} timeZone={timeZone} />
        </span>
        <StatusBadge status={status} />
        {status === 'arrived' && arrivedAt && (
          <span className="text-muted">
            since {printTimeOfDay(arrivedAt, timeZone)}, waiting {minutesBetween(arrivedAt, at)} min
          </span>
        )}
      </p>
      <p className="text-muted">
        {serviceName}, {TYPE_WORDS[type].toLowerCase()}, {MODE_WORDS[mode].toLowerCase()} · born{' '}
        {printPlainDate(patientBornOn)} · {patientNumber}
      </p>
    </Card>
  )
}
