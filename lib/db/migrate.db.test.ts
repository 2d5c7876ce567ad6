import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { listMigrations, migrateDatabase, rollBack, rollForward } from './migrate'
import { cloneDatabase, dropDatabase } from './testing/cluster'
import { roleUrl } from './urls'

const run = promisify(execFile)
const { templateUrl, secret } = inject('cluster')
const names = listMigrations()
const made: string[] = []
afterAll(() => Promise.all(made.map(dropDatabase)))

async function fresh(from: 'template' | 'nothing') {
  const url = await cloneDatabase(templateUrl, from)
  made.push(url)
  return url
}

/** Every object of the schema that a migration makes, as text: what is equal here is equal to the application. */
async function shapeOf(url: string): Promise<unknown[]> {
  return query(
    url,
    `SELECT 'column' AS kind, table_name || '.' || column_name AS name, data_type || ' ' || is_nullable || coalesce(column_default, '') AS is
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
     UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> '_prisma_migrations'::regclass
     UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     UNION ALL SELECT 'function', oid::regprocedure::text, md5(pg_get_functiondef(oid)) || coalesce(proacl::text, '') || pg_get_userbyid(proowner)
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND probin IS NULL AND prolang <> 13
     UNION ALL SELECT 'policy', tablename || '.' || policyname, concat_ws(' ', cmd, roles, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
     UNION ALL SELECT 'table', relname, concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity, reloptions,
         nullif(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)))
       FROM pg_class WHERE relname <> '_prisma_migrations' AND relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
     UNION ALL SELECT 'columns granted', attrelid::regclass || '.' || attname, attacl::text FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid::regclass::text NOT LIKE 'pg_%'
     UNION ALL SELECT 'type', typname, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
     UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
     ORDER BY 1, 2, 3`,
  )
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const answer: pg.QueryResult | pg.QueryResult[] = await client.query(statement)
    return (Array.isArray(answer) ? answer.at(-1)?.rows : answer.rows) ?? []
  } finally {
    await client.end()
  }
}

test('migrations go up, down and up again on an empty database, and leave nothing behind when down', async () => {
  const url = await fresh('nothing')
  const owner = roleUrl('owner', url, secret)
  expect(await migrateDatabase(url, secret)).toEqual(names)
  const before = await shapeOf(url)
  expect(await rollBack(owner, names.length)).toEqual([...names].reverse())
  expect(await shapeOf(url)).toEqual([])
  expect(await rollForward(owner)).toEqual(names)
  expect(await shapeOf(url)).toEqual(before)
  expect(await migrateDatabase(url, secret)).toEqual([])
})

test('each migration can be taken back by itself, and applied again, with rows in the tables', async () => {
  const url = await fresh('template')
  const owner = roleUrl('owner', url, secret)
  await query(
    url,
    `INSERT INTO clinic (id, slug, name, time_zone, currency, phone, email, address, opening_hours)
     VALUES ('11111111-1111-4111-8111-111111111111', 'kept', 'Kept', 'Australia/Sydney', 'AUD', '+61255500123', 'a@b.example', '', '')`,
  )
  const before = await shapeOf(url)
  // All but the first: that one makes the tables, and takes their rows with it.
  for (let count = 1; count < names.length; count++) {
    await rollBack(owner, count)
    expect(await query(url, 'SELECT slug FROM clinic')).toEqual([{ slug: 'kept' }])
    await rollForward(owner)
    expect(await shapeOf(url)).toEqual(before)
  }
})

async function prisma(url: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('env', [`DATABASE_URL=${url}`, 'node_modules/.bin/prisma', ...args])
  return stdout
}
const DIFF = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--script']

test('schema.prisma describes the migrated database exactly, and a difference would be seen', async () => {
  const url = await fresh('template')
  expect(await prisma(url, ...DIFF)).toContain('-- This is an empty migration.')
  await query(url, 'ALTER TABLE booking ALTER COLUMN referred_by SET NOT NULL, ADD COLUMN colour text')
  const difference = await prisma(url, ...DIFF)
  expect(difference).toContain('"colour"')
  expect(difference).toContain('"referred_by" DROP NOT NULL')
}, 60_000)

test("Prisma's own command line finds our migrations applied", async () => {
  expect(await prisma(await fresh('template'), 'migrate', 'status')).toContain(
    'Database schema is up to date!',
  )
}, 60_000)

test('processes that migrate at once apply each migration once', async () => {
  const url = await fresh('nothing')
  const script = `import('./lib/db/migrate.ts').then(async (it) => console.log(JSON.stringify(await it.migrateDatabase(process.argv[1], process.argv[2]))))`
  const both = await Promise.all([1, 2].map(() => run('node_modules/.bin/tsx', ['-e', script, url, secret])))
  const applied = both.map(({ stdout }) => JSON.parse(stdout) as string[])
  expect(applied.map((it) => it.length).sort()).toEqual([0, names.length])
  expect(await query(url, 'SELECT migration_name FROM _prisma_migrations')).toHaveLength(names.length)
}, 60_000)

test('a migration that was edited after it was applied is refused', async () => {
  const url = await fresh('template')
  const folder = mkdtempSync(join(tmpdir(), 'anteroom-migrations-'))
  try {
    cpSync('prisma', join(folder, 'prisma'), { recursive: true })
    appendFileSync(join(folder, 'prisma/migrations', names[0] ?? '', 'migration.sql'), '\n-- one more line\n')
    const script = `import(${JSON.stringify(join(process.cwd(), 'lib/db/migrate.ts'))}).then((it) => it.migrateDatabase(process.argv[1], process.argv[2]))`
    const attempt = run(join(process.cwd(), 'node_modules/.bin/tsx'), ['-e', script, url, secret], {
      cwd: folder,
    })
    await expect(attempt).rejects.toThrow(/was edited after it was applied/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)

test('a migration that fails half way leaves nothing of itself', async () => {
  const url = await fresh('nothing')
  // Makes the third migration fail at its last statements, after the two before it have been applied.
  await query(url, 'CREATE FUNCTION booking_step_guard() RETURNS int LANGUAGE sql RETURN 1')
  await expect(migrateDatabase(url, secret)).rejects.toThrow()
  expect(await query(url, 'SELECT migration_name AS name FROM _prisma_migrations')).toEqual([
    { name: names[0] },
    { name: names[1] },
  ])
  expect(
    await query(url, `SELECT conname FROM pg_constraint WHERE conname = 'calendar_claim_no_overlap'`),
  ).toEqual([])
  await query(url, 'DROP FUNCTION booking_step_guard()')
  expect(await migrateDatabase(url, secret)).toEqual(names.slice(2))
})
