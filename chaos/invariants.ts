import { readFileSync } from 'node:fs'
import { readAnchors } from '../lib/audit/anchor'
import { verifyAudit } from '../lib/audit/verify'
import { readAsOwner } from '../lib/db/owner'

/** The names of the invariants that do not hold, with how many rows break each; the walk of the audit log among them. */
export async function brokenInvariants(ownerUrl: string): Promise<string[]> {
  const broken: string[] = []
  for (const part of readFileSync(new URL('invariants.sql', import.meta.url), 'utf8')
    .split(/^-- name: /m)
    .slice(1)) {
    const [name = '', ...lines] = part.split('\n')
    const rows = await readAsOwner(ownerUrl, (query) => query(lines.join('\n')))
    if (rows.length > 0) broken.push(`${name}: ${rows.length} rows, as ${JSON.stringify(rows[0])}`)
  }
  const { faults, forgedAnchors } = await verifyAudit(ownerUrl, readAnchors())
  for (const { chainId, seq, what } of faults) broken.push(`audit chain ${chainId} at ${seq}: ${what}`)
  if (forgedAnchors > 0) broken.push(`${forgedAnchors} forged anchors`)
  return broken
}
