import { type IncomingHttpHeaders, request } from 'node:http'

/** `lines`: the header lines as they came, `[name, value]`, so that one sent twice is seen. */
export type Answer = {
  status: number
  headers: IncomingHttpHeaders
  lines: [string, string][]
  body: string
}
export type Question = { method?: string; headers?: Record<string, string>; body?: string }

/** One request exactly as written: nothing about the path or the method is put right, no redirect followed, no cookie kept. A stream has no end: of it the head is answered. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Question = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, path, method },
      headers: { host: `localhost:${port}`, ...headers },
    })
    sent.on('error', fail)
    sent.on('response', (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', fail)
      const end = () =>
        done({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          lines: pairs(answer.rawHeaders),
          body: Buffer.concat(parts).toString(),
        })
      answer.on('end', end)
      if (answer.headers['content-type'] !== 'text/event-stream') return
      end()
      sent.destroy()
    })
    sent.end(body)
  })
}

function pairs(raw: string[]): [string, string][] {
  return raw.flatMap((name, n) =>
    n % 2 === 0 ? [[name.toLowerCase(), raw[n + 1] ?? ''] as [string, string]] : [],
  )
}
