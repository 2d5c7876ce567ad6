import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { env } from '../env'
import { networkOf, STAMP_HEADER, stampRequests, viaOf, writeStamp } from './via'

vi.mock('../env', () => ({ env: { TRUSTED_PROXIES: 0, LOG_LEVEL: 'silent' } }))
const trust = (proxies: number) => Object.assign(env, { TRUSTED_PROXIES: proxies })
afterEach(() => trust(0))

const stamped = (address: string, forwarded?: string) =>
  new Headers({ [STAMP_HEADER]: writeStamp(address), ...(forwarded && { 'x-forwarded-for': forwarded }) })

describe('the address of a request', () => {
  test("is its socket's, whatever it says of itself (H2)", () => {
    expect(viaOf(stamped('198.51.100.7', '203.0.113.1')).ip).toBe('198.51.100.7')
    expect(viaOf(stamped('::ffff:198.51.100.7')).ip).toBe('198.51.100.7')
  })

  test('behind one trusted proxy is the last that it wrote; a forged one stands left of that', () => {
    trust(1)
    expect(viaOf(stamped('10.0.0.1', '203.0.113.1')).ip).toBe('203.0.113.1')
    expect(viaOf(stamped('10.0.0.1', '6.6.6.6, 7.7.7.7, 203.0.113.1')).ip).toBe('203.0.113.1')
  })

  test('behind two is the last but one', () => {
    trust(2)
    expect(viaOf(stamped('10.0.0.1', '6.6.6.6, 203.0.113.1, 10.0.0.2')).ip).toBe('203.0.113.1')
  })

  test("falls back to the socket's where the proxies wrote none, or nonsense", () => {
    trust(2)
    expect(viaOf(stamped('10.0.0.1', '203.0.113.1')).ip).toBe('10.0.0.1')
    expect(viaOf(stamped('10.0.0.1', 'unknown, <script>')).ip).toBe('10.0.0.1')
    expect(viaOf(stamped('10.0.0.1')).ip).toBe('10.0.0.1')
  })

  test('is unknown without the stamp of this process: a forged stamp is none', () => {
    expect(viaOf(new Headers()).ip).toBe('unknown')
    expect(viaOf(new Headers({ [STAMP_HEADER]: 'guess 01 203.0.113.1' })).ip).toBe('unknown')
    expect(viaOf(new Headers()).requestId).toMatch(/^[0-9a-f-]{36}$/)
  })
})

test('every request of a server is stamped, over whatever the client sent', async () => {
  stampRequests()
  stampRequests()
  const server = createServer((request, response) => {
    const headers = new Headers({ [STAMP_HEADER]: String(request.headers[STAMP_HEADER]) })
    response.end(JSON.stringify(viaOf(headers)))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const asked = () =>
    new Promise<{ ip: string; requestId: string }>((done) => {
      send({ port, host: '127.0.0.1', headers: { [STAMP_HEADER]: 'x y 6.6.6.6' } }, async (response) => {
        let text = ''
        for await (const part of response) text += String(part)
        done(JSON.parse(text))
      }).end()
    })
  const [first, second] = [await asked(), await asked()]
  server.close()
  expect(first.ip).toBe('127.0.0.1')
  expect(second.requestId).not.toBe(first.requestId)
})

test('an IPv6 household is counted as one, an IPv4 address by itself', () => {
  expect(networkOf('203.0.113.1')).toBe('203.0.113.1')
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:0db8:0001:0002::1')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('unknown')).toBe('unknown')
})
