import { CalendarClock, CalendarX, FileText, type LucideIcon, UserX } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { NoteButton } from '@/components/notes/note-button'
import { ActionMenu } from '@/components/ui/action-menu'
import { type ButtonLook, LinkButton } from '@/components/ui/button'
import { takeStepAction } from '@/lib/booking/actions'
import type { DayItem } from '@/lib/booking/queries/day'
import { canStaffMove, isCancelOffered, stepsFrom } from '@/lib/booking/rules'
import type { Step } from '@/lib/booking/schema'
import type { NoteMark } from '@/lib/notes/queries/unsigned'
import { canBeNoted } from '@/lib/notes/rules'
import { printTimeOfDay } from '@/lib/time'

const words: Record<Step, { label: string; said: (name: string) => string }> = {
  arrive: { label: 'Arrived', said: (name) => `${name} has arrived.` },
  start: { label: 'Start', said: (name) => `Started with ${name}.` },
  complete: { label: 'Complete', said: (name) => `Completed: ${name}.` },
  no_show: { label: 'Did not come', said: (name) => `${name} did not come.` },
  undo: { label: 'Undo', said: (name) => `Taken back for ${name}.` },
}

type Subject = Pick<DayItem, 'id' | 'version' | 'status' | 'patientName' | 'startsAt' | 'timeZone'>

/** The next step and its undo as buttons, the rest behind a menu. */
export function DayActions({ item, notes }: { item: Subject; notes?: Map<string, NoteMark> | undefined }) {
  const steps = stepsFrom(item.status)
  const next = steps.find((step) => step !== 'undo' && step !== 'no_show')
  const whose = whoseOf(item)
  return (
    <div className="flex flex-wrap items-center gap-1.5 md:justify-end">
      {item.status === 'requested' && (
        <LinkButton kind="secondary" size="small" href={`/desk/bookings/${item.id}`}>
          Answer<span className="sr-only"> {whose}</span>
        </LinkButton>
      )}
      {next && <StepButton item={item} step={next} kind="secondary" size="small" />}
      {steps.includes('undo') && <StepButton item={item} step="undo" kind="quiet" size="small" />}
      {notes && canBeNoted(item.status) && (
        <NoteButton bookingId={item.id} note={notes.get(item.id)} whose={whose} size="small" />
      )}
      <ActionMenu label={`More for ${whose}`}>
        {steps.includes('no_show') && <StepButton item={item} step="no_show" kind="menu" icon={UserX} />}
        <LinkButton kind="menu" href={`/desk/bookings/${item.id}`}>
          <FileText aria-hidden className="size-4" />
          Details and history
        </LinkButton>
        {canStaffMove(item.status) && (
          <LinkButton kind="menu" href={`/desk/bookings/${item.id}/move`}>
            <CalendarClock aria-hidden className="size-4" />
            Move
          </LinkButton>
        )}
        {isCancelOffered(item.status) && (
          <LinkButton kind="menu" href={`/desk/bookings/${item.id}/cancel`}>
            <CalendarX aria-hidden className="size-4" />
            Cancel appointment
          </LinkButton>
        )}
      </ActionMenu>
    </div>
  )
}

/** One step of the day as a button; done, it is told with an Undo. */
export function StepButton({
  item,
  step,
  icon: Icon,
  ...look
}: { item: Subject; step: Step; icon?: LucideIcon } & ButtonLook) {
  const { label, said } = words[step]
  const back = { bookingId: item.id, step: 'undo', version: String(item.version + 1) }
  return (
    <ActionButton
      {...look}
      action={takeStepAction}
      fields={{ bookingId: item.id, step, version: String(item.version) }}
      said={said(item.patientName)}
      undo={
        step === 'undo'
          ? undefined
          : { action: takeStepAction, fields: back, said: words.undo.said(item.patientName) }
      }
    >
      {Icon && <Icon aria-hidden className="size-4" />}
      {label}
      <span className="sr-only">for {whoseOf(item)}</span>
    </ActionButton>
  )
}

function whoseOf({ patientName, startsAt, timeZone }: Subject) {
  return `${patientName}, ${printTimeOfDay(startsAt, timeZone)}`
}
