import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * On every answer of the process (security.md J6): pages, files, the API, and what Next and Node answer by themselves (redirects to the
 * plain form of an address, methods nobody has), which the settings of next.config.js do not reach.
 */
const EVERY_ANSWER = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  // Not no-referrer: under that, browsers send `Origin: null` with plain form posts, and Next refuses the server action behind them.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Where nothing else is said. proxy.ts gives every page a policy of its own, with a nonce.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}
const PAIRS = Object.entries(EVERY_ANSWER)

/** Reading files of the build, which Next lets browsers keep as long as nobody has said otherwise. */
const FILES = /^(GET|HEAD) \/(_next\/static\/|icon\.svg)/

/** What somebody sent: if a browser ever shows it in spite of all we say, it runs nothing and is of no origin (security.md M2). */
const SENT = /^\/api\/(my\/)?files\//
const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"

/** Gives every answer of this process its headers before anybody answers. Call once, from instrumentation.ts. */
export function dressAnswers(): void {
  // Node publishes this before anybody is given the request, under any way of starting Next.
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    for (const [name, value] of PAIRS) response.setHeader(name, value)
    if (SENT.test(request.url ?? '')) response.setHeader('Content-Security-Policy', SANDBOX)
    // Nothing said later goes before this. A stream that is compressed would wait in a buffer.
    const isStream = request.headers.accept === 'text/event-stream'
    if (!FILES.test(`${request.method} ${request.url}`))
      response.setHeader('Cache-Control', isStream ? 'no-store, no-transform' : 'no-store')
  })
}
