import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * `npm test`: everything that has to hold, cheapest first. A failing step does not stop the next one, so that one run
 * shows all that is wrong. The last line is `N passed, N failed`: tests where a step has tests, otherwise the step.
 * `npm test -- --only unit,types` runs some of it.
 */

type Counts = { passed: number; failed: number }
type Step = { name: string; minutes: number; needs?: string; run: (limit: number) => Promise<Counts> }

const scratch = mkdtempSync(join(tmpdir(), 'anteroom-test-'))
let running: ChildProcess | undefined

const steps: Step[] = [
  { name: 'lint', minutes: 3, run: check(['biome', 'ci', '--error-on-warnings']) },
  // Next writes the types of its routes; without an app there are none.
  {
    name: 'types',
    minutes: 5,
    run: check(...(existsSync('app') ? [['next', 'typegen']] : []), ['tsc', '--noEmit']),
  },
  { name: 'unit', minutes: 5, run: vitest('unit') },
  { name: 'database', minutes: 12, run: vitest('database') },
  { name: 'knip', minutes: 3, run: check(['knip']) },
  { name: 'build', minutes: 10, run: check(['npm', 'run', 'build']) },
  { name: 'browser', minutes: 20, needs: 'build', run: playwright },
]

process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
process.on('SIGINT', () => abandon(130))
process.on('SIGTERM', () => abandon(143))
process.exitCode = await runAll(chosen())

async function runAll(steps: Step[]) {
  const results = new Map<string, Counts & { seconds: number }>()
  for (const step of steps) {
    const blocked = step.needs && results.get(step.needs)?.failed
    console.log(`\n── ${step.name} ${blocked ? `not run: ${step.needs} failed` : ''}`)
    const start = performance.now()
    const counts = blocked ? { passed: 0, failed: 1 } : await step.run(step.minutes * 60_000)
    const seconds = (performance.now() - start) / 1000
    results.set(step.name, { ...counts, seconds })
    console.log(lineFor(step.name, counts, seconds))
  }
  console.log('\n── summary')
  for (const [name, result] of results) console.log(lineFor(name, result, result.seconds))
  const total = (key: keyof Counts) => [...results.values()].reduce((sum, result) => sum + result[key], 0)
  console.log(`${total('passed')} passed, ${total('failed')} failed`)
  return total('failed') > 0 ? 1 : 0
}

function lineFor(name: string, { passed, failed }: Counts, seconds: number) {
  return `${failed ? '✗' : '✓'} ${name.padEnd(10)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${passed} passed, ${failed} failed`
}

/** A step of commands that only say yes or no. */
function check(...commands: string[][]) {
  return async (limit: number): Promise<Counts> => {
    for (const command of commands) if (!(await succeeds(command, limit))) return { passed: 0, failed: 1 }
    return { passed: 1, failed: 0 }
  }
}

function vitest(project: string) {
  return async (limit: number) => {
    const report = join(scratch, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const ok = await succeeds(['vitest', 'run', '--project', project, ...reporters], limit)
    return counted(ok, report, (json: VitestReport) => {
      // A file that does not even load fails without a single test in it.
      const unloaded = json.testResults.filter(
        (it) => it.status === 'failed' && it.assertionResults.length === 0,
      )
      return { passed: json.numPassedTests, failed: json.numFailedTests + unloaded.length }
    })
  }
}

async function playwright(limit: number) {
  if (!(await succeeds(['tsx', 'scripts/browser.ts'], limit))) return { passed: 0, failed: 1 }
  const report = join(scratch, 'browser.json')
  // Only named: whoever runs the embedded PostgreSQL makes it, possibly as another user.
  const dataDir = join(tmpdir(), `anteroom-data-${process.pid}`)
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ANTEROOM_DATA_DIR: dataDir }
  const ok = await succeeds(['playwright', 'test', '--reporter=list,json'], limit, env)
  rmSync(dataDir, { recursive: true, force: true })
  return counted(ok, report, ({ stats, errors }: PlaywrightReport) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  }))
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }

/** A runner that died, wrote no report or ran no test has not passed, whatever its numbers say. */
function counted<Report>(ok: boolean, report: string, count: (json: Report) => Counts): Counts {
  const counts = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 }
  const unexplained = counts.failed === 0 && (!ok || counts.passed === 0)
  return unexplained ? { ...counts, failed: 1 } : counts
}

function succeeds([tool = '', ...args]: string[], limit: number, env: Record<string, string> = {}) {
  const bin = existsSync(join('node_modules/.bin', tool)) ? join('node_modules/.bin', tool) : tool
  // A group of its own, so that what a tool started can be ended with it.
  const child = spawn(bin, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  running = child
  const timer = setTimeout(() => {
    console.error(`${tool} took longer than ${limit / 60_000} minutes and was stopped.`)
    end(child, 'SIGKILL')
  }, limit)
  return new Promise<boolean>((resolve) => {
    child.on('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.on('close', (code) => resolve(code === 0))
  }).finally(() => clearTimeout(timer))
}

function end(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    // It has ended already.
  }
}

function abandon(code: number) {
  if (running) end(running, 'SIGTERM')
  process.exit(code)
}

function chosen() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const names = values.only?.split(',')
  const unknown = names?.filter((name) => !steps.some((step) => step.name === name)) ?? []
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
    )
    process.exit(2)
  }
  return steps.filter(({ name }) => names?.includes(name) ?? true)
}
