import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { reviewEmergencyAction } from '@/lib/care/actions'
import type { Emergency } from '@/lib/care/queries/emergencies'
import { printDate, printTimeOfDay } from '@/lib/time'

/** The records that were opened in an emergency, each with its reason and whether an administrator has seen it. */
export function EmergencyList({ emergencies, timeZone }: { emergencies: Emergency[]; timeZone: string }) {
  return (
    <ul className="flex flex-col divide-y divide-line border-line border-y">
      {emergencies.map(({ id, byName, patient, reason, openedAt, untilAt, reviewedAt }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-4">
          <div className="flex min-w-0 max-w-160 flex-col gap-1">
            <p>
              <span className="font-medium">{byName}</span> opened the record of{' '}
              <Link href={`/clinic/looks/${patient.id}`}>
                {patient.name} ({patient.number})
              </Link>
            </p>
            <p className="text-muted text-small">
              {printDate(openedAt, timeZone)}, {printTimeOfDay(openedAt, timeZone)} until{' '}
              {printTimeOfDay(untilAt, timeZone)}
            </p>
            <p className="wrap-anywhere">“{reason}”</p>
          </div>
          {reviewedAt ? (
            <Badge tone="ok">Seen {printDate(reviewedAt, timeZone)}</Badge>
          ) : (
            <ActionButton
              action={reviewEmergencyAction}
              fields={{ emergencyId: id }}
              said="Noted as seen"
              kind="secondary"
              size="small"
            >
              I have seen this<span className="sr-only">: {patient.name}</span>
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  )
}
