import { createServer, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { png } from '../db/testing/files'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { addDocument } from '../documents/commands/add'
import { readFile } from '../documents/queries/read'
import { env } from '../env'
import { fileStore } from './store'

/** What speaks S3's language as far as it is asked: objects by their path. */
const objects = new Map<string, Buffer>()
let isDown = false
let s3: Server

beforeAll(async () => {
  s3 = createServer(async (request, response) => {
    const { method, url = '' } = request
    const [path = ''] = url.split('?')
    const body = await buffer(request)
    if (isDown) {
      response.writeHead(503).end()
      return
    }
    if (method === 'PUT') objects.set(path, body)
    if (method === 'DELETE') objects.delete(path)
    const kept = objects.get(path)
    const status = method === 'DELETE' ? 204 : method === 'GET' && !kept ? 404 : 200
    response.writeHead(status).end(method === 'GET' ? kept : undefined)
  }).listen(0, '127.0.0.1')
  await new Promise((done) => s3.once('listening', done))
  const address = s3.address()
  const port = address && typeof address === 'object' ? address.port : 0
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    AWS_REGION: 'ap-southeast-2',
    AWS_ACCESS_KEY_ID: 'stand-in',
    AWS_SECRET_ACCESS_KEY: 'stand-in',
    AWS_MAX_ATTEMPTS: '1',
  }))
    vi.stubEnv(name, value)
  env.ANTEROOM_FILES = 's3://records/harbour/'
})
afterAll(() => void s3.close())

const upload = async () => ({ file: { field: 'file', name: 'Letter.png', bytes: await png() } })

test('a document lies sealed in the bucket, under its id, and opens from there', async () => {
  const { as, patients } = await makeClinic()
  const { id } = await addDocument(as.kim, { patientId: patients.ada, kind: 'referral' }, await upload())
  expect([...objects.keys()]).toEqual([`/records/harbour/${id}`])
  expect(objects.get(`/records/harbour/${id}`)?.includes('PNG')).toBe(false)
  expect((await readFile(as.kim, id)).bytes.includes('PNG')).toBe(true)
  await (await fileStore()).delete(id)
  await (await fileStore()).delete(id)
  await expect(readFile(as.kim, id)).rejects.toThrow()
})

test('where the bucket does not answer nothing is kept', async () => {
  const { as, patients } = await makeClinic()
  isDown = true
  await expect(
    addDocument(as.kim, { patientId: patients.ada, kind: 'referral' }, await upload()),
  ).rejects.toThrow()
  isDown = false
  expect(await ownerQuery('SELECT FROM patient_file WHERE patient_id = $1', [patients.ada])).toEqual([])
})
