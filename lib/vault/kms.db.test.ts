import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { asSystem } from '../db/ask'
import { ownerQuery, rawAs, urlFor } from '../db/testing/raw'
import { env } from '../env'
import { openVault } from './keys'
import { holdKeys } from './ring'
import { exchange } from './rotate'
import { open, seal } from './seal'

const place = { table: 'booking', column: 'reason_sealed', id: 'b1' } as const
const file = () => join(env.ANTEROOM_DATA_DIR, 'vault.key')
const opened = () => asSystem(urlFor('owner'), openVault)
const exchanged = () => asSystem(urlFor('worker'), exchange)
const keepers = async () =>
  (await ownerQuery<{ kek_id: string }>('SELECT DISTINCT kek_id FROM vault_key')).map((row) => row.kek_id)

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

let kms: Server
let isDown = false
beforeAll(async () => {
  kms = createServer(answerAsKms(() => isDown)).listen(0, '127.0.0.1')
  await new Promise((done) => kms.once('listening', done))
  const address = kms.address()
  const port = address && typeof address === 'object' ? address.port : 0
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port}`,
    AWS_REGION: 'ap-southeast-2',
    AWS_ACCESS_KEY_ID: 'stand-in',
    AWS_SECRET_ACCESS_KEY: 'stand-in',
  }))
    vi.stubEnv(name, value)
})
afterAll(() => void kms.close())

it('KMS wraps and unwraps through the official SDK, bound to which key it is; the portal has no file', async () => {
  env.ANTEROOM_VAULT_KEY = 'aws-kms:alias/anteroom'
  await opened()
  const sealed = seal('a', place)
  await opensAnew()
  expect(open(sealed, place)).toBe('a')
  expect(await keepers()).toEqual(['aws-kms:alias/anteroom'])
  expect(existsSync(file())).toBe(false)
  await ownerQuery(
    `UPDATE vault_key SET wrapped = (SELECT wrapped FROM vault_key WHERE id = 'i1') WHERE id = 'k1'`,
  )
  await expect(opensAnew()).rejects.toThrow()
})

it('KMS is asked at the start alone: a portal that runs needs it no more', async () => {
  env.ANTEROOM_VAULT_KEY = 'aws-kms:alias/anteroom'
  await opened()
  isDown = true
  await opened()
  expect(open(seal('a', place), place)).toBe('a')
  await expect(opensAnew()).rejects.toThrow()
  isDown = false
})

it('KMS is come to and left by an exchange', async () => {
  await opened()
  const sealed = seal('a', place)
  env.ANTEROOM_VAULT_KEY = 'aws-kms:alias/anteroom'
  expect((await exchanged()).sort()).toEqual(['i1', 'k1'])
  env.ANTEROOM_VAULT_KEY_BEFORE = env.ANTEROOM_VAULT_KEY
  env.ANTEROOM_VAULT_KEY = randomBytes(32).toString('base64')
  expect((await exchanged()).sort()).toEqual(['i1', 'k1'])
  env.ANTEROOM_VAULT_KEY_BEFORE = undefined
  await opensAnew()
  expect(open(sealed, place)).toBe('a')
})

/** The two calls of KMS that we make, over a key of the stand-in's own. */
function answerAsKms(isDown: () => boolean): Parameters<typeof createServer>[1] {
  const key = randomBytes(32)
  return (request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part
    })
    request.on('end', () => {
      const asked = JSON.parse(body) as Record<'Plaintext' | 'CiphertextBlob', string> & {
        EncryptionContext: object
      }
      const about = Buffer.from(JSON.stringify(asked.EncryptionContext))
      const isEncrypt = request.headers['x-amz-target'] === 'TrentService.Encrypt'
      try {
        if (isDown()) throw new Error('down')
        const answer = isEncrypt
          ? { CiphertextBlob: wrap(key, Buffer.from(asked.Plaintext, 'base64'), about) }
          : { Plaintext: unwrap(key, Buffer.from(asked.CiphertextBlob, 'base64'), about) }
        response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify(answer))
      } catch {
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
        response.end(JSON.stringify({ __type: 'InvalidCiphertextException' }))
      }
    })
  }
}

function wrap(key: Buffer, plain: Buffer, about: Buffer): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about)
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function unwrap(key: Buffer, whole: Buffer, about: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, whole.subarray(0, 12)).setAAD(about)
  decipher.setAuthTag(whole.subarray(12, 28))
  return Buffer.concat([decipher.update(whole.subarray(28)), decipher.final()]).toString('base64')
}
