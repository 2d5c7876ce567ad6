import { expect, test } from 'vitest'
import { rawAs } from './testing/raw'

// The catalogue of the migrated database, as it is: whoever adds a table, a function or a grant meets this.

/** Tables without a person or a clinic in them. */
const NAMES_NOBODY = ['_prisma_migrations', 'deployment', 'rate_limit']

test('every table but those that name nobody has row-level security, forced, and a policy to say who', async () => {
  const bare = await rawAs<{ relname: string }>(
    'superuser',
    null,
    `SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT (relrowsecurity AND relforcerowsecurity AND (relispartition OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid)))
     ORDER BY 1`,
  )
  expect(bare.map((it) => it.relname)).toEqual(NAMES_NOBODY)
})

test('there is no view, materialized view or rule for rows to slip through', async () => {
  const found = await rawAs(
    'superuser',
    null,
    `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'f')`,
  )
  expect(found).toEqual([])
})

test('nobody has a grant on a partition: the audit log is reached by its parent alone', async () => {
  const granted = await rawAs(
    'superuser',
    null,
    `SELECT c.relname, a.grantee::regrole::text AS grantee FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
     WHERE c.relispartition AND a.grantee <> c.relowner`,
  )
  expect(granted).toEqual([])
})

test('every function that runs with the rights of another has a fixed search_path, temporary schema last', async () => {
  const loose = await rawAs(
    'superuser',
    null,
    `SELECT oid::regprocedure::text AS function FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
       AND NOT coalesce(proconfig @> ARRAY['search_path=pg_catalog, public, pg_temp'], false)`,
  )
  expect(loose).toEqual([])
})

// Reviewed by eye when it changes: `npx vitest run --project database lib/db/walls -u` writes it anew.
test('roles, grants and the functions with rights of their own are exactly those of the golden file', async () => {
  const golden = {
    roles:
      await listed(`SELECT rolname AS key, concat_ws(', ', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END,
        CASE WHEN NOT rolinherit THEN 'NOINHERIT' END, CASE WHEN has_schema_privilege(oid, 'public', 'CREATE') THEN 'creates in public' END,
        CASE WHEN has_database_privilege(oid, current_database(), 'TEMP') THEN 'creates temporary tables' END,
        (SELECT 'is ' || string_agg(roleid::regrole::text, ' and ' ORDER BY 1) FROM pg_auth_members WHERE member = r.oid),
        (SELECT string_agg(setting, ', ' ORDER BY 1) FROM pg_db_role_setting, unnest(setconfig) setting WHERE setrole = r.oid)) AS value
      FROM pg_roles r WHERE rolname LIKE 'anteroom%'`),
    grants: await listed(`SELECT key, string_agg(may, ', ' ORDER BY may) AS value FROM (
        SELECT a.grantee::regrole || ' on ' || c.relname AS key, a.privilege_type AS may
          FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
          WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
        UNION ALL
        SELECT a.grantee::regrole || ' on ' || c.relname, a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attnum) || ')'
          FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN LATERAL aclexplode(t.attacl) a
          WHERE c.relnamespace = 'public'::regnamespace GROUP BY a.grantee, c.relname, a.privilege_type
      ) x GROUP BY key`),
    definers: await listed(`SELECT oid::regprocedure::text AS key, 'as ' || proowner::regrole || ' for ' ||
        (SELECT coalesce(string_agg(CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, ', ' ORDER BY 1), 'nobody')
          FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee <> proowner) AS value
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`),
  }
  await expect(`${JSON.stringify(golden, null, 2)}\n`).toMatchFileSnapshot('grants.golden.json')
})

async function listed(statement: string): Promise<Record<string, string>> {
  const rows = await rawAs<{ key: string; value: string }>(
    'superuser',
    null,
    `SELECT * FROM (${statement}) x ORDER BY key COLLATE "C"`,
  )
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}

test('the portal and its worker delete nothing a record is made of, truncate nothing, make nothing', async () => {
  const may = await rawAs<{ role: string; table: string }>(
    'superuser',
    null,
    `SELECT r.rolname AS role, c.relname AS "table" FROM pg_roles r, pg_class c
     WHERE r.rolname IN ('anteroom_app', 'anteroom_worker', 'anteroom_reporting', 'anteroom_gate') AND c.relnamespace = 'public'::regnamespace
       AND c.relkind IN ('r', 'p') AND has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER, REFERENCES')
     ORDER BY 1, 2`,
  )
  const record =
    /^(audit|patient|booking|account|clinic|practitioner$|service$|location|outbox|acting_invitation|group_session|rebooking|proposal|resource|staff_invitation|note|chart|emergency|visit_summary|follow_up)/
  expect(may.filter(({ table }) => record.test(table))).toEqual([])
  const DENIED = /permission denied|read-only/
  for (const role of ['app', 'worker', 'reporting'] as const) {
    await expect(rawAs(role, 'system', 'CREATE TABLE drawer (id int)')).rejects.toThrow(DENIED)
    await expect(rawAs(role, 'system', 'CREATE TEMP TABLE drawer (id int)')).rejects.toThrow(DENIED)
    await expect(rawAs(role, 'system', 'ALTER TABLE booking DISABLE ROW LEVEL SECURITY')).rejects.toThrow(
      /must be owner|read-only/,
    )
    await expect(rawAs(role, 'system', 'SET ROLE anteroom_gate')).rejects.toThrow(/permission denied/)
  }
})
