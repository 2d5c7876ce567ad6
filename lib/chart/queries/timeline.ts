import type { StaffActor } from '../../access/actor'
import type { BookingStatus } from '../../booking/rules'
import { type Sql, sql } from '../../db/client'
import type { FileKind } from '../../documents/schema'
import { kindWords } from '../../documents/text'
import type { TimelineCursor } from '../rules'
import type { Written } from '../schema'
import { type Entry, type EntryRow, type NameOf, toEntry } from './rows'

/** How many moments a page of the timeline has. */
export const PAGE = 30

type Visit = {
  kind: 'booking'
  status: BookingStatus
  service: string
  practitioner: string
  reference: string
}
type Note = { kind: 'note'; isSigned: boolean; service: string; author: string | null }
type Document = { kind: 'document'; says: string; by: string | null }
/** A form that was sent. */
type Form = { kind: 'form'; title: string }
type Change = { kind: 'entry' | 'closed'; entry: Entry }

/** Something that happened, or is to. `id`: of the booking, the note, the document, the form, the entry. `timeZone`: where it has one of its own. */
export type Moment = { id: string; at: Date; timeZone: string | null } & (
  | Visit
  | Note
  | Document
  | Form
  | Change
)

export type MomentRow = {
  kind: Moment['kind']
  id: string
  at: Date
  timeZone: string | null
  state: string | null
  what: string | null
  who: string | null
  reference: string | null
} & Pick<
  EntryRow,
  'contentSealed' | 'visibility' | 'isTold' | 'recordedBy' | 'closedAt' | 'closedBy' | 'closingSealed'
> & {
    section: Written['section'] | null
  }

/**
 * Everything of a patient at the clinic that the actor may see, newest first, one more than a page of it. `before`: where the page before
 * ended; 'none' asks for nothing. Each part is read from its end and cut, so that the cost is a page's whatever the history.
 */
export function momentsStatement(
  { clinicId }: StaffActor,
  patientId: string,
  before: TimelineCursor | 'none' | undefined,
): Sql {
  const most = before === 'none' ? 0 : PAGE + 1
  const at = typeof before === 'object' ? before.at : null
  const id = typeof before === 'object' ? before.id : null
  const whose = sql`x.clinic_id = ${clinicId}::uuid AND x.patient_id = ${patientId}::uuid`
  const earlier = (column: Sql) =>
    sql`(${at}::timestamptz IS NULL OR (${column}, x.id) < (${at}::timestamptz, ${id}::uuid)) ORDER BY ${column} DESC, x.id DESC LIMIT ${most}`
  const entry = sql`x.section, x.content_sealed AS "contentSealed", x.visibility, x.proposal_id IS NOT NULL AS "isTold", x.closed_at AS "closedAt",
    x.recorded_by AS "recordedBy", x.closed_by AS "closedBy", x.closing_sealed AS "closingSealed"`
  const noEntry = sql`NULL::chart_section AS section, NULL AS "contentSealed", NULL::chart_visibility AS visibility, false AS "isTold",
    NULL::timestamptz AS "closedAt", NULL::uuid AS "recordedBy", NULL::uuid AS "closedBy", NULL AS "closingSealed"`
  return sql`SELECT * FROM (
    (SELECT 'booking' AS kind, x.id, x.starts_at AS at, l.time_zone AS "timeZone", x.status::text AS state, s.name AS what, p.name AS who, x.reference, ${noEntry}
      FROM booking x JOIN service s ON s.id = x.service_id JOIN practitioner p ON p.id = x.practitioner_id JOIN location l ON l.id = x.location_id
      WHERE ${whose} AND ${earlier(sql`x.starts_at`)})
    UNION ALL
    (SELECT 'note', x.id, x.created_at, NULL, x.state::text, s.name, a.name, NULL, ${noEntry}
      FROM note x JOIN booking b ON b.id = x.booking_id JOIN service s ON s.id = b.service_id LEFT JOIN account a ON a.id = x.author_id
      WHERE ${whose} AND ${earlier(sql`x.created_at`)})
    UNION ALL
    (SELECT 'document', x.id, x.created_at, NULL, CASE WHEN x.by_patient THEN 'given' ELSE 'added' END, x.kind::text, a.name, NULL, ${noEntry}
      FROM patient_file x LEFT JOIN account a ON a.id = x.created_by_account_id
      WHERE ${whose} AND ${earlier(sql`x.created_at`)})
    UNION ALL
    (SELECT 'form', x.id, x.completed_at, NULL, NULL, v.title, NULL, NULL, ${noEntry}
      FROM form_submission x JOIN form_version v ON v.id = x.form_version_id
      WHERE ${whose} AND x.state = 'completed' AND ${earlier(sql`x.completed_at`)})
    UNION ALL
    (SELECT 'entry', x.id, x.at, NULL, x.state::text, NULL, NULL, NULL, ${entry} FROM chart_entry x
      WHERE ${whose} AND ${earlier(sql`x.at`)})
    UNION ALL
    (SELECT 'closed', x.id, x.closed_at, NULL, x.state::text, NULL, NULL, NULL, ${entry} FROM chart_entry x
      WHERE ${whose} AND x.state IN ('ended', 'entered_in_error') AND ${earlier(sql`x.closed_at`)})
  ) moments ORDER BY at DESC, id DESC LIMIT ${most}`
}

/** A row as the page shows it, opened where it is an entry. */
export function toMoment(row: MomentRow, nameOf: NameOf): Moment {
  const { id, at, timeZone, kind, state, what, who, reference, section, ...sealed } = row
  const moment = { id, at, timeZone }
  if (kind === 'booking')
    return {
      ...{ ...moment, kind, status: state as BookingStatus },
      ...{ service: what ?? '', practitioner: who ?? '', reference: reference ?? '' },
    }
  if (kind === 'note')
    return { ...moment, kind, isSigned: state === 'signed', service: what ?? '', author: who }
  if (kind === 'document')
    return { ...moment, kind, says: kindWords(what as FileKind), by: state === 'given' ? 'the patient' : who }
  if (kind === 'form') return { ...moment, kind, title: what ?? '' }
  return {
    ...{ ...moment, kind },
    entry: toEntry(
      { ...sealed, id, at, state: state as Entry['state'], section: section ?? 'alert' },
      nameOf,
    ),
  }
}
