import { expect } from '@playwright/test'
import { DOORS } from '@/access-doors'
import { people } from '@/prisma/seed/cast'
import { type Answer, ask, type Question } from '../support/ask'
import { addresses, furnish } from '../support/house'
import { type Portal, test } from '../support/portal'
import { cookieOf } from '../support/visitor'

/** Row J6, and J5 on real responses: whatever is asked for, and by whom. */

const ALWAYS = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\).*microphone=\(\)/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'content-security-policy': /default-src '(self|none)'.*frame-ancestors 'none'/,
}
/** Files of the build are nobody's: they may be kept. */
const isFile = (path: string) => /^\/(_next\/static\/|icon\.svg)/.test(path)
/** Next's own answer to an unknown address. */
const NOBODYS = ['no-store', 'private, no-cache, no-store, max-age=0, must-revalidate']

/** What an answer lacks, says twice or should not say. */
function faultsOf(path: string, { status, headers, lines, body }: Answer): string[] {
  const faults: string[] = []
  const age = /^max-age=(\d+); includeSubDomains$/.exec(headers['strict-transport-security'] ?? '')?.[1]
  if (Number(age ?? 0) < 31_536_000) faults.push('strict-transport-security')
  for (const [name, wanted] of Object.entries(ALWAYS))
    if (!wanted.test(String(headers[name] ?? ''))) faults.push(name)
  for (const name of [...Object.keys(ALWAYS), 'strict-transport-security', 'cache-control'])
    if (lines.filter(([it]) => it === name).length > 1) faults.push(`${name} twice`)
  if (headers['x-powered-by'] || headers.server) faults.push('says what it is made with')
  return [...faults, ...keepingFaults(path, status, headers), ...scriptFaults(headers, body)]
}

function keepingFaults(path: string, status: number, headers: Answer['headers']): string[] {
  const said = headers['cache-control'] ?? ''
  return (isFile(path) && status === 200) || NOBODYS.includes(said) ? [] : [`cache-control: ${said}`]
}

/** Under a policy with a nonce every script carries it; under one without, no script runs. */
function scriptFaults(headers: Answer['headers'], body: string): string[] {
  if (!headers['content-type']?.startsWith('text/html')) return []
  const policy = String(headers['content-security-policy'])
  const nonce = nonceOf(policy)
  if (!nonce) return policy.startsWith("default-src 'none'; frame") ? [] : ['HTML without a nonce']
  const scripts = body.match(/<script\b[^>]*>/g) ?? []
  const bare = scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))
  const wrong = /unsafe-(inline|eval)/.test(policy) ? ['unsafe'] : []
  return [...wrong, ...bare.map((tag) => `a script without the nonce: ${tag}`)]
}

const nonceOf = (policy: string) => /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1]

/** Asks, and says what is wrong by address. */
async function crawl(portal: Portal, asked: { path: string; question?: Question; status?: number }[]) {
  const wrong: Record<string, string[]> = {}
  const answers: Answer[] = []
  for (const { path, question, status } of asked) {
    const answer = await ask(portal.port, path, question)
    const faults = faultsOf(path, answer)
    if (status && answer.status !== status) faults.push(`answers ${answer.status}`)
    if (faults.length > 0) wrong[`${question?.method ?? 'GET'} ${path}`] = faults
    answers.push(answer)
  }
  return { wrong, answers }
}

