import { parseArgs } from 'node:util'
import { bench } from '../prisma/seed/scale'
import { ensureBuilt } from '../scripts/build'
import { giveUp } from '../scripts/database'
import { chartPaint, fillChart } from './chart'
import { book, dayPaths, fourWeeks, monthPaths, type Round, read, weekPaths } from './load'
import { bookingScript } from './matching'
import { findPgbench, pgbench } from './pgbench'
import { endAll, idleShare, makeBareNext, makeWorld, type World } from './world'

/**
 * `npm run bench`: our product with its guards on, beside pgbench's matching script and a bare Next route in the same run, in turns, three
 * times each; medians. Then the same requests with 10³ and with 10⁶ bookings behind them, then a long chart on a slow connection, then what
 * rules cost. `-- --quick`: two short rounds, and 10⁵. `-- --part limits` (or `growth`, `chart`, `rules`): that part alone.
 */

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, part: { type: 'string' } },
})
const ROUNDS = options.quick ? 2 : 3
const SECONDS = options.quick ? 3 : 8
const MANY = options.quick ? 100_000 : 1_000_000
/** The product books from the first free time on, pgbench from this one on; there is one for everybody. */
const PGBENCH_FROM = 40_000
/** Less than this share of the machine idle, and something else is being measured too. */
const QUIET = 0.85
let busyRounds = 0

type Paths = Record<string, (round: number) => Promise<Round>>

const times = (one?: Round, other?: Round) =>
  ((one?.rate ?? Number.NaN) / (other?.rate ?? Number.NaN)).toFixed(0)

process.on('SIGINT', () => void endAll().then(() => process.exit(130)))
process.on('SIGTERM', () => void endAll().then(() => process.exit(143)))
try {
  if (!(await ensureBuilt())) giveUp('The build failed; what is above says why.')
  const isAsked = (part: string) => (options.part ?? part) === part
  const missed = [
    ...(isAsked('limits') ? await besideTheLimits() : []),
    ...(isAsked('growth') ? await withGrowth() : []),
    ...(isAsked('chart') ? await withChart() : []),
  ]
  if (isAsked('rules')) await withRules()
  console.log(missed.length === 0 ? '\nEvery target is met.' : `\nMissed: ${missed.join(', ')}`)
  if (busyRounds > 0)
    console.log(
      `${busyRounds} rounds began on a machine of which less than 85 % was idle: read nothing into their figures.`,
    )
  process.exitCode = missed.length === 0 ? 0 : 1
} finally {
  await endAll()
}

async function besideTheLimits(): Promise<string[]> {
  console.log('\nBeside the limits: 2,000 bookings, 10 practitioners, 4 clients')
  const world = await makeWorld(2000)
  const bareUrl = await makeBareNext()
  const script = await bookingScript(world, PGBENCH_FROM - 2000)
  if (!findPgbench())
    console.log(
      '  pgbench is not installed (Debian: postgresql-contrib, in postgresql-15); bookings have no yardstick.',
    )
  await warmUp(world, bareUrl)
  const medians = await inTurns({
    bare: () => read(bareUrl, ['/api/bare'], SECONDS),
    day: () => read(world.url, dayPaths(world), SECONDS),
    month: () => read(world.url, monthPaths(), SECONDS),
    pgbench: async (round) =>
      rateOnly(pgbench(world.appUrl, script, SECONDS, PGBENCH_FROM + round * 200_000)),
    book: () => book(world, SECONDS),
  })
  await endAll()
  return [
    judge('day slots, of the bare route', ratio(medians.day, medians.bare), '>=', 55, '%'),
    judge('month × 10 practitioners, p50', medians.month?.p50 ?? Number.NaN, '<=', 15, 'ms'),
    judge('month × 10 practitioners, p99', medians.month?.p99 ?? Number.NaN, '<=', 40, 'ms'),
    judge('bookings, of pgbench', ratio(medians.book, medians.pgbench), '>=', 12, '%'),
  ].flat()
}

async function withGrowth(): Promise<string[]> {
  console.log(`\nGrowth: 1,000 against ${options.quick ? '100,000' : '1,000,000'} bookings, the same density`)
  const few = await makeWorld(1000)
  const many = await makeWorld(MANY)
  for (const world of [few, many]) await warmUp(world)
  const medians = await inTurns({
    'week, few': () => read(few.url, weekPaths(few), SECONDS),
    'week, many': () => read(many.url, weekPaths(many), SECONDS),
    'book, few': () => book(few, SECONDS),
    'book, many': () => book(many, SECONDS),
  })
  await endAll()
  return [
    judge('slots keep', ratio(medians['week, many'], medians['week, few']), '>=', 75, '%'),
    judge('bookings keep', ratio(medians['book, many'], medians['book, few']), '>=', 70, '%'),
  ].flat()
}

