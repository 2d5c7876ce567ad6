import { expect, test } from 'vitest'
import { withForm } from './body'

const readForm = (request: Request, field: string) => withForm(request, field, async (form) => form)

/** A form that never ends, in pieces of a megabyte; tells how many were taken. */
function endless(headers: Record<string, string> = {}) {
  let taken = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        taken++
        controller.enqueue(new Uint8Array(1_000_000))
      },
    },
    { highWaterMark: 0 },
  )
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  const init = { method: 'POST', body, headers: { ...type, ...headers }, duplex: 'half' }
  return { request: new Request('http://here.invalid', init as RequestInit), taken: () => taken }
}

const TOO_LARGE = { code: 'file_too_large', fields: { photo: expect.stringMatching(/larger than 10 MB/) } }

test('a form is read no further than it may weigh', async () => {
  const { request, taken } = endless()
  await expect(readForm(request, 'photo')).rejects.toMatchObject(TOO_LARGE)
  expect(taken()).toBe(11)
})

test('a form that says itself how large it is is not read at all; one that lies is stopped', async () => {
  const honest = endless({ 'content-length': '50000000' })
  await expect(readForm(honest.request, 'photo')).rejects.toMatchObject(TOO_LARGE)
  expect(honest.taken()).toBe(0)
  const liar = endless({ 'content-length': '100' })
  await expect(readForm(liar.request, 'photo')).rejects.toMatchObject(TOO_LARGE)
  expect(liar.taken()).toBe(11)
})

test('what is no form is refused', async () => {
  for (const type of ['application/json', 'multipart/form-data', 'multipart/form-data; boundary=y']) {
    const request = new Request('http://here.invalid', {
      ...{ method: 'POST', body: '--x\r\nnonsense' },
      headers: { 'content-type': type },
    })
    await expect(readForm(request, 'photo')).rejects.toMatchObject({ code: 'malformed' })
  }
})

test('one that breaks off half-way is refused too', async () => {
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(
        Buffer.from('--x\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n'),
      )
      controller.error(new Error('aborted'))
    },
  })
  const init = {
    method: 'POST',
    body,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    duplex: 'half',
  }
  const request = new Request('http://here.invalid', init as RequestInit)
  await expect(readForm(request, 'photo')).rejects.toMatchObject({ code: 'malformed' })
})

test('what many send at once is held until it is done with, and no more than there is room for', async () => {
  let goOn = () => {}
  const done = new Promise<void>((go) => {
    goOn = go
  })
  const form = () => {
    const body = new FormData()
    body.set('photo', new File([new Uint8Array(9_000_000)], 'a.png'))
    return new Request('http://here.invalid', { method: 'POST', body })
  }
  /** Resolves with what is refused, or as soon as the form is being worked on. */
  const send = () =>
    new Promise<string>((answer) => {
      const work = () => {
        answer('held')
        return done
      }
      withForm(form(), 'photo', work).catch((error) => answer(error.code))
    })
  const answers = await Promise.all(Array.from({ length: 30 }, send))
  const held = answers.filter((one) => one === 'held').length
  expect(answers.filter((one) => one === 'busy')).toHaveLength(30 - held)
  expect(held * 9).toBeLessThan(250)
  expect(held).toBeGreaterThan(15)
  goOn()
  await done
  expect(await send()).toBe('held')
})
