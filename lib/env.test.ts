import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'

const own = { NODE_ENV: 'production', DATABASE_URL: 'postgresql://admin@db/anteroom' }

describe('the environment', () => {
  it('needs nothing for the demo', () => {
    expect(parseEnv({}).PORT).toBe(3000)
    expect(parseEnv({ PORT: '4000' }).ANTEROOM_URL).toBe('http://localhost:4000')
  })

  it('in production names every missing secret and does not start', () => {
    expect(() => parseEnv(own)).toThrow(/ANTEROOM_SECRET and ANTEROOM_URL and ANTEROOM_VAULT_KEY/)
  })

  it('names what is malformed', () => {
    expect(() => parseEnv({ PORT: 'eighty' })).toThrow(/PORT/)
    expect(() => parseEnv({ ...own, ANTEROOM_SECRET: 'short', ANTEROOM_URL: 'https://x.example' })).toThrow(
      /ANTEROOM_SECRET/,
    )
  })

  it('takes 32 bytes in base64 or a key of AWS for the vault, and nothing else', () => {
    const key = Buffer.alloc(32, 7).toString('base64')
    for (const good of [key, 'aws-kms:alias/anteroom'])
      expect(parseEnv({ ANTEROOM_VAULT_KEY: good }).ANTEROOM_VAULT_KEY).toBe(good)
    for (const bad of [key.slice(4), 'password', 'aws-kms:'])
      expect(() => parseEnv({ ANTEROOM_VAULT_KEY: bad })).toThrow(/ANTEROOM_VAULT_KEY/)
  })

  it('leaves rate limits as they are unless told otherwise', () => {
    expect(parseEnv({}).RATE_LIMIT_MULTIPLIER).toBe(1)
  })
})
