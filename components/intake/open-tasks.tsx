import { ActionButton } from '@/components/form/action-button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { finishTaskAction } from '@/lib/intake/actions'
import type { OpenTask } from '@/lib/intake/queries/open-tasks'
import { TASK_WORDS } from '@/lib/intake/text/words'
import { printShortTime } from '@/lib/time'

/** What somebody has to look at before visits; not a word of what it is. Nothing where there is none. Who treats the patient looks, and ticks it off. */
export function OpenTasks({ tasks }: { tasks: OpenTask[] }) {
  if (tasks.length === 0) return null
  return (
    <Notification kind="warning" title={`To look at (${tasks.length})`}>
      {tasks.some(({ isMine }) => !isMine) && (
        <p>A nurse or doctor who treats the patient looks at it. Tell them if the visit is soon.</p>
      )}
      <ul className="divide-y divide-line">
        {tasks.map(
          ({ id, kind, submissionId, patientName, startsAt, timeZone, practitionerName, isMine }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5">
              <span className="min-w-0">
                {isMine ? (
                  <Link href={`/clinic/submissions/${submissionId}`}>{patientName}</Link>
                ) : (
                  <span className="font-medium">{patientName}</span>
                )}
                : {(TASK_WORDS[kind] ?? 'Something to look at').toLowerCase()}
                <span className="block text-muted text-small">
                  {startsAt && timeZone
                    ? `${printShortTime(startsAt, timeZone)} with ${practitionerName}`
                    : 'No appointment'}
                </span>
              </span>
              {isMine && (
                <ActionButton
                  action={finishTaskAction}
                  fields={{ taskId: id }}
                  said={`Looked at: ${patientName}.`}
                  kind="secondary"
                  size="small"
                >
                  Looked at<span className="sr-only"> {patientName}</span>
                </ActionButton>
              )}
            </li>
          ),
        )}
      </ul>
    </Notification>
  )
}
