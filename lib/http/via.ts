import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Via } from '../access/actor'
import { now } from '../clock'
import { env } from '../env'
import { isSameSecret, newId } from '../ids'
import { log } from '../log'
import { NONCE_HEADER, PATH_HEADER } from './headers'

/**
 * How a request reached us. Next hands route handlers and actions headers only, never the socket, and a header can be written by anybody.
 * So each request is stamped where Node makes it: `stampRequests()`, called by instrumentation.ts, replaces the header below in every
 * request of this process, under any way of starting Next. The stamp begins with a secret that each process makes for itself: what was
 * sent under that name, or reached a process that does not stamp, is no stamp.
 */
export const STAMP_HEADER = 'x-anteroom-via'

/** What only proxy.ts may tell a page. It overwrites them, but not every request passes it: an unknown address under /api is a page too. */
const ONLY_OURS = [
  NONCE_HEADER,
  PATH_HEADER,
  'content-security-policy',
  'content-security-policy-report-only',
]

const shared = globalThis as { anteroomStamp?: { secret: string; on: boolean; missed: boolean } }
// One for all bundles of the process: instrumentation, proxy, pages and routes are built apart.
shared.anteroomStamp ??= { secret: randomBytes(16).toString('base64url'), on: false, missed: false }
const stamp = shared.anteroomStamp

/** Stamps every request of this process with an id of its own and the address of its socket, and takes out what only we may say. Call once, from instrumentation.ts. */
export function stampRequests(): void {
  if (stamp.on) return
  stamp.on = true
  // Node publishes this after parsing the headers and before anybody is given the request.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers[STAMP_HEADER] = writeStamp(request.socket.remoteAddress)
    for (const name of ONLY_OURS) delete request.headers[name]
    const action = request.headers['next-action']
    // Next writes into our log what it was sent for the name of an action (security.md N9).
    if (action !== undefined && !/^[\da-f]{1,64}$/.test(String(action))) delete request.headers['next-action']
  })
}

/** What `stampRequests` writes; for tests that call handlers without a server. */
export function writeStamp(address: string | undefined): string {
  return `${stamp.secret} ${newId()} ${address ?? 'unknown'}`
}

/**
 * Who is on the other end, from the headers of a request. The address is the socket's; behind `TRUSTED_PROXIES` (n > 0) proxies, the
 * n-th from the right of X-Forwarded-For, which is what the outermost of ours wrote; whatever stands left of it is the client's own word.
 */
export function viaOf(headers: Pick<Headers, 'get'>): Via {
  const [secret, requestId, socket] = headers.get(STAMP_HEADER)?.split(' ') ?? []
  if (!secret || !isSameSecret(secret, stamp.secret) || !requestId || !socket) return unstamped()
  const userAgent = headers.get('user-agent')?.slice(0, 300) ?? ''
  const ip = forwardedAddress(headers) ?? plainAddress(socket)
  return { ip, requestId, arrivedAt: now().getTime(), userAgent }
}

/** The part of an address that one household or attacker holds: all of IPv4, the /64 of IPv6. For counting. */
export function networkOf(ip: string): string {
  if (isIP(ip) !== 6) return ip
  const [head = '', tail = ''] = ip.split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

function forwardedAddress(headers: Pick<Headers, 'get'>): string | null {
  if (env.TRUSTED_PROXIES === 0) return null
  const hops = headers.get('x-forwarded-for')?.split(',') ?? []
  const address = plainAddress(hops.at(-env.TRUSTED_PROXIES)?.trim() ?? '')
  return isIP(address) ? address : null
}

/** An IPv4 client of a socket that listens on both is written ::ffff:192.0.2.1. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

// All of them share one allowance: too strict rather than too loose.
function unstamped(): Via {
  if (!stamp.missed) log('warn', 'via.unstamped')
  stamp.missed = true
  return { ip: 'unknown', requestId: newId() }
}
