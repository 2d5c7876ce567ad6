import { expect, test } from 'vitest'
import { rawAs } from '../db/testing/raw'
import { SEALED_COLUMNS } from './columns'

test('the sealed columns are those of the database, and the worker may seal them anew', async () => {
  const found = await rawAs<{ at: string; may: boolean }>(
    'superuser',
    null,
    `SELECT c.relname || '.' || a.attname AS at, has_column_privilege('anteroom_worker', c.oid, a.attnum, 'SELECT')
       AND has_column_privilege('anteroom_worker', c.oid, a.attnum, 'UPDATE') AS may
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname LIKE '%\\_sealed' ORDER BY 1`,
  )
  const listed = SEALED_COLUMNS.map(({ table, column }) => ({ at: `${table}.${column}`, may: true }))
  expect(found).toEqual(listed.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
})

test('each names the primary key of its table', async () => {
  for (const { table, key } of SEALED_COLUMNS) {
    const columns = await rawAs<{ name: string }>(
      'superuser',
      null,
      `SELECT attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
       WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)`,
      [table],
    )
    expect([table, columns.map(({ name }) => name)]).toEqual([table, key])
  }
})
