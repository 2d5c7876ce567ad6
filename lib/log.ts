import pino from 'pino'
import { env } from './env'

const out = pino({ level: env.LOG_LEVEL, base: null })

/** The fields a log line may have: ids, codes and counts. Nothing a person typed, no message of a database (it holds row values). */
type Fields = {
  requestId?: string
  route?: string
  status?: number
  ms?: number
  code?: string
  job?: string
  kind?: string
  count?: number
  /** A bug's class and the place it was thrown, never its message. */
  bug?: string
  at?: string
}

const ALLOWED = ['requestId', 'route', 'status', 'ms', 'code', 'job', 'kind', 'count', 'bug', 'at'] as const

/** One line. The event is a constant of ours; fields outside the list are dropped, line breaks encoded. */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
  out[level](
    Object.fromEntries(ALLOWED.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key]])),
    event,
  )
}

/** What may be told of an unexpected error: its class, its code, and our own lines of its stack. */
export function bugFields(error: unknown): Pick<Fields, 'bug' | 'code' | 'at'> {
  if (!(error instanceof Error)) return { bug: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' | ')
  return { bug: error.name, ...(code && { code }), ...(at && { at }) }
}
