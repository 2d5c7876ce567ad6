import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { atOnce, sql } from '../../db/client'
import { isId } from '../../ids'
import { mayAskForForms } from '../policy'

/** A patient's form as lists show it: how far it is, and no word of what is in it. */
export type SubmissionLine = {
  id: string
  title: string
  state: 'draft' | 'completed'
  pagesDone: number
  pagesAsked: number
  sentAt: Date | null
  bookingId: string | null
  source: 'internal' | 'jotform' | 'api'
}

/** Every form of a patient that was begun or sent at the clinic, oldest first. */
export async function listSubmissionsOf(actor: StaffActor, patientId: string): Promise<SubmissionLine[]> {
  allow(mayAskForForms(actor, actor.clinicId) && isId(patientId))
  const [rows] = await atOnce<[SubmissionLine[]]>(
    actor,
    sql`SELECT id, title, state, pages_done AS "pagesDone", pages_asked AS "pagesAsked", completed_at AS "sentAt", booking_id AS "bookingId", source
      FROM submission_progress('{}', ${patientId}::uuid)`,
  )
  return rows
}
