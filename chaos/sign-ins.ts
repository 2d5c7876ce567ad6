import { hashPassword } from '../lib/access/passwords'
import { ownerQuery } from '../lib/db/testing/raw'
import { openClinic } from './bookings'
import { type Answer, call, inLanes, pause, percentile, tally } from './http'
import type { Findings, Scenario, Stage } from './scenario'

const PAIRS = 300
const AT_ONCE = 100

/** Signs in as a browser without script does: the form of the page, sent to its action. */
async function signInForm(port: number): Promise<(email: string, password: string) => Promise<Answer>> {
  const page = await call({ port, path: '/sign-in' })
  const [form = ''] = /<form[^>]*>[\s\S]*?<\/form>/.exec(page.text ?? '') ?? []
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)].map(
    ([, name = '', value = '']) => [name, unescaped(value)] as const,
  )
  if (hidden.length === 0) throw new Error('The sign-in page has no form that works without script')
  return (email, password) =>
    call({
      ...{ port, method: 'POST', path: '/sign-in' },
      headers: { origin: `http://localhost:${port}` },
      form: [...hidden, ['email', email], ['password', password]],
    })
}

const unescaped = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** An answer without what is different in every answer. */
function plain({ status, headers, text = '' }: Answer, email: string): string {
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? 'no nonce'
  const { date: _, 'x-request-id': __, ...rest } = headers
  const whole = JSON.stringify({ status, rest, text })
  return whole.replaceAll(JSON.stringify(nonce).slice(1, -1), 'NONCE').replaceAll(email, 'EMAIL')
}

/** Whether from an answer, or the time it took, anybody learns that somebody has an account. */
async function enumeration(stage: Stage): Promise<Findings> {
  const { as, accounts } = await openClinic()
  const known = as.ada.email
  await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = $2', [
    await hashPassword('three herons by the weir'),
    accounts.ada,
  ])
  const signIn = await signInForm(stage.ports[0])
  const took = { known: [] as number[], unknown: [] as number[] }
  const seen = new Set<string>()
  const statuses = new Set<number>()
  for (let pair = 0; pair < PAIRS + 5; pair++) {
    // The tallies, which slow everybody down from the fourth failure on, known or not.
    await ownerQuery('DELETE FROM rate_limit')
    const unknown = `${String(pair).padStart(3, 'x')}${known.slice(3)}`
    const both = [
      ['known', known],
      ['unknown', unknown],
    ] as const
    for (const [which, email] of stage.random.shuffled(both)) {
      const answer = await signIn(email, 'wrong password')
      statuses.add(answer.status)
      seen.add(plain(answer, email))
      // The first few warm up caches and connections.
      if (pair >= 5) took[which].push(answer.ms)
    }
  }
  const auc = areaUnderCurve(took.known, took.unknown)
  const apart = median(took.known.map((ms, pair) => ms - (took.unknown[pair] ?? 0)))
  return {
    holds: {
      'one status': statuses.size === 1 && statuses.has(200),
      'one body, one set of headers': seen.size === 1,
      'the area under the curve is 0.45 to 0.55': auc >= 0.45 && auc <= 0.55,
      'the median difference is at most 5 ms': Math.abs(apart) <= 5,
    },
    figures: {
      pairs: PAIRS,
      auc: Math.round(auc * 1000) / 1000,
      medianDifferenceMs: Math.round(apart * 100) / 100,
      medianMs: Math.round(median(took.known)),
      different: seen.size,
    },
  }
}

/** How often a known one took longer than an unknown one; 0.5 is: nothing to be learned. */
function areaUnderCurve(known: readonly number[], unknown: readonly number[]): number {
  let longer = 0
  for (const one of known) for (const other of unknown) longer += one > other ? 1 : one === other ? 0.5 : 0
  return longer / (known.length * unknown.length)
}

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** A hundred hashes wanted at once: four are made at a time, and nobody else waits for them. */
async function manyAtOnce(stage: Stage): Promise<Findings> {
  const { clinic } = await openClinic()
  const [port] = stage.ports
  const signIn = await signInForm(port)
  const page = () => call({ port, path: `/${clinic.slug}` })
  // What a process takes when it first does something is not what this asks about.
  await inLanes(Array.from({ length: 20 }), 4, (_, n) => signIn(`before${n}@example.com`, 'wrong password'))
  await inLanes(Array.from({ length: 40 }), 4, page)
  const before = stage.a.memory()
  let most = before
  let isOver = false
  const pages: Answer[] = []
  const watching = (async () => {
    while (!isOver) {
      pages.push(await page())
      most = Math.max(most, stage.a.memory())
      await pause(20)
    }
  })()
  const answers = await inLanes(Array.from({ length: AT_ONCE }), AT_ONCE, (_, n) =>
    signIn(`stranger${n}@example.com`, 'wrong password'),
  )
  isOver = true
  await watching
  return {
    holds: {
      'all were answered': answers.every(({ status }) => status === 200),
      'the process grew by at most 400 MiB': most - before <= 400,
      'a public page answers meanwhile, p95 within 1 s':
        pages.length >= 5 && pages.every(({ status }) => status === 200) && percentile(pages, 95) <= 1000,
    },
    figures: {
      answers: tally(answers),
      slowestSignInMs: percentile(answers, 100),
      grewMiB: Math.round(most - before),
      pages: pages.length,
      pageP95: percentile(pages, 95),
    },
  }
}

export const signIns: Scenario[] = [
  { id: 'H4', says: 'sign-in tells nobody who has an account', run: enumeration },
  { id: 'H6', says: 'a hundred sign-ins at once', run: manyAtOnce },
]
