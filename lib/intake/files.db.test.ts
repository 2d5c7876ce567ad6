import { beforeEach, describe, expect, test } from 'vitest'
import { actors } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { jpeg } from '../db/testing/files'
import { idIn } from '../db/testing/filling'
import { insertForm } from '../db/testing/forms'
import { makeClinic, type World } from '../db/testing/world'
import { readFile } from '../documents/queries/read'
import { savePage, startForm } from './commands/fill'
import { savePageWithFiles } from './commands/upload'
import { findPage, readMySubmission } from './queries/fill'
import { readSubmission } from './queries/read'
import type { Filler } from './queries/tasks'
import { ask } from './rules/making'

let world: World
let submissionId: string
let known: Filler

beforeEach(async () => {
  world = await makeClinic()
  const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  const { formId } = await insertForm(world, {
    definition: {
      questions: [ask('file', 'letter', 'A letter', {}), ask('text', 'about', 'About', { isOptional: true })],
    },
  })
  known = actors.knownLink(world.as.guest.via, booking.id, world.clinic.id, '1990-12-10')
  submissionId = idIn(await startForm(world.as.ada, { formId, bookingId: booking.id }))
})

const page = async (actor: Filler, more: { a?: Record<string, unknown>; gone?: string[] } = {}) => {
  const { seen = '' } = findPage(await readMySubmission(actor, submissionId), 'start') ?? {}
  return { submissionId, page: 'start', seen, a: {}, ...more }
}
const send = async (actor: Filler, bytes: Uint8Array, name = 'letter.jpg') =>
  savePageWithFiles(actor, await page(actor), { 'a.letter': { field: 'a.letter', name, bytes } })
const kept = async () => (await readMySubmission(world.as.ada, submissionId)).filled.answers.letter

describe('a file in a form', () => {
  test('becomes a document of the patient, which who treats them opens from the answers; by a link too', async () => {
    await send(world.as.ada, await jpeg())
    await send(known, await jpeg(), 'second.jpg')
    const [answer] = (await readSubmission(world.as.mora, submissionId)).pages[0]?.answers ?? []
    expect(answer?.files.map(({ name }) => name)).toEqual(['letter.jpg', 'second.jpg'])
    for (const { id } of answer?.files ?? [])
      expect(await readFile(world.as.mora, id)).toMatchObject({ mediaType: 'image/jpeg' })
  })

  test('is taken away again from the answers, and must be there where the question says so', async () => {
    await expect(savePage(world.as.ada, await page(world.as.ada))).rejects.toMatchObject({
      fields: { 'a.letter': 'Choose a file' },
    })
    await send(world.as.ada, await jpeg())
    const [file = ''] = [(await kept()) ?? []].flat().map(String)
    const without = await page(world.as.ada, { gone: [file.slice(0, 36)] })
    await expect(savePage(world.as.ada, without)).rejects.toMatchObject({ code: 'invalid_input' })
    await savePageWithFiles(world.as.ada, without, {
      'a.letter': { field: 'a.letter', name: 'other.jpg', bytes: await jpeg() },
    })
    expect([(await kept()) ?? []].flat().map((one) => String(one).slice(37))).toEqual(['other.jpg'])
  })

  test('is named by us: what the form says of it is not believed', async () => {
    const foreign = `${world.patients.ben} his.pdf`
    await expect(
      savePage(world.as.ada, await page(world.as.ada, { a: { letter: [foreign] } })),
    ).rejects.toMatchObject({ fields: { 'a.letter': 'Choose a file' } })
  })

  test('that is hostile is refused on its control, and the page is not saved', async () => {
    const html = new TextEncoder().encode('<html><script>alert(1)</script></html>')
    await expect(send(world.as.ada, html, 'letter.png')).rejects.toMatchObject({
      fields: { 'a.letter': expect.any(String) },
    })
    expect(await kept()).toBeUndefined()
  })
})
