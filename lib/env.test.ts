import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'

const own = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://admin@db/anteroom' }

describe('the environment', () => {
  it('needs nothing for the demo', () => {
    expect(parseEnv({}).PORT).toBe(3000)
    expect(parseEnv({ PORT: '4000' }).ANTEROOM_URL).toBe('http://localhost:4000')
  })

  it('in production names every missing secret and does not start', () => {
    expect(() => parseEnv(own)).toThrow(/ANTEROOM_SECRET and ANTEROOM_URL/)
  })

  it('names what is malformed', () => {
    expect(() => parseEnv({ PORT: 'eighty' })).toThrow(/PORT/)
    expect(() => parseEnv({ ...own, ANTEROOM_SECRET: 'short', ANTEROOM_URL: 'https://x.example' })).toThrow(
      /ANTEROOM_SECRET/,
    )
  })

  it('leaves rate limits as they are unless told otherwise', () => {
    expect(parseEnv({}).RATE_LIMIT_MULTIPLIER).toBe(1)
  })
})
