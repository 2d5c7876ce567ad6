import { type Query, readAsOwner } from '../db/owner'
import { type Anchors, readAnchors } from './anchor'

/** What is wrong with a chain, and the first row that shows it. */
export type AuditFault = {
  chainId: string
  seq: number
  rowId: string | null
  what:
    | 'a row was changed'
    | 'rows are missing before this one'
    | 'a row was put in here'
    | 'a row is not where it was'
    | 'rows are missing at the end'
    | 'rows were hashed anew: this one is not what was anchored'
    | 'a row is in the partition DEFAULT'
}
export type AuditReport = {
  rows: number
  chains: number
  anchors: number
  /** When the log was last anchored outside the database, or null. */
  anchoredAt: string | null
  /** Lines of the anchor file that this deployment did not sign. */
  forgedAnchors: number
  faults: AuditFault[]
}

/**
 * Walks every chain of the audit log: each row's hash from its own content and the row before it, no number missing or twice, the end where
 * the head says, every anchored row as it was anchored. Names the first bad row of each chain. The digests are computed by this statement,
 * not by the database's own function, which whoever tampers may have replaced. Source: security.md L4, L6, L8.
 */
export async function verifyAudit(ownerUrl: string, anchors: Anchors = readAnchors()): Promise<AuditReport> {
  return readAsOwner(ownerUrl, async (query) => {
    const [total] = await query<{ rows: number; chains: number }>(
      'SELECT count(*)::int AS rows, count(DISTINCT chain_id)::int AS chains FROM audit_event',
    )
    return {
      rows: total?.rows ?? 0,
      chains: total?.chains ?? 0,
      anchors: anchors.anchors.length,
      anchoredAt: anchors.anchors.at(-1)?.at ?? null,
      forgedAnchors: anchors.forged,
      faults: await faultsOf(query, anchors),
    }
  })
}

/** One fault a chain: the first link that does not hold, else what only the head or an anchor can tell. */
async function faultsOf(query: Query, anchors: Anchors): Promise<AuditFault[]> {
  const heads = anchors.anchors.flatMap((anchor) => anchor.heads)
  const all = [
    ...(await query<AuditFault>(BROKEN_LINKS)),
    ...(await query<AuditFault>(NOT_AS_ANCHORED, [JSON.stringify(heads)])),
    ...(await query<AuditFault>(SHORT_OF_HEAD)),
    ...(await query<AuditFault>(STRAYS)),
  ]
  const first = new Map<string, AuditFault>()
  for (const fault of all)
    if (!first.has(fault.chainId)) first.set(fault.chainId, { ...fault, seq: Number(fault.seq) })
  return [...first.values()]
}

// The same canonical form as audit_hash() of the migration `audit`: whatever is written is found unchanged only while they agree.
const FIELDS = [
  ...['id::text', '(extract(epoch FROM at) * 1000000)::bigint::text', 'chain_id::text', 'seq::text'],
  ...['actor_kind', 'actor_id::text', 'action', 'subject', 'subject_id::text', 'patient_id::text'],
  ...['outcome', 'detail', 'ip', 'request_id', 'session_id::text', 'txid::text'],
]
const DIGEST = `sha256(prev_hash || convert_to(${FIELDS.map((f) => `coalesce(octet_length(${f})::text || ':' || ${f}, '-')`).join(" || ',' || ")}, 'UTF8'))`

const BROKEN_LINKS = `
  WITH walked AS (
    SELECT id, chain_id, seq, prev_hash, hash <> ${DIGEST} AS changed,
      lag(seq, 1, 0::bigint) OVER chain AS seq_before, lag(hash, 1, sha256(convert_to(chain_id::text, 'UTF8'))) OVER chain AS hash_before
    FROM audit_event WINDOW chain AS (PARTITION BY chain_id ORDER BY seq, at, id)
  )
  SELECT DISTINCT ON (chain_id) chain_id AS "chainId", seq, id AS "rowId", CASE
    WHEN changed THEN 'a row was changed'
    WHEN seq <= seq_before THEN 'a row was put in here'
    WHEN seq > seq_before + 1 THEN 'rows are missing before this one'
    ELSE 'a row is not where it was' END AS what
  FROM walked WHERE changed OR seq <> seq_before + 1 OR prev_hash <> hash_before
  ORDER BY chain_id, seq`

const NOT_AS_ANCHORED = `
  SELECT DISTINCT ON (a.chain) a.chain AS "chainId", a.seq, e.id AS "rowId",
    CASE WHEN e.id IS NULL THEN 'rows are missing at the end' ELSE 'rows were hashed anew: this one is not what was anchored' END AS what
  FROM json_to_recordset($1) AS a (chain uuid, seq bigint, hash text)
  LEFT JOIN audit_event e ON e.chain_id = a.chain AND e.seq = a.seq
  WHERE encode(e.hash, 'hex') IS DISTINCT FROM a.hash
  ORDER BY a.chain, a.seq`

const SHORT_OF_HEAD = `
  SELECT coalesce(c.id, e.chain_id) AS "chainId", coalesce(c.seq, e.seq) AS seq, e.id AS "rowId", 'rows are missing at the end' AS what
  FROM audit_chain c FULL JOIN (
    SELECT DISTINCT ON (chain_id) chain_id, seq, hash, id FROM audit_event ORDER BY chain_id, seq DESC
  ) e ON e.chain_id = c.id
  WHERE (c.seq, c.hash) IS DISTINCT FROM (e.seq, e.hash)`

const STRAYS = `
  SELECT DISTINCT ON (chain_id) chain_id AS "chainId", seq, id AS "rowId", 'a row is in the partition DEFAULT' AS what
  FROM audit_event WHERE tableoid = 'audit_event_default'::regclass ORDER BY chain_id, seq`
