import { asSystem } from '../lib/db/ask'
import { startEmbedded } from '../lib/db/embedded'
import { databaseUrl, roleUrl } from '../lib/db/urls'
import { env } from '../lib/env'
import { verifyNotes } from '../lib/notes/queries/verify'
import { openVault } from '../lib/vault/keys'

/** `npm run notes:verify`: walks everything signed in the configured database, or the embedded one; ends with 1 where it does not hold. */

const embedded = env.DATABASE_URL ? null : await startEmbedded(env.ANTEROOM_DATA_DIR)
const ownerUrl = embedded ? roleUrl('owner', embedded.adminUrl, embedded.secret) : databaseUrl('owner')

try {
  await asSystem(ownerUrl, openVault)
  const { notes, addenda, faults } = await verifyNotes(ownerUrl)
  console.log(`${notes} signed notes and ${addenda} addenda.`)
  for (const { id, what } of faults) console.log(`${id}: ${what}`)
  console.log(faults.length === 0 ? 'Everything signed holds.' : 'What was signed does NOT hold.')
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await embedded?.stop()
}
