import { type LookupAddress, lookup as resolve } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Why nothing could be read from outside. */
export type OutsideFailure = 'unreachable' | 'not_public' | 'refused' | 'too_large' | 'too_slow'

/** Nothing of what the other side said is in it. */
export class OutsideProblem extends Error {
  override readonly name = 'OutsideProblem'
  constructor(readonly code: OutsideFailure) {
    super(code)
  }
}

/** What the other side said of its file when it was last read, so that it can answer "unchanged". */
export type Stamp = { etag: string | null; lastModified: string | null }
export type Reading = { isUnchanged: true } | ({ isUnchanged: false; text: string } & Stamp)

const MOST_BYTES = 2_000_000
const MOST_MS = 15_000
const MOST_HOPS = 4
const MOST_STAMP = 300

/** How names are resolved and requests sent. Another one only in tests. */
type Network = { resolve: typeof resolve; request: typeof request }

/**
 * Reads a text from an address that somebody typed in (security.md J11): https at its usual port only, names that resolve to nothing but
 * public addresses, looked at on the very connection that is used and again at each redirect, at most 2 MB in 15 seconds altogether. For
 * jobs: nobody waits for a stranger's server. Throws `OutsideProblem`.
 */
export async function readOutside(
  address: string,
  known: Stamp = { etag: null, lastModified: null },
  network: Network = { resolve, request },
): Promise<Reading> {
  const deadline = AbortSignal.timeout(MOST_MS)
  let url = new URL(address)
  try {
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const answer = await ask(network, url, known, deadline)
      const next = redirectOf(answer, url)
      if (!next) return await readingOf(answer)
      answer.destroy()
      url = next
    }
  } catch (error) {
    if (error instanceof OutsideProblem) throw error
    throw new OutsideProblem(deadline.aborted ? 'too_slow' : 'unreachable')
  }
  throw new OutsideProblem('refused')
}

/** Whether an IP address is of the internet at large: not of this machine, its network, a cloud's metadata, or any other special use (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  if (ip.range() !== 'unicast') return false
  // Of IPv6 only what is given out (RFC 4291): the rest maps and tunnels.
  return ip.kind() === 'ipv4' || ip.match(ipaddr.parseCIDR('2000::/3'))
}

function ask(network: Network, url: URL, known: Stamp, deadline: AbortSignal): Promise<IncomingMessage> {
  // A number instead of a name would never be resolved.
  const isNumber = ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))
  if (url.protocol !== 'https:' || url.port !== '' || isNumber) throw new OutsideProblem('not_public')
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Anteroom',
    ...(known.etag && { 'if-none-match': known.etag }),
    ...(known.lastModified && { 'if-modified-since': known.lastModified }),
  }
  return new Promise((done, fail) => {
    const lookup = publicOnly(network.resolve)
    network.request(url, { headers, lookup, agent: false, signal: deadline }, done).on('error', fail).end()
  })
}

/** What is refused here is not connected to, whatever the name said a moment ago. */
function publicOnly(look: typeof resolve): LookupFunction {
  return (hostname, options, callback) =>
    look(hostname, { ...options, all: true }, (error: Error | null, addresses: LookupAddress[]) => {
      if (error) return callback(error, [])
      const [first] = addresses
      if (!first || !addresses.every((one) => isPublicAddress(one.address)))
        return callback(new OutsideProblem('not_public'), [])
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
}

function redirectOf(answer: IncomingMessage, from: URL): URL | null {
  const { statusCode = 0, headers } = answer
  if (![301, 302, 303, 307, 308].includes(statusCode)) return null
  const location = headers.location ?? ''
  if (!URL.canParse(location, from)) throw new OutsideProblem('refused')
  return new URL(location, from)
}

async function readingOf(answer: IncomingMessage): Promise<Reading> {
  const { statusCode, headers } = answer
  if (statusCode === 304) {
    answer.destroy()
    return { isUnchanged: true }
  }
  if (statusCode !== 200 || (headers['content-encoding'] ?? 'identity') !== 'identity') {
    answer.destroy()
    throw new OutsideProblem('refused')
  }
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    // Leaving the loop ends the connection.
    if (bytes > MOST_BYTES) throw new OutsideProblem('too_large')
    parts.push(part)
  }
  const stamp = (name: 'etag' | 'last-modified') => headers[name]?.slice(0, MOST_STAMP) ?? null
  const text = new TextDecoder().decode(Buffer.concat(parts))
  return { isUnchanged: false, text, etag: stamp('etag'), lastModified: stamp('last-modified') }
}
