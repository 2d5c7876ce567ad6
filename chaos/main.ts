import { disconnect } from '../lib/db/client'
import { disconnectRaw, ownerQuery, urlFor } from '../lib/db/testing/raw'
import { env } from '../lib/env'
import { crashes } from './crashes'
import { startInstance } from './instances'
import { brokenInvariants } from './invariants'
import { auditLog } from './log'
import { mixedDeeds } from './mixed'
import { pressure } from './pressure'
import { races } from './races'
import { randomFrom } from './random'
import type { Findings, Scenario, Stage } from './scenario'
import { signIns } from './sign-ins'
import { vaultScenarios } from './vault'

/** Started by run.ts, with the cluster's address in the environment. Arguments: the seed, then the ids of scenarios (all). */

const [seed = '1', ...ids] = process.argv.slice(2)
const all = [...races, ...mixedDeeds, ...pressure, ...crashes, ...auditLog, ...signIns, ...vaultScenarios]
const unknown = ids.filter((id) => !all.some((it) => it.id === id))
if (unknown.length > 0)
  throw new Error(`No such scenario: ${unknown.join(', ')}. There are: ${all.map(({ id }) => id).join(', ')}`)
const chosen = all.filter(({ id }) => ids.length === 0 || ids.includes(id))

const failures: string[] = []
const stage = await raise()
for (const scenario of chosen) await play(scenario)
await Promise.all([stage.a.kill(), stage.b.kill()])
await Promise.all([disconnect(), disconnectRaw()])
console.log(failures.length === 0 ? `\n${chosen.length} passed, 0 failed` : `\n${failures.join('\n')}`)
if (failures.length > 0)
  console.log(
    `\n${chosen.length - new Set(failures.map((it) => it.split(':')[0])).size} passed, ${new Set(failures.map((it) => it.split(':')[0])).size} failed`,
  )
process.exit(failures.length === 0 ? 0 : 1)

async function raise(): Promise<Stage> {
  const { DATABASE_URL: superUrl = '', ANTEROOM_SECRET: secret = '', ANTEROOM_DATA_DIR: dataDir, PORT } = env
  const ports = [PORT, PORT + 1] as const
  // So that mails go to the demo's mailbox.
  await ownerQuery('UPDATE deployment SET demo = true')
  const a = await startInstance(ports[0], superUrl, secret, dataDir)
  const b = await startInstance(ports[1], superUrl, secret, dataDir)
  return {
    random: randomFrom(Number(seed)),
    ports,
    ownerUrl: urlFor('owner'),
    superUrl,
    appUrl: urlFor('app'),
    secret,
    dataDir,
    a,
    b,
  }
}

/** A scenario that hangs has failed; the next one is played. */
function tooLong(): Promise<never> {
  return new Promise((_, fail) =>
    setTimeout(() => fail(new Error('took longer than five minutes')), 300_000).unref(),
  )
}

async function play({ id, says, run }: Scenario): Promise<void> {
  const started = performance.now()
  const { holds, figures } = await Promise.race([run(stage), tooLong()]).catch(
    (error: unknown): Findings => ({
      holds: { [`ran: ${error instanceof Error ? error.stack : error}`]: false },
      figures: {},
    }),
  )
  const broken = await brokenInvariants(stage.ownerUrl)
  const wrong = [
    ...Object.entries(holds)
      .filter(([, it]) => !it)
      .map(([what]) => what),
    ...broken.map((it) => `invariant ${it}`),
  ]
  failures.push(...wrong.map((what) => `${id}: not so: ${what}`))
  console.log(
    `${wrong.length === 0 ? '✓' : '✗'} ${id}  ${says}  (${((performance.now() - started) / 1000).toFixed(1)} s)\n    ${JSON.stringify(figures)}`,
  )
  for (const what of wrong) console.log(`    NOT SO: ${what}`)
}
