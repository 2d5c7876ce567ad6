import { readFileSync } from 'node:fs'
import { PDFDocument } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { added, caringClinic, given, onDisk, opens, upload } from '../db/testing/documents'
import { filledForm, jpeg } from '../db/testing/files'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { addDocument } from './commands/add'
import { releaseDocument } from './commands/release'
import { readMyDocuments } from './queries/mine'
import { listFilesOf, readDocumentsOf } from './queries/of-patient'
import { readFile } from './queries/read'

describe('what is kept', () => {
  test('is the picture a person sees, upright, without where and with what it was taken, under its own ending', async () => {
    const world = await caringClinic()
    const file = await upload(jpeg, 'IMG 0001.JPEG')
    expect(file.bytes.includes('planted-exif')).toBe(true)
    const { id } = await addDocument(
      world.as.noor,
      { patientId: world.patients.ada, kind: 'picture' },
      { file },
    )
    const { name, mediaType, bytes } = await readFile(world.as.noor, id)
    expect({ name, mediaType }).toEqual({ name: 'IMG 0001.jpg', mediaType: 'image/jpeg' })
    const { width, height, exif, xmp, iptc } = await sharp(bytes).metadata()
    expect({ width, height, exif, xmp, iptc }).toEqual({ width: 40, height: 60 })
    expect(bytes.includes('planted-exif')).toBe(false)
  })

  test('is the pages of a document, and what was filled in on them, without its title', async () => {
    const world = await caringClinic()
    const make = () => filledForm('Ada Lovelace')
    const file = await upload(make, 'Überweisung: neu.pdf')
    const { id } = await addDocument(
      world.as.kim,
      { patientId: world.patients.ada, kind: 'referral' },
      { file },
    )
    const { name, bytes } = await readFile(world.as.kim, id)
    expect(name).toBe('Überweisung_ neu.pdf')
    const document = await PDFDocument.load(bytes, { updateMetadata: false })
    expect(document.getPageCount()).toBe(1)
    expect(document.getTitle()).toBeUndefined()
    expect(document.catalog.getAcroForm()).toBeUndefined()
    expect(document.getPage(0).node.Annots()?.size() ?? 0).toBe(0)
    // The field's own appearance is drawn on the page.
    expect(String(document.getPage(0).node.Resources())).toContain('/XObject')
  })

  test('lies sealed, its name too, and its digest proves it without a key', async () => {
    const world = await caringClinic()
    const id = await added(world, 'letter')
    const sealed = readFileSync(onDisk(id))
    expect(sealed.includes('PNG')).toBe(false)
    const [row] = await ownerQuery<{ row: string; same: boolean }>(
      'SELECT to_jsonb(f)::text AS row, sha256 = sha256($2::bytea) AS same FROM patient_file f WHERE id = $1',
      [id, sealed],
    )
    expect(row?.same).toBe(true)
    expect(row?.row).not.toContain('rash')
    const [{ told } = { told: '' }] = await ownerQuery<{ told: string }>(
      'SELECT string_agg(to_jsonb(e)::text, chr(10)) AS told FROM audit_event e WHERE chain_id = $1',
      [world.clinic.id],
    )
    expect(told).toContain(id)
    expect(told).not.toContain('rash')
  })

  test('opens for no other row: neither its key nor its bytes', async () => {
    const world = await caringClinic()
    const [one, other] = [await added(world, 'letter'), await added(world, 'letter')]
    await rawAs(
      'worker',
      'system',
      `UPDATE patient_file SET key_sealed = (SELECT key_sealed FROM patient_file WHERE id = '${other}') WHERE id = '${one}'`,
    )
    await expect(readFile(world.as.mora, one)).rejects.toThrow()
    expect(await opens(world.as.mora, other)).toBe(true)
  })
})

