import pg from 'pg'
import { expect, test } from 'vitest'
import { rawAs, urlFor } from './testing/raw'

/** Row N9, the half that is PostgreSQL's: what its log may say. The other half is e2e/guards/logs.spec.ts. */

const QUIET = [
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
]

test.each(['owner', 'app', 'worker', 'reporting'])(
  'the role %s keeps values out of any server’s log',
  async (role) => {
    const [row] = await rawAs<{ settings: string[] }>(
      'superuser',
      null,
      `SELECT setconfig AS settings FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole WHERE rolname = $1 AND setdatabase = 0`,
      [`anteroom_${role}`],
    )
    expect(row?.settings).toEqual(expect.arrayContaining(QUIET))
  },
)

test('so does the embedded server, for whoever connects', async () => {
  const client = new pg.Client({ connectionString: urlFor('superuser') })
  await client.connect()
  try {
    const shown = await Promise.all(
      QUIET.map(async (it) => {
        const [name = ''] = it.split('=')
        return `${name}=${(await client.query<Record<string, string>>(`SHOW ${name}`)).rows[0]?.[name]}`
      }),
    )
    expect(shown).toEqual(QUIET)
  } finally {
    await client.end()
  }
})
