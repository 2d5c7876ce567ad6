// autocannon has no types of its own; these are the parts the benchmarks use.
declare module 'autocannon' {
  type Request = {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
    setupRequest?: (request: Request) => Request
  }
  type Options = { url: string; connections: number; duration: number; requests: Request[] }
  type Result = {
    requests: { total: number }
    latency: { p50: number; p99: number }
    duration: number
    errors: number
    '2xx': number
    non2xx: number
    statusCodeStats: Record<string, { count: number }>
  }
  export default function autocannon(options: Options): Promise<Result>
}