describe('who opens it', () => {
  test('reception opens what it needs to book and to bill, clinicians all; each opening is in the audit', async () => {
    const world = await caringClinic()
    const { kim, ines, noor, mora } = world.as
    const ids = {
      referral: await added(world, 'referral', { by: kim }),
      result: await added(world, 'result'),
    }
    const seen = await Promise.all(
      [kim, ines, noor, mora].map(async (actor) => [
        await opens(actor, ids.referral),
        await opens(actor, ids.result),
        (await listFilesOf(actor, world.patients.ada)).map(({ kind }) => kind),
      ]),
    )
    const desk = [true, false, ['referral']]
    const clinician = [true, true, ['result', 'referral']]
    expect(seen).toEqual([desk, desk, clinician, clinician])
    const [told] = await ownerQuery(
      `SELECT count(*)::int AS n, count(DISTINCT actor_id)::int AS who FROM audit_event
       WHERE chain_id = $1 AND action = 'file.opened' AND patient_id = $2`,
      [world.clinic.id, world.patients.ada],
    )
    expect(told).toEqual({ n: 6, who: 4 })
  })

  test('a patient opens what they gave and what was released, until it is taken back; nobody else’s', async () => {
    const world = await caringClinic()
    const { ada, ben, mora } = world.as
    const letter = await added(world, 'letter')
    const own = await given(world, ada)
    const listed = async () => (await readMyDocuments(ada)).items.map(({ id }) => id)
    expect(await listed()).toEqual([own])
    expect(await opens(ada, letter)).toBe(false)
    await releaseDocument(mora, { fileId: letter, release: 'yes' })
    expect(await listed()).toEqual([own, letter])
    expect([await opens(ada, letter), await opens(ben, letter), await opens(ben, own)]).toEqual([
      true,
      false,
      false,
    ])
    await releaseDocument(mora, { fileId: letter, release: 'no' })
    expect(await opens(ada, letter)).toBe(false)
    expect(await added(world, 'letter', { release: true }).then((id) => opens(ada, id))).toBe(true)
  })

  test('reception releases nothing that it may not open, and nobody what the patient gave', async () => {
    const world = await caringClinic()
    const { kim, mora, ada } = world.as
    const letter = await added(world, 'letter')
    const own = await given(world, ada)
    await expect(releaseDocument(kim, { fileId: letter, release: 'yes' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(releaseDocument(mora, { fileId: own, release: 'no' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(added(world, 'letter', { by: kim, release: true })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  test('another clinic’s staff, and a stranger, find nothing, and add nothing to who is not theirs', async () => {
    const [harbour, lagoon] = await Promise.all([caringClinic(), caringClinic()])
    const id = await added(harbour, 'referral', { release: true })
    for (const actor of [lagoon.as.mora, lagoon.as.ada]) expect(await opens(actor, id)).toBe(false)
    expect(await listFilesOf(lagoon.as.mora, harbour.patients.ada)).toEqual([])
    await expect(added(harbour, 'letter', { by: lagoon.as.mora })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(given(harbour, lagoon.as.ada)).rejects.toMatchObject({ code: 'not_found' })
    await expect(given(harbour, harbour.as.ben)).rejects.toMatchObject({ code: 'not_found' })
    expect(
      await given(harbour, harbour.as.ben, harbour.patients.cleo).then((of) => opens(harbour.as.ben, of)),
    ).toBe(true)
  })
})

test('the list of a patient’s documents names them, tells who added them, and is itself told', async () => {
  const world = await caringClinic()
  await added(world, 'letter', { release: true })
  await given(world, world.as.ada)
  const { items, next } = await readDocumentsOf(world.as.mora, world.patients.ada)
  expect(next).toBeNull()
  expect(
    items.map(({ name, says, addedBy, isReleased, mayRelease }) => [
      name,
      says,
      addedBy,
      isReleased,
      mayRelease,
    ]),
  ).toEqual([
    ['Photo of a rash.png', 'Photo', null, true, false],
    ['Photo of a rash.png', 'Letter or report', 'Dr Lucia Mora', true, true],
  ])
  const told = await ownerQuery(
    `SELECT FROM audit_event WHERE chain_id = $1 AND action = 'documents.viewed' AND patient_id = $2`,
    [world.clinic.id, world.patients.ada],
  )
  expect(told).toHaveLength(1)
})

test('a clinician who does not treat the patient sees what reception sees', async () => {
  const world = await makeClinic()
  const { kim, mora } = world.as
  const [referral, letter] = [
    await added(world, 'referral', { by: kim }),
    await added(world, 'letter', { by: kim }),
  ]
  expect([await opens(mora, referral), await opens(mora, letter)]).toEqual([true, false])
  expect((await listFilesOf(mora, world.patients.ada)).map(({ id }) => id)).toEqual([referral])
  await insertBooking(world, { startsAt: world.at(3, '09:00') })
  expect(await opens(mora, letter)).toBe(true)
})
