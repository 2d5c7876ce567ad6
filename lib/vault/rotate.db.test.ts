import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actors } from '../access/actor'
import { now, setClock } from '../clock'
import { asking, asSystem } from '../db/ask'
import { sql } from '../db/client'
import { ownerQuery, rawAs, urlFor } from '../db/testing/raw'
import { newId } from '../ids'
import { openVault } from './keys'
import { reseal } from './reseal'
import { heldKeys } from './ring'
import { columnStatus, remove, rotate, whyNotRemove } from './rotate'
import { open, seal } from './seal'

const MAILS = 10_000
const system = actors.system()
const asWorker = <T>(deed: Parameters<typeof asSystem<T>>[1]) => asSystem(urlFor('worker'), deed)
const place = (id: string) => ({ table: 'demo_mail', column: 'raw_sealed', id }) as const
const inMinutes = (minutes: number) => setClock(new Date(now().getTime() + minutes * 60_000))

/** What each mail says, as it was written last. */
let says: Map<string, string>

beforeAll(async () => {
  await ownerQuery(
    `CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stumbled'; END $$`,
  )
})
beforeEach(async () => {
  setClock(null)
  await rawAs('superuser', null, 'TRUNCATE demo_mail, vault_progress, vault_key')
  await asSystem(urlFor('owner'), openVault)
  says = new Map()
})
afterEach(() => setClock(null))

async function fill(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId()).sort()
  for (const id of ids) says.set(id, `mail ${id}`)
  await ownerQuery(
    `INSERT INTO demo_mail (id, received_at, message_id, raw_sealed)
     SELECT id, now(), '', raw FROM json_to_recordset($1) AS r (id uuid, raw text)`,
    [JSON.stringify(ids.map((id) => ({ id, raw: seal(`mail ${id}`, place(id)) })))],
  )
  return ids
}

/** The key of every mail; throws where one does not say what was written last. */
async function keysOfMails(): Promise<Record<string, number>> {
  const rows = await asking(system)<{ id: string; raw: string }>(
    sql`SELECT id::text, raw_sealed AS raw FROM demo_mail`,
  )
  const keys: Record<string, number> = {}
  for (const { id, raw } of rows) {
    if (open(raw, place(id)) !== says.get(id)) throw new Error('a mail says what it should not')
    const key = raw.split('.')[1] ?? ''
    keys[key] = (keys[key] ?? 0) + 1
  }
  return keys
}

