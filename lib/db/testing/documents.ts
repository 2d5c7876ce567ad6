import { join } from 'node:path'
import type { PatientActor, StaffActor } from '../../access/actor'
import { addDocument, giveDocument } from '../../documents/commands/add'
import { readFile } from '../../documents/queries/read'
import type { AddDocumentInput } from '../../documents/schema'
import { env } from '../../env'
import { insertBooking } from './booking'
import { png } from './files'
import { makeClinic, type World } from './world'

/** A clinic where Ada has an appointment with Dr Mora: both she and the nurse treat her. */
export async function caringClinic(): Promise<World> {
  const world = await makeClinic()
  await insertBooking(world, { startsAt: world.at(3, '09:00') })
  return world
}

/** A file as it is sent: a PNG unless said otherwise. */
export const upload = async (make: () => Promise<Buffer> = png, name = 'Photo of a rash.png') => ({
  field: 'file',
  name,
  bytes: await make(),
})

/** Staff add a document of Ada's, Dr Mora unless said otherwise. Returns its id. */
export async function added(
  world: World,
  kind: AddDocumentInput['kind'],
  { by = world.as.mora, release = false } = {},
): Promise<string> {
  const input = { patientId: world.patients.ada, kind, ...(release && { release: 'on' as const }) }
  return (await addDocument(by, input, { file: await upload() })).id
}

/** Somebody gives a picture to the clinic, Ada's unless said otherwise. Returns its id. */
export async function given(world: World, by: PatientActor, patientId = world.patients.ada): Promise<string> {
  const to = { clinicId: world.clinic.id, patientId }
  return (await giveDocument(by, { to, kind: 'picture' }, { file: await upload() })).id
}

/** Whether somebody opens a document, or finds none. */
export const opens = (actor: StaffActor | PatientActor, id: string): Promise<boolean> =>
  readFile(actor, id).then(
    () => true,
    (error) => (error.code === 'not_found' ? false : Promise.reject(error)),
  )

/** Where a document's bytes lie. */
export const onDisk = (id: string): string => join(env.ANTEROOM_DATA_DIR, 'files', id.slice(-2), id)
