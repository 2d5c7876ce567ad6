import { anchorsFile, readAnchors } from '../lib/audit/anchor'
import { verifyAudit } from '../lib/audit/verify'
import { startEmbedded } from '../lib/db/embedded'
import { databaseUrl, roleUrl } from '../lib/db/urls'
import { env } from '../lib/env'
import { keyFrom } from '../lib/vault/seal'
import { giveUp } from './database'

/** `npm run audit:verify`: walks the audit log of the configured database, or the embedded one; ends with 1 where it does not hold. */

const embedded = env.DATABASE_URL ? null : await startEmbedded(env.ANTEROOM_DATA_DIR)
const secret =
  embedded?.secret ?? env.ANTEROOM_SECRET ?? giveUp('ANTEROOM_SECRET is not set: anchors cannot be checked.')
const ownerUrl = embedded ? roleUrl('owner', embedded.adminUrl, secret) : databaseUrl('owner')

const started = performance.now()
try {
  const report = await verifyAudit(ownerUrl, readAnchors(anchorsFile(), keyFrom(secret, 'anchors')))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `${report.rows} rows in ${report.chains} chains, ${report.anchors} anchors outside the database, ${seconds} s`,
  )
  if (!report.anchoredAt)
    console.log('Never anchored: a tail that was cut off and hashed anew would not be seen.')
  else console.log(`Last anchored at ${report.anchoredAt}.`)
  if (report.forgedAnchors)
    console.log(`${report.forgedAnchors} lines of the anchor file were not signed by this deployment.`)
  for (const { chainId, seq, rowId, what } of report.faults)
    console.log(`chain ${chainId}, number ${seq}, row ${rowId ?? '-'}: ${what}`)
  const holds = report.faults.length + report.forgedAnchors === 0
  console.log(holds ? 'The audit log holds.' : 'The audit log does NOT hold.')
  process.exitCode = holds ? 0 : 1
} finally {
  await embedded?.stop()
}
