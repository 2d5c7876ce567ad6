import type { lookup } from 'node:dns'
import {
  createServer,
  request as plainRequest,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { isPublicAddress, readOutside } from './outside'

describe('an address of the internet at large', () => {
  test.each([
    '8.8.8.8',
    '203.0.112.1',
    '1.1.1.1',
    '2606:4700::1111',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
  ])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
    ...['203.0.113.7', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1'],
    ...['::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '100::1'],
    ...['2001::1', '2001:db8::1', '2002:7f00:1::', 'fc00::1', 'fd12::1', 'fe80::1', 'fec0::1', 'ff02::1'],
    ...['fd00:ec2::254', 'localhost', '', '1', '0x7f.1'],
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

let server: Server | undefined
afterEach(() => void server?.close())

type Look = typeof lookup
/** A network in which every name resolves as told, and what is let through is answered by a server of the test. */
async function network(names: Record<string, string[]>, listener: RequestListener) {
  server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((done) => server?.once('listening', done))
  const { port } = server.address() as AddressInfo
  const resolve = ((name: string, _options: object, done: (...given: unknown[]) => void) => {
    const addresses = (names[name] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }))
    if (addresses.length === 0) return done(new Error('ENOTFOUND'))
    done(null, addresses)
  }) as unknown as Look
  const sent: string[] = []
  const through = ((url: URL, options: { lookup: (...given: unknown[]) => void }, done: () => void) => {
    const { pathname, search, hostname } = url
    sent.push(url.href)
    const look = (_name: string, given: { all?: boolean }, answer: (...args: unknown[]) => void) =>
      options.lookup(hostname, given, (error: Error | null) => {
        if (error) return answer(error)
        if (given.all) answer(null, [{ address: '127.0.0.1', family: 4 }])
        else answer(null, '127.0.0.1', 4)
      })
    const asked = { ...options, host: 'stand-in.test', port, path: pathname + search, lookup: look }
    return plainRequest(asked as never, done)
  }) as unknown as typeof request
  return { sent, resolve, request: through }
}
const PUBLIC = { 'calendar.example': ['203.0.112.7'], 'other.example': ['2606:4700::1'] }
const read = (
  url: string,
  net: Awaited<ReturnType<typeof network>>,
  known?: Parameters<typeof readOutside>[1],
) => readOutside(url, known, net)

describe('reading', () => {
  test('gives the text and what tells it from the next, and says what it knew', async () => {
    const net = await network(PUBLIC, ({ headers }, answer) => {
      if (headers['if-none-match'] === '"v1"') return void answer.writeHead(304).end()
      answer
        .writeHead(200, { etag: '"v1"', 'last-modified': 'Sun, 01 Nov 2026 00:00:00 GMT' })
        .end('BEGIN:VCALENDAR')
    })
    const first = await read('https://calendar.example/a.ics?k=1', net)
    const stamp = { etag: '"v1"', lastModified: 'Sun, 01 Nov 2026 00:00:00 GMT' }
    expect(first).toEqual({ isUnchanged: false, text: 'BEGIN:VCALENDAR', ...stamp })
    expect(await read('https://calendar.example/a.ics?k=1', net, stamp)).toEqual({ isUnchanged: true })
  })

  test('follows a few redirects, each looked at anew', async () => {
    const net = await network(
      { ...PUBLIC, 'inside.example': ['10.0.0.1'], 'mixed.example': ['203.0.112.7', '169.254.169.254'] },
      ({ url }, answer) => {
        const to: Record<string, string> = {
          '/once': 'https://other.example/there',
          '/here': '/there',
          '/inside': 'https://inside.example/there',
          '/mixed': 'https://mixed.example/there',
          '/number': 'https://127.0.0.1/there',
          '/six': 'https://[::1]/there',
          '/odd': 'https://0x7f.1/there',
          '/plain': 'http://calendar.example/there',
          '/port': 'https://calendar.example:8443/there',
          '/file': 'file:///etc/passwd',
          '/loop': '/loop',
        }
        const location = to[url ?? '']
        if (location) answer.writeHead(302, { location }).end()
        else answer.end('ok')
      },
    )
    for (const path of ['/once', '/here'])
      expect(await read(`https://calendar.example${path}`, net)).toMatchObject({ text: 'ok' })
    for (const path of ['/inside', '/mixed', '/number', '/six', '/odd', '/plain', '/port', '/file'])
      await expect(read(`https://calendar.example${path}`, net), path).rejects.toMatchObject({
        code: 'not_public',
      })
    await expect(read('https://calendar.example/loop', net)).rejects.toMatchObject({ code: 'refused' })
    expect(net.sent.filter((url) => /127|::1|http:|8443|file:/.test(url))).toEqual([])
  })

  test.each([
    ['a status that is no success', 'refused', (answer: ServerResponse) => answer.writeHead(404).end('no')],
    [
      'an encoding nobody asked for',
      'refused',
      (answer: ServerResponse) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    ],
    ['more than may be', 'too_large', (answer: ServerResponse) => answer.end('x'.repeat(2_100_000))],
    ['a connection that breaks', 'unreachable', (answer: ServerResponse) => answer.destroy()],
  ])('gives up at %s', async (_, code, respond) => {
    const net = await network(PUBLIC, (_request, answer) => void respond(answer))
    await expect(read('https://calendar.example/a.ics', net)).rejects.toMatchObject({ code })
  })

  test('gives up at a name that nobody has, and names nothing of it', async () => {
    const net = await network(PUBLIC, () => {})
    const error = await read('https://nobody.example/secret-token', net).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'unreachable', message: 'unreachable' })
    expect(JSON.stringify(error)).not.toContain('secret')
  })
})