describe('a rotation', () => {
  it('of 10,000 values, read and written all the time and broken off half-way, leaves none unread and the old key removable', async () => {
    const ids = await fill(MAILS)
    await asWorker(rotate)
    expect(await whyNotRemove(asking(system), 'k1')).toMatch(/^k1 is kept until/)
    inMinutes(1.1)
    await openVault(asking(system))

    const [first = '', half = ''] = [ids[0], ids[MAILS / 2]]
    const late = await rawOf(first)
    await ownerQuery(
      `CREATE TRIGGER stumble BEFORE UPDATE ON demo_mail FOR EACH ROW WHEN (NEW.id = '${half}' AND NEW.message_id = '') EXECUTE FUNCTION stumble()`,
    )
    const use = keepUsing(ids.filter((id) => id !== first && id !== half))
    await expect(reseal(system)).rejects.toThrow()
    const [broken] = await progressOfMails()
    expect(broken).toMatchObject({ finished_at: null })
    expect(broken?.resealed).toBeGreaterThan(MAILS / 3)

    await ownerQuery('DROP TRIGGER stumble ON demo_mail')
    // What comes late behind it shows that it goes on where it was; the run after, which it asks for, finds that too.
    await ownerQuery('UPDATE demo_mail SET raw_sealed = $2 WHERE id = $1', [first, late])
    await reseal(system)
    expect(await rawOf(first)).toBe(late)
    await reseal(system)
    const used = await use.end()
    expect(used.reads).toBeGreaterThan(100)
    expect(used.writes).toBeGreaterThan(20)

    expect(await keysOfMails()).toEqual({ k2: MAILS })
    const [done] = await progressOfMails()
    expect(done?.finished_at).not.toBeNull()

    inMinutes(61)
    await asWorker((ask) => remove(ask, 'k1'))
    await openVault(asking(system))
    expect(heldKeys().map(({ id }) => id)).toEqual(['i1', 'k2'])
    expect(await keysOfMails()).toEqual({ k2: MAILS })
  })

  it('keeps what somebody writes between its reading a row and its writing it', async () => {
    const [id = ''] = await fill(1)
    await asWorker(rotate)
    inMinutes(1.1)
    await openVault(asking(system))
    // Whoever writes holds the row while the walk reads what was there before, and waits.
    const walk = await asWorker(async (ask) => {
      await ask(
        sql`UPDATE demo_mail SET raw_sealed = ${seal('written meanwhile', place(id))} WHERE id = ${id}`,
      )
      const walking = reseal(system)
      await untilSomebodyWaits()
      return { walking }
    })
    await walk.walking
    says.set(id, 'written meanwhile')
    expect(await keysOfMails()).toEqual({ k2: 1 })
  })

  it('finds on its next run what came behind it, and leaves alone what does not open', async () => {
    const [id = '', bad = ''] = await fill(2)
    await asWorker(rotate)
    const late = seal('late', place(id))
    await ownerQuery('UPDATE demo_mail SET raw_sealed = $2 WHERE id = $1', [bad, seal('x', place(id))])
    inMinutes(1.1)
    await reseal(system)
    await ownerQuery('UPDATE demo_mail SET raw_sealed = $2 WHERE id = $1', [id, late])
    await reseal(system)
    const { keys } =
      (await columnStatus(asking(system))).find((it) => it.column === 'demo_mail.raw_sealed') ?? {}
    expect(keys).toEqual([
      { id: 'k1', values: 1 },
      { id: 'k2', values: 1 },
    ])
    inMinutes(61)
    expect(await whyNotRemove(asking(system), 'k1')).toBe(
      'k1 is still used by 1 values in demo_mail.raw_sealed.',
    )
  })

  it('keeps the newest key, the one that is current and the one for blind indexes', async () => {
    const removing = (id: string) => asWorker((ask) => remove(ask, id))
    await expect(removing('k1')).rejects.toThrow('k1 is the newest key')
    await expect(removing('i1')).rejects.toThrow('i1 is not a key that seals')
    await asWorker(rotate)
    await expect(removing('k2')).rejects.toThrow('k2 is the newest key')
    await expect(removing('k1')).rejects.toThrow('k1 is kept until')
  })

  it('gives no id a second time, and tells the audit log', async () => {
    await asWorker(rotate)
    inMinutes(62)
    await reseal(system)
    await asWorker((ask) => remove(ask, 'k1'))
    expect((await asWorker(rotate)).id).toBe('k3')
    const told = await ownerQuery(
      `SELECT action, detail FROM audit_event WHERE subject = 'vault_key' ORDER BY seq`,
    )
    expect(told.slice(-3)).toEqual([
      { action: 'vault.rotated', detail: '{"keys":["k2"]}' },
      { action: 'vault.removed', detail: '{"keys":["k1"]}' },
      { action: 'vault.rotated', detail: '{"keys":["k3"]}' },
    ])
  })
})

const rawOf = async (id: string) =>
  (await ownerQuery<{ raw: string }>('SELECT raw_sealed AS raw FROM demo_mail WHERE id = $1', [id]))[0]
    ?.raw ?? ''

const progressOfMails = () =>
  ownerQuery<{ resealed: number; finished_at: Date | null }>(
    `SELECT resealed, finished_at FROM vault_progress WHERE column_name = 'demo_mail.raw_sealed'`,
  )

/** Reads and writes mails at random until told to end; `end` fails where one could not be opened. */
function keepUsing(ids: readonly string[]) {
  let isOver = false
  const used = { reads: 0, writes: 0 }
  const any = () => ids[Math.floor(Math.random() * ids.length)] ?? ''
  const ask = asking(system)
  const reader = async () => {
    while (!isOver) {
      const id = any()
      const [row] = await ask<{ raw: string }>(sql`SELECT raw_sealed AS raw FROM demo_mail WHERE id = ${id}`)
      expect(open(row?.raw ?? '', place(id))).toContain(id)
      used.reads++
    }
  }
  const writer = async () => {
    while (!isOver) {
      const id = any()
      const text = `mail ${id} again ${used.writes}`
      await ask(sql`UPDATE demo_mail SET raw_sealed = ${seal(text, place(id))} WHERE id = ${id}`)
      says.set(id, text)
      used.writes++
    }
  }
  const all = Promise.all([reader(), reader(), writer()])
  return {
    end: async () => {
      isOver = true
      await all
      return used
    },
  }
}

async function untilSomebodyWaits(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const waiting = await rawAs(
      'superuser',
      null,
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (waiting.length > 0) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error('nobody waits')
}
