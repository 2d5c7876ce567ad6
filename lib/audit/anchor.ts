import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SystemActor } from '../access/actor'
import { now } from '../clock'
import { asActor } from '../db/client'
import { env } from '../env'
import { log } from '../log'
import { derivedKey } from '../vault/seal'

/** Where a chain stood at an instant. `hash` in hexadecimal. */
export type Head = { chain: string; seq: number; hash: string }
export type Anchor = { at: string; heads: Head[] }
export type Anchors = { anchors: Anchor[]; forged: number }

/** Outside the database, so that whoever rewrites the log cannot rewrite this too. Ship it off the machine as it grows. */
export const anchorsFile = (): string => join(env.ANTEROOM_DATA_DIR, 'anchors.jsonl')

/** What this process anchored last, to write only what moved; a restart writes all heads once more. */
let anchored = new Map<string, string>()

/**
 * Appends the heads of all chains that have moved, signed with the deployment's secret, to `anchors.jsonl`: from then on a tail that is cut
 * off or hashed anew is found (security.md L4). Run it every 5 minutes. Returns how many heads were written, and whether rows have landed
 * in the partition DEFAULT, which the log says too.
 */
export async function anchorHeads(actor: SystemActor): Promise<{ heads: number; hasStrays: boolean }> {
  const { heads, hasStrays } = await asActor(actor, async (tx) => {
    const rows = await tx.auditChain.findMany({ orderBy: { id: 'asc' } })
    const [size] = await tx.$queryRaw<
      { used: boolean }[]
    >`SELECT pg_relation_size('audit_event_default') > 0 AS used`
    return {
      heads: rows.map(
        (row): Head => ({ chain: row.id, seq: Number(row.seq), hash: Buffer.from(row.hash).toString('hex') }),
      ),
      hasStrays: size?.used === true,
    }
  })
  if (hasStrays) log('error', 'audit.strays')
  const moved = heads.filter((head) => anchored.get(head.chain) !== head.hash)
  if (moved.length > 0) await append({ at: now().toISOString(), heads: moved })
  anchored = new Map(heads.map((head) => [head.chain, head.hash]))
  return { heads: moved.length, hasStrays }
}

/** The anchors of a file, oldest first; lines that we did not sign are counted, not believed. None where there is no file. */
export function readAnchors(file = anchorsFile(), key = derivedKey('anchors')): Anchors {
  const read: Anchors = { anchors: [], forged: 0 }
  if (!existsSync(/* turbopackIgnore: true */ file)) return read
  for (const line of readFileSync(/* turbopackIgnore: true */ file, 'utf8').split('\n').filter(Boolean)) {
    const anchor = authentic(line, key)
    if (anchor) read.anchors.push(anchor)
    else read.forged += 1
  }
  return read
}

async function append(anchor: Anchor): Promise<void> {
  await mkdir(dirname(anchorsFile()), { recursive: true })
  const file = await open(anchorsFile(), 'a', 0o600)
  try {
    await file.write(
      `${JSON.stringify({ ...anchor, mac: macOf(anchor, derivedKey('anchors')).toString('base64url') })}\n`,
    )
    await file.sync()
  } finally {
    await file.close()
  }
}

function authentic(line: string, key: Buffer): Anchor | null {
  try {
    const { at, heads, mac } = JSON.parse(line) as Anchor & { mac: string }
    const given = Buffer.from(mac, 'base64url')
    const right = macOf({ at, heads }, key)
    return given.length === right.length && timingSafeEqual(given, right) ? { at, heads } : null
  } catch {
    return null
  }
}

function macOf({ at, heads }: Anchor, key: Buffer): Buffer {
  const told = [at, ...heads.flatMap(({ chain, seq, hash }) => [chain, seq, hash])]
  return createHmac('sha256', key).update(JSON.stringify(told)).digest()
}
