import pg from 'pg'
import { verifyAudit } from '../lib/audit/verify'
import { countOf } from './bookings'
import type { Findings, Scenario, Stage } from './scenario'

const WRITERS = 50
const SECONDS = 5
const ROWS = 1_000_000

/**
 * Fifty writers on one chain, each row a commit that waits for the disk. Rows of one chain commit one after the other, so no more than the
 * disk can do of that: where that is too slow for 500 a second, the chain, its hashes and its fifty writers must reach nine tenths of it.
 */
async function rate(stage: Stage): Promise<Findings> {
  const commits = await commitsPerSecond(stage)
  const chain = '00000000-0000-4000-8000-0000000000c5'
  const until = performance.now() + SECONDS * 1000
  let rows = 0
  const writer = async () => {
    const client = new pg.Client({ connectionString: stage.appUrl })
    await client.connect()
    while (performance.now() < until) {
      await client.query(`BEGIN; SELECT set_config('app.actor', 'guest', true);
        INSERT INTO audit_event (id, at, chain_id, actor_kind, action, subject) VALUES (gen_random_uuid(), now(), '${chain}', 'guest', 'day.viewed', 'day'); COMMIT`)
      rows += 1
    }
    await client.end()
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  const written = await countOf(stage, 'SELECT count(*) FROM audit_event WHERE chain_id = $1', [chain])
  const perSecond = rows / SECONDS
  return {
    holds: {
      '500 rows a second, or nine in ten of what the disk commits in turn':
        perSecond >= Math.min(500, 0.9 * commits),
      'every one in the chain': written === rows,
    },
    figures: { rowsPerSecond: Math.round(perSecond), commitsInTurnPerSecond: Math.round(commits) },
  }
}

/** What one connection commits with nothing but a line in the log of the database. */
async function commitsPerSecond(stage: Stage): Promise<number> {
  const client = new pg.Client({ connectionString: stage.superUrl })
  await client.connect()
  const until = performance.now() + 2000
  let commits = 0
  for (; performance.now() < until; commits++)
    await client.query(`SELECT pg_logical_emit_message(true, 'commit', '')`)
  await client.end()
  return commits / 2
}

/** A million rows, and the walk over them. */
async function walk(stage: Stage): Promise<Findings> {
  const client = new pg.Client({ connectionString: stage.superUrl })
  await client.connect()
  const fill = performance.now()
  // Past the trigger, which would take minutes: ten chains, each row hashed on the one before it.
  await client.query(`SET session_replication_role = replica`)
  await client.query(`DO $$ DECLARE e audit_event; heads bytea[]; BEGIN
    FOR c IN 0..9 LOOP heads[c] := sha256(convert_to('00000000-0000-4000-8000-' || lpad(c::text, 12, '0'), 'UTF8')); END LOOP;
    FOR n IN 0..${ROWS - 1} LOOP
      e := ROW(gen_random_uuid(), now(), ('00000000-0000-4000-8000-' || lpad((n % 10)::text, 12, '0'))::uuid, n / 10 + 1, 'system', NULL, 'day.viewed', 'day',
        gen_random_uuid(), NULL, 'ok', '{"n":' || n || '}', NULL, NULL, NULL, 1, heads[n % 10], '');
      e.hash := audit_hash(e.prev_hash, e);
      heads[n % 10] := e.hash;
      INSERT INTO audit_event SELECT e.*;
    END LOOP; END $$`)
  await client.query(`INSERT INTO audit_chain SELECT DISTINCT ON (chain_id) chain_id, seq, hash FROM audit_event WHERE chain_id::text LIKE '00000000-0000-4000-8000-00000000000_'
    ORDER BY chain_id, seq DESC`)
  await client.query('ANALYZE audit_event')
  const walkStarts = performance.now()
  const { faults, rows } = await verifyAudit(stage.ownerUrl)
  const seconds = (performance.now() - walkStarts) / 1000
  await client.end()
  return {
    holds: {
      'nothing wrong with a million rows': faults.length === 0 && rows >= ROWS,
      'walked within 60 s': seconds <= 60,
    },
    figures: {
      rows,
      fillSeconds: Math.round((walkStarts - fill) / 1000),
      walkSeconds: Math.round(seconds * 10) / 10,
    },
  }
}

export const auditLog: Scenario[] = [
  { id: 'L5', says: 'fifty writers on one chain of the audit log', run: rate },
  { id: 'L4-million', says: 'the walk over a million rows', run: walk },
]
