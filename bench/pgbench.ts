import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bench } from '../prisma/seed/scale'
import type { Statement } from './hear'
import { firstMonday } from './slots'

/** What is known of the first of the two: the SQL of some values, when its visit starts (ms), and how many practitioners take turns. */
export type About = { known: Map<unknown, string>; startsAt: number; practitioners: number }

/**
 * pgbench's matching script is not written by hand: it is what the product was heard to send for one booking, with what differs between
 * two bookings (ids, time, practitioner, key) made fresh for each transaction. Prepared statements, pipelined, as the product does it.
 */
export function scriptOf(one: Statement[], other: Statement[], about: About): string {
  const lines = one.map(({ text, values }, s) =>
    text.replace(/\$(\d+)/g, (_, n: string) => {
      const value = values[Number(n) - 1]
      const isFresh = JSON.stringify(value) !== JSON.stringify(other[s]?.values[Number(n) - 1])
      return isFresh ? freshSql(value, about) : literal(value)
    }),
  )
  return [
    ...prologue(about.practitioners),
    '\\startpipeline',
    ...lines.map((line) => `${line};`),
    '\\endpipeline',
    '',
  ].join('\n')
}

/** Runs a script as the app role; transactions a second, or null where pgbench is not installed. `from`: first number of its times. */
export function pgbench(appUrl: string, script: string, seconds: number, from: number): number | null {
  const program = findPgbench()
  if (!program) return null
  const file = join(tmpdir(), `anteroom-bench-${process.pid}.sql`)
  writeFileSync(file, script)
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    '4',
    '-j',
    '2',
    '-T',
    String(seconds),
    '-D',
    'n=0',
    '-D',
    `base=${from}`,
    '-f',
    file,
  ]
  const output = execFileSync(program, [...args, appUrl], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const failed = /number of failed transactions: (\d+)/.exec(output)?.[1]
  if (failed && failed !== '0') throw new Error(`pgbench: ${failed} transactions failed`)
  return Number(/tps = ([\d.]+)/.exec(output)?.[1])
}

export function findPgbench(): string | undefined {
  const debian = ['18', '17', '16', '15', '14'].map((version) => `/usr/lib/postgresql/${version}/bin/pgbench`)
  return ['pgbench', ...debian].find((program) => spawnSync(program, ['--version']).status === 0)
}

/** `k` counts the bookings of all clients, from `base`; the rest is bench/slots.ts again, in pgbench's own arithmetic. */
function prologue(practitioners: number): string[] {
  return [
    `\\set k :base + :n * 4 + :client_id`,
    '\\set n :n + 1',
    `\\set p 1 + :k % ${practitioners}`,
    `\\set turn :k / ${practitioners}`,
    `\\set nth :turn / ${bench.startsPerDay}`,
    `\\set start :turn % ${bench.startsPerDay}`,
    '\\set day (:nth / 5) * 7 + :nth % 5',
    '\\set minute case when :start < 7 then 540 + :start * 30 else 600 + :start * 30 end',
  ]
}

export const PRACTITIONER = `('b0000005-0000-4000-8000-' || lpad(to_hex(:p::int), 12, '0'))`
export const KEY = `('pgbench-' || :k::bigint)`
const STARTS_AT = `((date '${firstMonday}' + :day::int)::timestamp + :minute::int * interval '1 minute') AT TIME ZONE '${bench.timeZone}'`

function freshSql(value: unknown, about: About): string {
  const before = about.known.get(value)
  if (before) return before
  if (value instanceof Uint8Array) return 'sha256(:k::text::bytea)'
  if (typeof value !== 'string') return literal(value)
  if (INSTANT.test(value)) return instantSql(new Date(value), about)
  if (UUID.test(value) && value.length === 36) return remember(value, about.known)
  // A booking's reference: eight of its letters.
  if (/^[A-HJKMNP-Z2-9]{8}$/.test(value))
    return `translate(upper(lpad(to_hex(:k::bigint + 2863311530), 8, '0')), '01', 'GH')`
  const parts = value.split(UUID_IN).map((part) => (UUID.test(part) ? freshSql(part, about) : literal(part)))
  return `(${parts.join(' || ')})`
}

// What is sent together goes over the wire as text.
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const UUID_IN = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/

function remember(value: unknown, ids: Map<unknown, string>): string {
  const made = `('c${String(ids.size).padStart(7, '0')}-0000-4000-8000-' || lpad(to_hex(:k::bigint), 12, '0'))`
  ids.set(value, made)
  return made
}

function instantSql(value: Date, { startsAt }: About): string {
  const seconds = (value.getTime() - startsAt) / 1000
  const isNow = Math.abs(value.getTime() - Date.now()) < 120_000
  return isNow ? 'now()' : `(${STARTS_AT} + interval '${seconds} seconds')`
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`
  if (Array.isArray(value)) return `'{${value.join(',')}}'`
  return `'${String(value).replaceAll("'", "''")}'`
}
