import { parseArgs } from 'node:util'
import { roleUrl } from '../lib/db/urls'
import { seedScale } from '../prisma/seed/scale'
import { giveUp, openDatabase, readEnv } from './database'

/**
 * `npm run seed`: the demo cast, in the embedded database or one that ANTEROOM_DEMO names as a demo. `-- --scale 1000000` adds the clinic
 * `bench` with that many bookings, always the same ones.
 */

const { values } = parseArgs({ options: { scale: { type: 'string' } } })
const bookings = values.scale === undefined ? null : Number(values.scale)
if (bookings !== null && !(Number.isInteger(bookings) && bookings >= 100 && bookings <= 20_000_000))
  giveUp('--scale is a number of bookings, from 100 to 20000000.')

const settings = readEnv('production')
if (settings.DATABASE_URL && !settings.ANTEROOM_DEMO)
  giveUp('Only a demo is seeded: this database is configured, and ANTEROOM_DEMO is not set.')

const database = await openDatabase(settings, () => {})
try {
  console.log('The demo cast is there.')
  if (bookings !== null)
    await seedScale(roleUrl('owner', database.adminUrl, database.secret), bookings, console.log)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await database.close()
}
