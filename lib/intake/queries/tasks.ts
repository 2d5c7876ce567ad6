import { cache } from 'react'
import type { LinkActor, PatientActor } from '../../access/actor'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { canStillFill, FILLABLE } from '../rules/asking'

/** Who fills forms in. */
export type Filler = PatientActor | LinkActor

/** A form that somebody is asked for, is filling in, or has sent. `canFill`: it can still be sent. */
export type FormTask = {
  formId: string
  title: string
  patientId: string
  clinic: { id: string; slug: string; name: string; timeZone: string }
  booking: { id: string; startsAt: Date; timeZone: string } | null
  requestId: string | null
  submission: { id: string; pagesDone: number; pagesAsked: number; completedAt: Date | null } | null
  canFill: boolean
}

const SENT = 50

/**
 * The forms of everybody the account acts for (or of a link's booking, for its known bearer): what is left to do, the soonest visit first, and
 * what was sent, latest first. Nothing of what was answered.
 */
export const listFormTasks = cache(
  (actor: Filler): Promise<{ left: FormTask[]; sent: FormTask[] }> =>
    asActor(actor, async (tx) => {
      const theirs = await submissionsOf(tx, actor)
      const isBegun = ({ formId, booking, requestId }: FormTask) =>
        theirs.some((one) =>
          requestId
            ? one.requestId === requestId
            : !one.requestId && one.formId === formId && one.booking?.id === booking?.id,
        )
      const asked = [...(await askedByBookings(tx, actor)), ...(await askedByStaff(tx, actor))]
      const begun = theirs.filter(({ submission, canFill }) => !submission?.completedAt && canFill)
      const left = [...begun, ...asked.filter((task) => !isBegun(task))]
      return {
        left: left.toSorted((a, b) => whenOf(a) - whenOf(b)),
        sent: theirs
          .filter(({ submission }) => submission?.completedAt)
          .toSorted((a, b) => sentOf(b) - sentOf(a))
          .slice(0, SENT),
      }
    }),
)

/** How many forms a link's booking asks for: said before anybody has said when the patient was born. */
export const countAskedForms = cache(
  (actor: LinkActor): Promise<number> =>
    asActor(actor, async (tx) => {
      const asked = [...(await askedByBookings(tx, actor)), ...(await askedByStaff(tx, actor))]
      return asked.length
    }),
)

const whenOf = ({ booking }: FormTask) => booking?.startsAt.getTime() ?? Number.MAX_SAFE_INTEGER
const sentOf = ({ submission }: FormTask) => submission?.completedAt?.getTime() ?? 0

const clinicColumns = { select: { id: true, slug: true, name: true, timeZone: true } } as const
const visitColumns = {
  ...{ id: true, startsAt: true, endsAt: true, status: true },
  location: { select: { timeZone: true } },
} as const
const published = { where: { state: 'published' }, select: { title: true } } as const
type VisitRow = { id: string; startsAt: Date; location: { timeZone: string } }

const visitOf = (row: VisitRow | null) =>
  row && { id: row.id, startsAt: row.startsAt, timeZone: row.location.timeZone }

async function askedByBookings(tx: Tx, actor: Filler): Promise<FormTask[]> {
  const rows = await tx.booking.findMany({
    where: {
      endsAt: { gte: now() },
      status: { in: [...FILLABLE] },
      service: { forms: { some: {} } },
      ...(actor.kind === 'link' && { id: actor.bookingId }),
    },
    select: {
      ...visitColumns,
      ...{ type: true, patientId: true, clinic: clinicColumns },
      service: {
        select: {
          forms: { select: { formId: true, type: true, form: { select: { versions: published } } } },
        },
      },
    },
    take: 100,
  })
  return rows.flatMap(({ clinic, patientId, type, service, ...visit }) =>
    service.forms
      .filter((form) => form.type === null || form.type === type)
      .flatMap(({ formId, form }) =>
        form.versions.map(({ title }) => ({
          ...{ formId, title, patientId, clinic, booking: visitOf(visit), requestId: null },
          ...{ submission: null, canFill: true },
        })),
      ),
  )
}

async function askedByStaff(tx: Tx, actor: Filler): Promise<FormTask[]> {
  const rows = await tx.formRequest.findMany({
    where: { withdrawnAt: null, ...(actor.kind === 'link' && { bookingId: actor.bookingId }) },
    select: {
      ...{ id: true, formId: true, patientId: true, bookingId: true, booking: { select: visitColumns } },
      form: { select: { clinic: clinicColumns, versions: published } },
    },
    take: 100,
  })
  return rows
    .filter(({ booking }) => canStillFill(booking, now()))
    .flatMap(({ id, formId, patientId, booking, form }) =>
      form.versions.map(({ title }) => ({
        ...{ formId, title, patientId, clinic: form.clinic, booking: visitOf(booking), requestId: id },
        ...{ submission: null, canFill: true },
      })),
    )
}

async function submissionsOf(tx: Tx, actor: Filler): Promise<FormTask[]> {
  const rows = await tx.formSubmission.findMany({
    where: actor.kind === 'link' ? { bookingId: actor.bookingId } : {},
    select: {
      ...{ id: true, formId: true, patientId: true, requestId: true },
      ...{ pagesDone: true, pagesAsked: true, completedAt: true },
      version: { select: { title: true } },
      form: { select: { clinic: clinicColumns } },
      booking: { select: visitColumns },
      request: { select: { withdrawnAt: true } },
    },
    orderBy: { startedAt: 'desc' },
    take: 200,
  })
  return rows.map(({ id, formId, patientId, requestId, version, form, booking, request, ...progress }) => ({
    ...{ formId, title: version.title, patientId, clinic: form.clinic, booking: visitOf(booking), requestId },
    submission: { id, ...progress },
    canFill: canStillFill(booking, now()) && !request?.withdrawnAt,
  }))
}
