import { createHash } from 'node:crypto'
import { type Query, readAsOwner } from '../../db/owner'
import type { Place } from '../../vault/columns'
import { open } from '../../vault/seal'

/** What does not hold of something signed. `id`: the note's or the addendum's. */
export type NoteFault = {
  id: string
  what:
    | 'its text does not open'
    | 'its text is not what was signed'
    | 'the row says something else than what was signed'
    | 'the audit log has another hash of it'
    | 'the audit log knows of no signature'
    | 'it is gone'
}
export type NotesReport = { notes: number; addenda: number; faults: NoteFault[] }

type Row = { id: string; sealed: string; hash: Buffer; facts: Record<string, string> }

/**
 * Walks every signed note and every addendum: the text opens where it is, is the one that was hashed, says what the row says of it, and has the
 * hash that the audit log wrote down when it was signed; and none that the log knows is gone. The vault must be open. Source: security.md N4.
 */
export async function verifyNotes(ownerUrl: string): Promise<NotesReport> {
  return readAsOwner(ownerUrl, async (query) => {
    const notes = await walked(query, NOTES, (id) => ({ table: 'note', column: 'content_sealed', id }))
    const addenda = await walked(query, ADDENDA, (id) => ({
      table: 'note_addendum',
      column: 'text_sealed',
      id,
    }))
    const logged = await query<NoteFault>(NOT_AS_LOGGED)
    return {
      notes: notes.count,
      addenda: addenda.count,
      faults: [...notes.faults, ...addenda.faults, ...logged],
    }
  })
}

const BATCH = 500

async function walked(query: Query, statement: string, placeOf: (id: string) => Place) {
  const faults: NoteFault[] = []
  let count = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await query<Row>(statement, [after, BATCH])
    for (const row of rows) {
      const what = faultOf(row, placeOf(row.id))
      if (what) faults.push({ id: row.id, what })
    }
    count += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return { count, faults }
    after = last.id
  }
}

function faultOf({ sealed, hash, facts }: Row, place: Place): NoteFault['what'] | null {
  const text = opened(sealed, place)
  if (text === null) return 'its text does not open'
  if (!createHash('sha256').update(text).digest().equals(hash)) return 'its text is not what was signed'
  const signed = JSON.parse(text) as Record<string, unknown>
  const isSame = Object.entries(facts).every(([name, value]) => signed[name] === value)
  return isSame ? null : 'the row says something else than what was signed'
}

function opened(sealed: string, place: Place): string | null {
  try {
    return open(sealed, place)
  } catch {
    return null
  }
}

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`
const NOTES = `SELECT id, content_sealed AS sealed, content_hash AS hash, json_build_object('noteId', id, 'clinicId', clinic_id, 'patientId', patient_id,
    'bookingId', booking_id, 'authorId', author_id, 'signedBy', signed_by, 'signedAt', to_char(signed_at AT TIME ZONE 'UTC', ${UTC})) AS facts
  FROM note WHERE state = 'signed' AND id > $1 ORDER BY id LIMIT $2`
const ADDENDA = `SELECT id, text_sealed AS sealed, content_hash AS hash, json_build_object('addendumId', id, 'noteId', note_id, 'clinicId', clinic_id,
    'authorId', author_id, 'writtenAt', to_char(written_at AT TIME ZONE 'UTC', ${UTC})) AS facts
  FROM note_addendum WHERE id > $1 ORDER BY id LIMIT $2`
const NOT_AS_LOGGED = `
  WITH logged AS MATERIALIZED (
    SELECT CASE action WHEN 'note.signed' THEN subject_id ELSE (detail::json->>'addendumId')::uuid END AS id, detail::json->>'hash' AS hash
    FROM audit_event WHERE action IN ('note.signed', 'note.addendumAdded') AND outcome = 'ok'
  ), there AS (
    SELECT id, encode(content_hash, 'hex') AS hash FROM note WHERE state = 'signed' UNION ALL SELECT id, encode(content_hash, 'hex') FROM note_addendum
  )
  SELECT coalesce(t.id, l.id) AS id, CASE WHEN t.id IS NULL THEN 'it is gone' WHEN l.id IS NULL THEN 'the audit log knows of no signature'
    ELSE 'the audit log has another hash of it' END AS what
  FROM there t FULL JOIN logged l ON l.id = t.id WHERE t.hash IS DISTINCT FROM l.hash ORDER BY 1`
