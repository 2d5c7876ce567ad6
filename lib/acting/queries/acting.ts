import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { atOnce, sql } from '../../db/client'
import { refuseUnless } from '../../errors'
import { isId } from '../../ids'
import type { Relationship, Scope } from '../../people/schema'
import { mayKeepActing } from '../policy'

/** Somebody who acts for a patient, from and until instants; `until` null: until it is ended. */
export type ActingView = {
  accessId: string
  name: string
  email: string
  relationship: Relationship
  scopes: Scope[]
  from: Date
  until: Date | null
}

/** Who acts for a patient, the patient first. To the patient, and to staff of a clinic of theirs; to anybody else nobody does. */
export async function listWhoActsFor(
  actor: PatientActor | StaffActor,
  patientId: string,
): Promise<ActingView[]> {
  refuseUnless(isId(patientId), 'not_found')
  if (actor.kind === 'staff') allow(mayKeepActing(actor, actor.clinicId))
  const [rows] = await atOnce<[ActingView[]]>(
    actor,
    sql`SELECT access_id AS "accessId", name, email, relationship, scopes, from_at AS "from", until_at AS "until"
      FROM who_acts_for(${patientId}::uuid)`,
  )
  return rows
}
