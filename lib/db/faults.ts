import { Refusal, type RefusalCode, refusal } from '../errors'

/** What PostgreSQL, the pool or Prisma said, reduced to what may be acted on. Holds no row values. */
export type Fault = { sqlState: string | null; constraint: string | null }

/**
 * Reads a fault from any of the shapes it comes in: `pg`'s own error, Prisma's `P2002`/`P2004`/`P2010`/`P2034`/`P2039` with
 * `meta.driverAdapterError.cause.originalCode`, a bare `DriverAdapterError`, or the pool's. Tested against the real database.
 */
export function faultOf(error: unknown): Fault {
  const layers = layersOf(error)
  const codes = layers.flatMap((layer) => [layer.originalCode, layer.code]).filter(isText)
  const texts = layers.flatMap((layer) => [layer.originalMessage, layer.message]).filter(isText)
  const sqlState =
    codes.find((code) => SQL_STATE.test(code) && !/^P\d{4}$/.test(code)) ?? driverCode(codes, texts)
  const constraint =
    layers.map((layer) => layer.constraint).find(isText) ??
    /constraint "(\w+)"/.exec(texts.join(' '))?.[1] ??
    null
  return { sqlState, constraint }
}

/** No class of SQLSTATE begins with E, but EPIPE has five letters too. */
const SQL_STATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/

/** Whether trying the whole transaction again may help: deadlock or serialization failure. */
export function isRetryable(error: unknown): boolean {
  return ['40P01', '40001'].includes(faultOf(error).sqlState ?? '')
}

/** The refusal a database fault stands for, or null where it is a bug. A refusal passes through. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const { sqlState, constraint } = faultOf(error)
  if (!sqlState) return null
  if (sqlState === '23P01')
    return refusal(constraint === 'booking_patient_no_overlap' ? 'patient_overlap' : 'slot_taken')
  const ours = OURS[sqlState]
  if (ours) return refusal(ours)
  if (BUSY.has(sqlState)) return refusal('busy')
  return sqlState.startsWith('08') || DOWN.has(sqlState) ? refusal('database_down') : null
}

/** Raised by our own SQL functions and triggers. */
const OURS: Record<string, RefusalCode | undefined> = {
  AR001: 'outside_hours',
  AR002: 'hold_expired',
  AR003: 'day_full',
  AR004: 'opening_full',
  AR005: 'nothing_free',
  AR006: 'upcoming_limit',
  AR007: 'too_many_holds',
  AR020: 'files_full',
  AR430: 'form_over',
  AR403: 'not_allowed',
  AR409: 'not_in_this_state',
  AR423: 'note_signed',
  AR424: 'entry_changed',
  AR425: 'proposal_decided',
  AR426: 'has_allergies',
}
const BUSY = new Set(['40P01', '40001', '55P03', '57014', '53300', '25P03', 'POOL'])
const DOWN = new Set(['57P01', '57P02', '57P03', '3D000', 'DOWN'])

type Loose = Record<string, unknown>
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null

const isText = (value: unknown): value is string => typeof value === 'string'

/** The error, and what it wraps, outermost first. */
function layersOf(error: unknown): Loose[] {
  const layers: Loose[] = []
  for (let at: unknown = error; isObject(at) && layers.length < 6; at = nextOf(at)) layers.push(at)
  return layers
}

function nextOf(at: Loose): unknown {
  if (isObject(at.meta) && isObject(at.meta.driverAdapterError)) return at.meta.driverAdapterError
  return at.cause
}

/** Faults of the connection carry no SQLSTATE: the driver's words stand in for one. */
function driverCode(codes: string[], texts: string[]): string | null {
  if (codes.includes('P2034')) return '40P01'
  if (codes.includes('P2028')) return 'POOL'
  const said = [...codes, ...texts].join(' ')
  if (/timeout exceeded when trying to connect|Unable to start a transaction/i.test(said)) return 'POOL'
  if (
    /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|P1001|P1002|P1017|Connection terminated|connection error and is not queryable|Client was closed|DatabaseNotReachable|ConnectionClosed|SocketTimeout/i.test(
      said,
    )
  )
    return 'DOWN'
  return null
}
