import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import {
  Logger,
  makeWorkerUtils,
  parseCronItems,
  run,
  runOnce,
  type TaskList,
  type WorkerUtils,
} from 'graphile-worker'
import { actors, type SystemActor } from '../access/actor'
import { workerPool } from '../db/connection'
import { databaseUrl } from '../db/urls'
import { bugFields, log } from '../log'
import { keepWatch } from './abandoned'

/** Does a job, perhaps for the second time. `isLast`: if it throws now, nobody tries again. */
export type Handler = (actor: SystemActor, payload: unknown, attempt: { isLast: boolean }) => Promise<void>
/** A job done again and again: cron's five fields, in UTC; `atStart`: also when a worker starts. */
export type Recurring = { job: string; when: string; atStart?: boolean }
/** What a worker can do. Composed in `jobs.ts` at the root, because plumbing knows no domain. */
export type Work = { handlers: Record<string, Handler>; recurring: readonly Recurring[] }

const CONCURRENT_JOBS = 3
const STOP_WITHIN_MS = 10_000
const LONGEST_PAUSE_MS = 10_000

/**
 * Works off the queue until `stop`, as the worker role; any number of processes may. Comes back by itself after the database was away.
 * `stop` lets running jobs end (10 seconds; after that another worker does them again).
 */
export function startJobs(work: Work): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const ended = supervise(work, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await ended
    },
  }
}

/** Does what is due now, then returns. For tests. */
export async function runDueJobs({ handlers }: Pick<Work, 'handlers'>): Promise<void> {
  await runOnce({ ...common(), noHandleSignals: true, concurrency: 1, taskList: taskList(handlers) })
}

async function supervise(work: Work, stopping: AbortSignal): Promise<void> {
  let failures = 0
  while (!stopping.aborted) {
    try {
      await workUntil(work, stopping, () => {
        failures = 0
      })
    } catch (error) {
      failures++
      log('warn', 'jobs.interrupted', { count: failures, ...bugFields(error) })
    }
    await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal: stopping }).catch(
      () => {},
    )
  }
}

/** Until told to stop, or until the connection that watches over the queue breaks. */
async function workUntil(work: Work, stopping: AbortSignal, onReady: () => void): Promise<void> {
  const pool = workerPool(CONCURRENT_JOBS + 3)
  const shared = { pgPool: pool, logger: silent }
  const utils = await makeWorkerUtils(shared)
  try {
    let poolId = ''
    const events = new EventEmitter()
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      poolId = workerPool.id
    })
    const runner = await run({
      ...shared,
      noHandleSignals: true,
      concurrency: CONCURRENT_JOBS,
      events,
      // Batched outcomes are tried again while the database is away; single ones reject where nobody listens.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: taskList(work.handlers),
      parsedCronItems: cronItems(work.recurring),
    })
    try {
      await startNow(utils, work.recurring)
      onReady()
      await Promise.race([
        runner.promise,
        utils.withPgClient((client) => keepWatch(client, poolId, stopping)),
      ])
    } finally {
      await Promise.race([runner.stop().catch(() => {}), pause(STOP_WITHIN_MS, undefined, { ref: false })])
    }
  } finally {
    await utils.release()
    void pool.end()
  }
}

async function startNow(utils: WorkerUtils, recurring: readonly Recurring[]): Promise<void> {
  for (const { job, atStart } of recurring)
    if (atStart) await utils.addJob(job, {}, { jobKey: `${job} at start`, maxAttempts: 5 })
}

function cronItems(recurring: readonly Recurring[]) {
  return parseCronItems(
    recurring.map(({ job, when }) => ({
      task: job,
      match: when,
      identifier: job,
      options: { maxAttempts: 3, backfillPeriod: 0, jobKey: job },
    })),
  )
}

/** What is thrown is told in the log; the queue's own table, which anybody at the database reads, gets the class alone. */
function taskList(handlers: Record<string, Handler>): TaskList {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (payload, { job }) => {
        const isLast = job.attempts >= job.max_attempts
        const via = { ip: 'none', requestId: `job ${job.id}` }
        try {
          await handler(actors.system(via), payload, { isLast })
        } catch (error) {
          log(isLast ? 'error' : 'warn', 'job.failed', {
            job: name,
            count: job.attempts,
            ...bugFields(error),
          })
          throw new Error(bugFields(error).code ?? bugFields(error).bug ?? 'failed')
        }
      },
    ]),
  )
}

// The queue's own words hold error messages, and those row values and addresses: nothing of them is kept.
const silent = new Logger(() => () => {})

const common = () => ({ connectionString: databaseUrl('worker'), logger: silent })
