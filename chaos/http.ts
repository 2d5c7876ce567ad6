import { Agent, type IncomingMessage, request } from 'node:http'

/** `status` 0: no answer, the connection was refused or broke; then `why` says how. */
export type Answer = {
  status: number
  body: Record<string, unknown>
  headers: Record<string, unknown>
  ms: number
  why?: string
  /** The page that was answered. */
  text?: string
}
export type Call = {
  port: number
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
  /** Sent as a form of a page, instead of a JSON body. */
  form?: readonly (readonly [name: string, value: string])[]
  headers?: Record<string, string>
  keepAlive?: boolean
}

const agent = new Agent({ keepAlive: true, maxSockets: 400 })

/** One HTTP request to an instance on loopback; never throws. 15 seconds without an answer is a hang, status 0. */
export function call({ keepAlive = true, ...asked }: Call): Promise<Answer> {
  const { port, method = 'GET', path, headers } = asked
  const body = bodyOf(asked)
  const started = performance.now()
  return new Promise((done) => {
    const end = (answer: Omit<Answer, 'ms'>) => done({ ...answer, ms: performance.now() - started })
    const lost = (error: NodeJS.ErrnoException) =>
      end({ status: 0, body: {}, headers: {}, why: error.code ?? error.message })
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: keepAlive ? agent : false,
        timeout: 15_000,
        headers: {
          host: `localhost:${port}`,
          ...(body && { 'content-type': body.type }),
          ...headers,
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', lost)
        response.on('end', () => {
          const text = Buffer.concat(parts).toString()
          end({
            ...{ status: response.statusCode ?? 0, headers: response.headers },
            ...(isPage(response) ? { body: {}, text } : { body: parsed(text) }),
          })
        })
      },
    )
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('hangs'), { code: 'HANGS' })))
    sent.on('error', lost)
    sent.end(body?.text)
  })
}

const isPage = ({ headers }: IncomingMessage) => headers['content-type']?.startsWith('text/html') === true

const BOUNDARY = 'chaos-5d2f7c'

function bodyOf({ body, form }: Pick<Call, 'body' | 'form'>): { type: string; text: string } | null {
  if (body !== undefined) return { type: 'application/json', text: JSON.stringify(body) }
  if (!form) return null
  const parts = form.map(
    ([name, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, text: `${parts.join('')}--${BOUNDARY}--\r\n` }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** Runs `work` for every item, so many at a time. */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const index = next++
      results[index] = await work(items[index] as T, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
  return results
}

/** Milliseconds under which so many of 100 answers stayed. */
export function percentile(answers: readonly { ms: number }[], share: number): number {
  const sorted = answers.map((it) => it.ms).sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? 0)
}

/** How often each status (and refusal code) came. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, body, why } of answers) {
    const key = [status || why, body.code].filter(Boolean).join(' ')
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
