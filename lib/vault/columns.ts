/**
 * Every column that holds sealed values, with the key of its row, in the order in which the place names it. Rotation walks these, the tests
 * of the schema compare them with it, and `seal` takes no other place: a new sealed column is a line here and a grant to the worker
 * (SELECT of the key and the column, UPDATE of the column).
 */
export const SEALED_COLUMNS = [
  { table: 'booking', column: 'reason_sealed', key: ['id'] },
  { table: 'idempotency_key', column: 'answer_sealed', key: ['scope', 'key'] },
  { table: 'external_calendar', column: 'url_sealed', key: ['id'] },
  { table: 'demo_mail', column: 'raw_sealed', key: ['id'] },
  { table: 'note', column: 'content_sealed', key: ['id'] },
  { table: 'note_addendum', column: 'text_sealed', key: ['id'] },
  { table: 'visit_summary', column: 'text_sealed', key: ['id'] },
  { table: 'emergency_access', column: 'reason_sealed', key: ['id'] },
  { table: 'chart_entry', column: 'content_sealed', key: ['id'] },
  { table: 'chart_entry', column: 'closing_sealed', key: ['id'] },
  { table: 'chart_proposal', column: 'content_sealed', key: ['id'] },
  { table: 'patient_file', column: 'name_sealed', key: ['id'] },
  { table: 'patient_file', column: 'key_sealed', key: ['id'] },
  { table: 'form_submission', column: 'answers_sealed', key: ['id'] },
] as const

export type SealedColumn = { table: string; column: string; key: readonly string[] }

type PlaceIn<Column> = Column extends { table: infer Table; column: infer Name }
  ? { table: Table; column: Name; id: string }
  : never

/**
 * Where a sealed value lives: a row of a column above (`id`: the values of its key, joined by spaces), or somebody's browser, for no longer
 * than a key is kept after it was succeeded (`REMOVABLE_AFTER_MS`). Bound to the ciphertext, so that it opens nowhere else.
 */
export type Place =
  | PlaceIn<(typeof SEALED_COLUMNS)[number]>
  | { table: 'cookie'; column: string; id: 'draft' }