test('every address of the house has every header, and its scripts a nonce of their own (J5, J6)', async ({
  portal,
}) => {
  test.slow()
  const rooms = await furnish(portal)
  const cookies = {
    patient: await cookieOf(portal.url, people.ada),
    staff: await cookieOf(portal.url, people.ines),
  }
  const asked = addresses(rooms).flatMap(({ door, path, bearer }) => {
    const whose = DOORS[door]
    const inside = whose === 'patient' || whose === 'staff' ? [{ cookie: cookies[whose] }] : []
    const known = bearer ? [{ authorization: `Bearer ${rooms.guest.token}` }] : []
    return [{}, ...inside, ...known].map((headers) => ({ path, question: { headers } }))
  })
  const { wrong, answers } = await crawl(portal, asked)
  expect(wrong).toEqual({})
  const pages = answers.filter(
    ({ status, headers }) => status === 200 && headers['content-type']?.startsWith('text/html'),
  )
  expect(pages.length).toBeGreaterThan(40)
  const nonces = pages.map(({ headers }) => nonceOf(String(headers['content-security-policy'])))
  expect(new Set(nonces).size).toBe(pages.length)
  expect(nonces).not.toContain(undefined)
})

test('so has what Next and Node answer by themselves: redirects, unknown addresses, odd methods, nonsense', async ({
  portal,
}) => {
  const front = await ask(portal.port, '/')
  const files = [...new Set(front.body.match(/\/_next\/static\/[\w./~-]+\.(js|css|woff2)/g))]
  expect(files.length).toBeGreaterThan(3)
  const methods = ['TRACE', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'POST', 'HEAD']
  const { wrong } = await crawl(portal, [
    ...files.map((path) => ({ path, status: 200 })),
    ...['/my/', '//x', '/harbour//book', '/harbour/', '/\\x'].map((path) => ({ path, status: 308 })),
    ...[
      '/no-such-page',
      '/icon.svg.no-such',
      '/api/no-such',
      '/api/v1/no-such',
      '/_next/image',
      '/_next/static/no.js',
    ].map((path) => ({ path, status: 404 })),
    ...['/.env', '/.git/config', '/favicon.ico', '/_next/data/x/my.json', '/%00', '/api/auth/no-such'].map(
      (path) => ({ path, status: 404 }),
    ),
    ...['/%ff', '/my/%c0%ae', '*', 'http://evil.example/my/'].map((path) => ({ path, status: 400 })),
    ...['/api/v1/clinics/nowhere/services', '/api/v1/clinics/harbour/slots?from=x', '/icon.svg'].map(
      (path) => ({ path }),
    ),
    ...methods.flatMap((method) =>
      ['/', '/my', '/api/v1/clinics', '/api/auth/sign-out', '/icon.svg', '/api/no-such'].map((path) => ({
        path,
        question: { method },
      })),
    ),
    ...['/', '/api/v1/clinics', '/no-such'].map((path) => ({
      path,
      question: { method: 'TRACE' },
      status: 405,
    })),
    ...['/', '/my'].map((path) => ({ path, question: { headers: { rsc: '1' } } })),
  ])
  expect(wrong).toEqual({})
  const file = await ask(portal.port, files[0] ?? '')
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test('so has the page of an error, which says nothing of it', async ({ portal }) => {
  const cookie = await cookieOf(portal.url, people.ada)
  await portal.query('ALTER TABLE booking RENAME TO booking_gone')
  try {
    const { wrong, answers } = await crawl(portal, [
      { path: '/my', question: { headers: { cookie } }, status: 500 },
      { path: '/api/v1/clinics/harbour/slots?service=gp&type=initial&from=2030-01-01&to=2030-01-02' },
    ])
    expect(wrong).toEqual({})
    expect(answers.map(({ body }) => body).join()).not.toMatch(/booking_gone|relation|prisma|at async/i)
  } finally {
    await portal.query('ALTER TABLE booking_gone RENAME TO booking')
  }
})

test('a nonce or a policy that a client sends along is not in the answer', async ({ portal }) => {
  const headers = {
    'x-nonce': 'EVIL',
    'content-security-policy': `script-src 'nonce-EVIL'`,
    'content-security-policy-report-only': `script-src 'nonce-EVIL'`,
  }
  for (const path of ['/', '/harbour', '/sign-in', '/no-such-page', '/icon.svg.no-such', '/api/no-such']) {
    const { body, lines } = await ask(portal.port, path, { headers })
    expect(body + JSON.stringify(lines), path).not.toContain('EVIL')
  }
})