/** performance.md G6b, of a page for staff. */
async function withChart(): Promise<string[]> {
  console.log('\nA chart of 500 entries: largest paint at slow 4G, processor four times slower')
  const world = await makeWorld(1000)
  await fillChart(world, 500)
  const missed: string[] = []
  for (const tab of ['timeline', 'medicines', 'measurements']) {
    await quiet()
    missed.push(...judge(`chart, ${tab}`, await chartPaint(world, tab), '<=', 1500, 'ms'))
  }
  await endAll()
  return missed
}

/** What rooms, buffers, caps and own lengths cost, on a clinic of 50 practitioners: no target, so that it is told and not judged. */
async function withRules(): Promise<void> {
  const world = await makeWorld(options.quick ? 20_000 : 200_000)
  console.log(`\nRules: ${world.practitioners} practitioners, ${world.bookings} bookings`)
  await warmUp(world)
  const medians = await inTurns({
    week: () => read(world.url, weekPaths(world), SECONDS),
    'four weeks of all': () => read(world.url, fourWeeks(bench.serviceCode), SECONDS),
    '… with every rule': () => read(world.url, fourWeeks(bench.ruledServiceCode), SECONDS),
  })
  await endAll()
  const [plain, ruled] = [medians['four weeks of all'], medians['… with every rule']]
  console.log(
    `  Four weeks of ${world.practitioners} cost ${times(medians.week, plain)} plain weeks of one; with every rule ${times(medians.week, ruled)}.`,
  )
}

/** Until V8 has compiled what is hot: ours does half as much again after some 5,000 answers as after 1,000. */
async function warmUp(world: World, bareUrl?: string): Promise<void> {
  const seconds = options.quick ? 3 : 16
  if (bareUrl) await read(bareUrl, ['/api/bare'], seconds / 2)
  await read(world.url, dayPaths(world), seconds)
  await read(world.url, monthPaths(), seconds / 2)
  await book(world, seconds / 2)
}

/** Each path once, then each again: what drifts, drifts for all. The median round of each, by rate. */
async function inTurns(paths: Paths): Promise<Record<string, Round | undefined>> {
  const rounds: Record<string, Round[]> = {}
  for (let n = 0; n < ROUNDS; n++)
    for (const [name, run] of Object.entries(paths)) {
      const idle = await quiet()
      const round = await run(n)
      rounds[name] = [...(rounds[name] ?? []), round]
      const latency = round.p50 ? `p50 ${round.p50} ms, p99 ${round.p99} ms` : ''
      console.log(
        `  ${name.padEnd(18)} ${round.rate.toFixed(0).padStart(6)}/s  ${latency.padEnd(26)} idle before: ${(idle * 100).toFixed(0)} %`,
      )
    }
  const median = (all: Round[]) => all.toSorted((a, b) => a.rate - b.rate)[Math.floor(all.length / 2)]
  return Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, median(all)]))
}

/** Waits up to ten seconds for a machine of which 85 % is idle; what it was is printed beside the round. */
async function quiet(): Promise<number> {
  let idle = await idleShare()
  for (let tries = 0; idle < QUIET && tries < 20; tries++) idle = await idleShare()
  if (idle < QUIET) busyRounds++
  return idle
}

function rateOnly(rate: number | null): Round {
  return { rate: rate ?? Number.NaN, p50: 0, p99: 0 }
}

/** In percent. */
function ratio(ours?: Round, theirs?: Round): number {
  return ((ours?.rate ?? Number.NaN) / (theirs?.rate ?? Number.NaN)) * 100
}

/** Prints a figure beside its target; names it where it is missed. */
function judge(name: string, value: number, sign: '>=' | '<=', target: number, unit: string): string[] {
  const isMet = sign === '>=' ? value >= target : value <= target
  console.log(
    `${isMet ? '✓' : '✗'} ${name.padEnd(34)} ${value.toFixed(0).padStart(5)} ${unit}   target ${sign} ${target} ${unit}`,
  )
  return isMet ? [] : [name]
}
