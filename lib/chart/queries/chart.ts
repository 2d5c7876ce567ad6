import type { StaffActor } from '../../access/actor'
import { auditStatement, record } from '../../audit/record'
import { asActor, atOnce, sql } from '../../db/client'
import { refusal } from '../../errors'
import { isId } from '../../ids'
import { mayReadChart } from '../policy'
import { TABS, type Tab, type TimelineCursor } from '../rules'
import type { SEXES, Section } from '../schema'
import {
  type Entry,
  type EntryRow,
  type NameOf,
  type Proposal,
  type ProposalRow,
  toEntry,
  toProposal,
} from './rows'
import { type Moment, type MomentRow, momentsStatement, PAGE, toMoment } from './timeline'

/** Who the chart is of. `bornOn`: 'YYYY-MM-DD'. */
export type ChartPatient = {
  id: string
  number: string
  firstName: string
  lastName: string
  bornOn: string
  sex: (typeof SEXES)[number] | null
  pronouns: string | null
}

/** A page of a chart. */
export type Chart = {
  patient: ChartPatient
  /** How many entries are current, by section. */
  counts: Partial<Record<Section, number>>
  /** Current allergies, alerts and next of kin, and where somebody has said so, that no allergies are known. */
  banner: Entry[]
  /** Of the sections of the page, newest first; of those that are closed the last `CLOSED` alone. */
  entries: Entry[]
  /** Everything that was told and not decided on. */
  proposals: Proposal[]
  timeline: { moments: Moment[]; next: TimelineCursor | null }
}

const IN_BANNER: Section[] = ['allergy', 'no_known_allergies', 'alert', 'next_of_kin']
/** How many closed entries a page shows; the timeline has them all. */
const CLOSED = 50
/** The most of anything else that a page shows. */
const MOST = 500

/**
 * Opens a page of a chart: the audit row first, then what is sealed, in two round trips whatever is on it. That somebody was refused is in
 * the log too (security.md L1). Refuses `not_found`.
 */
export async function readChart(
  actor: StaffActor,
  patientId: string,
  tab: Tab,
  before?: TimelineCursor,
): Promise<Chart> {
  const patient = await patientOf(actor, patientId)
  if (!patient) return refuse(actor, patientId)
  const sections: Section[] = [...TABS[tab]]
  const [entries, counts, proposals, accounts, moments] = await atOnce<
    [
      EntryRow[],
      { section: Section; count: number }[],
      ProposalRow[],
      { id: string; name: string }[],
      MomentRow[],
    ]
  >(
    actor,
    sql`SELECT e.id, e.section, e.visibility, e.state, e.content_sealed AS "contentSealed", e.at, e.recorded_by AS "recordedBy", e.proposal_id IS NOT NULL AS "isTold",
        e.closed_at AS "closedAt", e.closed_by AS "closedBy", e.closing_sealed AS "closingSealed"
      FROM (
        (SELECT * FROM chart_entry WHERE clinic_id = ${actor.clinicId}::uuid AND patient_id = ${patientId}::uuid AND state = 'current'
          AND (section = ANY (${IN_BANNER}::chart_section[]) OR section = ANY (${sections}::chart_section[])) ORDER BY at DESC, id DESC LIMIT ${MOST})
        UNION ALL
        (SELECT * FROM chart_entry WHERE clinic_id = ${actor.clinicId}::uuid AND patient_id = ${patientId}::uuid AND state <> 'current'
          AND section = ANY (${sections}::chart_section[]) ORDER BY at DESC, id DESC LIMIT ${CLOSED})
      ) e ORDER BY e.at DESC, e.id DESC`,
    sql`SELECT section, count(*)::int AS count FROM chart_entry
      WHERE clinic_id = ${actor.clinicId}::uuid AND patient_id = ${patientId}::uuid AND state = 'current' GROUP BY section`,
    sql`SELECT id, section, content_sealed AS "contentSealed", proposed_at AS "proposedAt" FROM chart_proposal
      WHERE clinic_id = ${actor.clinicId}::uuid AND patient_id = ${patientId}::uuid AND state = 'pending' ORDER BY proposed_at DESC, id LIMIT ${MOST}`,
    // Once, and not beside each row: who of the clinic may see whose name is a question of its own for every account.
    sql`SELECT a.id, a.name FROM account a WHERE a.id IN (SELECT m.account_id FROM clinic_member m WHERE m.clinic_id = ${actor.clinicId}::uuid)`,
    momentsStatement(actor, patientId, tab === 'timeline' ? before : 'none'),
    auditStatement(actor, 'chart.read', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'patient', subjectId: patientId },
      detail: { page: tab },
    }),
  )
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const nameOf: NameOf = (id) => (id && names.get(id)) ?? null
  const opened = entries.map((row) => toEntry(row, nameOf))
  const shown = moments.slice(0, PAGE).map((row) => toMoment(row, nameOf))
  const last = shown.at(-1)
  return {
    patient,
    counts: Object.fromEntries(counts.map(({ section, count }) => [section, count])),
    banner: opened.filter(({ section, state }) => state === 'current' && IN_BANNER.includes(section)),
    entries: opened.filter(({ section }) => sections.includes(section)),
    proposals: proposals.map(toProposal),
    timeline: {
      moments: shown,
      next: moments.length > PAGE && last ? { at: last.at, id: last.id } : null,
    },
  }
}

async function patientOf(actor: StaffActor, patientId: string): Promise<ChartPatient | null> {
  if (!isId(patientId) || !mayReadChart(actor, actor.clinicId)) return null
  const [patients] = await atOnce<[ChartPatient[]]>(
    actor,
    sql`SELECT p.id, p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.date_of_birth::text AS "bornOn", p.sex, p.pronouns
      FROM patient p JOIN patient_registration r ON r.patient_id = p.id AND r.clinic_id = ${actor.clinicId}::uuid
      WHERE p.id = ${patientId}::uuid AND p.deleted_at IS NULL AND actor_treats(p.id)`,
  )
  return patients[0] ?? null
}

async function refuse(actor: StaffActor, patientId: string): Promise<never> {
  await asActor(actor, (tx) =>
    record(tx, actor, 'chart.read', {
      ...{ clinicId: actor.clinicId, subject: 'patient', outcome: 'refused' },
      subjectId: isId(patientId) ? patientId : null,
    }),
  )
  throw refusal('not_found')
}
