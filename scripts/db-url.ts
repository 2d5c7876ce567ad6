import pg from 'pg'
import { embeddedKeys } from '../lib/db/embedded'
import { databaseUrl, type Role, roleUrl } from '../lib/db/urls'
import { env } from '../lib/env'
import { giveUp } from './database'

/** `npm run -s db:url -- app`: the connection string of a role, of the configured database or the embedded one that runs here. */

const ROLES: readonly string[] = ['app', 'owner', 'worker', 'reporting'] satisfies Role[]
const role = process.argv[2] ?? ''
if (!ROLES.includes(role)) giveUp(`Which role? npm run -s db:url -- ${ROLES.join('|')}`)

const url = urlOf(role as Role)
const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
client.on('error', () => {})
await client.connect().catch(() => giveUp('The database does not answer. Start it with: npm start'))
await client.end()
console.log(url)

function urlOf(role: Role): string {
  if (env.DATABASE_URL || env.DATABASE_APP_URL) return databaseUrl(role)
  try {
    const { adminUrl, secret } = embeddedKeys(env.ANTEROOM_DATA_DIR)
    return roleUrl(role, adminUrl, secret)
  } catch {
    return giveUp(`There is no database in ${env.ANTEROOM_DATA_DIR} yet. Start it with: npm start`)
  }
}
