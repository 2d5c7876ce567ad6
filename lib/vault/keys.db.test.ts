import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { asSystem } from '../db/ask'
import { ownerQuery, rawAs, urlFor } from '../db/testing/raw'
import { env } from '../env'
import { keepVaultOpen, openVault } from './keys'
import { holdKeys } from './ring'
import { exchange } from './rotate'
import { open, seal } from './seal'

const place = { table: 'booking', column: 'reason_sealed', id: 'b1' } as const
const file = () => join(env.ANTEROOM_DATA_DIR, 'vault.key')
const newKey = () => randomBytes(32).toString('base64')
const opened = () => asSystem(urlFor('owner'), openVault)
const exchanged = () => asSystem(urlFor('worker'), exchange)
const keepers = async () =>
  (await ownerQuery<{ kek_id: string }>('SELECT DISTINCT kek_id FROM vault_key')).map((row) => row.kek_id)

function exchangeUnseen(): void {
  rmSync(file())
  env.ANTEROOM_VAULT_KEY = newKey()
}

/** As a process that has just started. */
async function opensAnew(): Promise<void> {
  holdKeys([])
  await opened()
}

beforeEach(async () => {
  env.ANTEROOM_VAULT_KEY = env.ANTEROOM_VAULT_KEY_BEFORE = undefined
  rmSync(file(), { force: true })
  holdKeys([])
  await rawAs('superuser', null, 'TRUNCATE vault_key')
})

describe('a vault without keys', () => {
  it('makes them once, whoever is first, under a file that its owner alone reads', async () => {
    await Promise.all(Array.from({ length: 4 }, opened))
    const keys = await ownerQuery('SELECT id, purpose FROM vault_key ORDER BY id')
    expect(keys).toEqual([
      { id: 'i1', purpose: 'index' },
      { id: 'k1', purpose: 'seal' },
    ])
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  it('makes no file where a key is configured', async () => {
    env.ANTEROOM_VAULT_KEY = newKey()
    await opened()
    expect(existsSync(file())).toBe(false)
    expect(open(seal('a', place), place)).toBe('a')
  })
})

describe('a vault with keys', () => {
  beforeEach(opened)

  it.each([
    ['is gone', () => rmSync(file())],
    ['is another', exchangeUnseen],
  ])(
    'does not open, and says what is missing where, when what they are wrapped under %s',
    async (_how, lose) => {
      const [before] = await keepers()
      lose()
      const process = opensAnew()
      await expect(process).rejects.toThrow(`wrapped under ${before}`)
      await expect(process).rejects.toThrow('ANTEROOM_VAULT_KEY')
      expect(() => seal('a', place)).toThrow()
      expect(existsSync(file())).toBe(false)
    },
  )

  it('does not open when a key was put in the place of another', async () => {
    await ownerQuery(
      `UPDATE vault_key SET wrapped = (SELECT wrapped FROM vault_key WHERE id = 'i1') WHERE id = 'k1'`,
    )
    await expect(opensAnew()).rejects.toThrow()
  })

  it('is read again while it is kept open', async () => {
    const close = await keepVaultOpen((statement) => asSystem(urlFor('owner'), (ask) => ask(statement)))
    const sealed = seal('a', place)
    holdKeys([])
    expect(() => open(sealed, place)).toThrow('not in the ring')
    await vi.waitFor(() => expect(open(sealed, place)).toBe('a'))
    close()
  })

  it('is read by the portal and the worker, and written by the worker alone', async () => {
    const DENIED = { code: '42501' }
    expect(await rawAs('app', 'guest', 'SELECT id FROM vault_key')).toHaveLength(2)
    expect(await rawAs('app', null, 'SELECT id FROM vault_key')).toEqual([])
    expect(await rawAs('worker', null, 'SELECT id FROM vault_key')).toEqual([])
    for (const statement of [
      `UPDATE vault_key SET kek_id = ''`,
      'DELETE FROM vault_key',
      `INSERT INTO vault_key (id, purpose, wrapped, kek_id, usable_from, created_at) VALUES ('k9', 'seal', '', '', now(), now())`,
      'SELECT FROM vault_progress',
    ])
      await expect(rawAs('app', 'guest', statement)).rejects.toMatchObject(DENIED)
    for (const statement of ['SELECT FROM vault_key', 'SELECT FROM vault_progress'])
      await expect(rawAs('reporting', 'system', statement)).rejects.toMatchObject(DENIED)
    await expect(rawAs('worker', 'system', 'DELETE FROM vault_key')).rejects.toMatchObject(DENIED)
    await expect(rawAs('worker', 'system', `UPDATE vault_key SET id = 'k9'`)).rejects.toMatchObject(DENIED)
  })
})

describe('an exchange', () => {
  it('wraps the keys anew; then what they were wrapped under before is not needed', async () => {
    await opened()
    const sealed = seal('a sore throat', place)
    env.ANTEROOM_VAULT_KEY = newKey()
    // Two at once: the new one is configured, the old one is still there.
    await opensAnew()
    expect((await exchanged()).sort()).toEqual(['i1', 'k1'])
    rmSync(file())
    await opensAnew()
    expect(open(sealed, place)).toBe('a sore throat')

    env.ANTEROOM_VAULT_KEY_BEFORE = env.ANTEROOM_VAULT_KEY
    env.ANTEROOM_VAULT_KEY = newKey()
    await opensAnew()
    expect((await exchanged()).sort()).toEqual(['i1', 'k1'])
    expect(await exchanged()).toEqual([])
    env.ANTEROOM_VAULT_KEY_BEFORE = undefined
    await opensAnew()
    expect(open(sealed, place)).toBe('a sore throat')
  })

  it('knows a key by what it is: the file’s, put into the environment, needs none', async () => {
    await opened()
    env.ANTEROOM_VAULT_KEY = readFileSync(file(), 'utf8').trim()
    rmSync(file())
    await opensAnew()
    expect(await exchanged()).toEqual([])
  })
})
