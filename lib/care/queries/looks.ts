import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { atOnce, type Sql, sql } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { isId } from '../../ids'
import { mayReadLooks, mayReviewEmergencies } from '../policy'
import { wholeDays } from '../rules'

/** What one person did in one record on one day. `day`: 'YYYY-MM-DD' at the clinic; `lastAt`: the last of `times`. */
type Deeds = {
  day: string
  timeZone: string
  actions: string[]
  isRefused: boolean
  times: number
  lastAt: Date
}
/** Seen from the record: who it was, and at which clinic. */
export type Look = Deeds & {
  clinicName: string
  byName: string | null
  byKind: 'staff' | 'patient' | 'system'
}
/** Seen from the person: whose record it was. */
export type LookOf = Deeds & { patientId: string; patientName: string; isCut: boolean }
/** A page of them; `next`: the day before which the next one looks, or null. */
export type Looks<Row> = { rows: Row[]; next: string | null }

const MOST = 50

/** Who of any clinic's staff opened or changed a record, the latest first, by day; to its patient and who acts for them. Refuses `not_found`. */
export async function listMyLooks(
  actor: PatientActor,
  patientId: string,
  before?: string,
): Promise<Looks<Look>> {
  refuseUnless(isId(patientId), 'not_found')
  const [rows] = await atOnce<[Look[]]>(actor, looksAt(patientId, before))
  return wholeDays(rows, MOST)
}

/**
 * Who opened or changed a patient's record in the actor's clinic, the latest first, by day. That somebody looked is in the log too. Refuses
 * `not_found`; to clinicians who do not treat the patient it is empty.
 */
export async function readLooks(actor: StaffActor, patientId: string, before?: string): Promise<Looks<Look>> {
  allow(mayReadLooks(actor, actor.clinicId) && isId(patientId))
  const [rows] = await atOnce<[Look[]]>(
    actor,
    looksAt(patientId, before),
    auditStatement(actor, 'record.looksViewed', {
      clinicId: actor.clinicId,
      subject: 'patient',
      subjectId: patientId,
      patientId,
    }),
  )
  return wholeDays(rows, MOST)
}

/** Whose records a member of the clinic opened or changed, the latest first, by day; to administrators. That somebody looked is in the log. */
export async function readLooksOf(
  actor: StaffActor,
  memberId: string,
  before?: string,
): Promise<Looks<LookOf> & { name: string }> {
  allow(mayReviewEmergencies(actor, actor.clinicId) && isId(memberId))
  const [members, rows] = await atOnce<[{ name: string }[], LookOf[]]>(
    actor,
    sql`SELECT a.name FROM clinic_member m JOIN account a ON a.id = m.account_id WHERE m.id = ${memberId}::uuid AND m.clinic_id = ${actor.clinicId}::uuid`,
    sql`SELECT to_char(day, 'YYYY-MM-DD') AS day, time_zone AS "timeZone", patient_id AS "patientId", patient_name AS "patientName",
        actions, is_refused AS "isRefused", times, last_at AS "lastAt", is_cut AS "isCut"
      FROM looks_of(${memberId}::uuid, ${before ?? null}::date, ${MOST + 1})`,
    auditStatement(actor, 'member.looksViewed', {
      ...{ clinicId: actor.clinicId, subject: 'clinicMember', subjectId: memberId },
    }),
  )
  return { ...wholeDays(rows, MOST, rows[0]?.isCut), name: found(members[0]).name }
}

function looksAt(patientId: string, before: string | undefined): Sql {
  return sql`SELECT to_char(day, 'YYYY-MM-DD') AS day, time_zone AS "timeZone", clinic_name AS "clinicName", by_name AS "byName", by_kind AS "byKind",
      actions, is_refused AS "isRefused", times, last_at AS "lastAt"
    FROM looks_at(${patientId}::uuid, ${before ?? null}::date, ${MOST + 1})`
}
