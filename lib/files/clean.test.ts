import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { filledForm, jpeg, pdf, png } from '../db/testing/files'
import { cleaned } from './clean'

// Security.md M5.

test.each(['gif', 'webp', 'tiff', 'jpeg'] as const)(
  'the decoder of a PNG decodes nothing else: not a %s',
  async (format) => {
    const other = await sharp(await png())
      .toFormat(format)
      .toBuffer()
    await expect(cleaned(other, 'image/png')).rejects.toMatchObject({ code: 'file_broken' })
  },
)

test('nor does that of a JPEG, and a drawing meets no decoder at all', async () => {
  await expect(cleaned(await png(), 'image/jpeg')).rejects.toMatchObject({ code: 'file_broken' })
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  await expect(cleaned(drawing, 'image/jpeg')).rejects.toMatchObject({ code: 'file_mixed' })
})

test('what is written anew can be written anew again', async () => {
  const once = await cleaned(await pdf(), 'application/pdf')
  const twice = await cleaned(once, 'application/pdf')
  expect((await PDFDocument.load(twice)).getPageCount()).toBe(1)
  expect(await cleaned(await cleaned(await jpeg(), 'image/jpeg'), 'image/jpeg')).toBeInstanceOf(Buffer)
})

test('what was filled in stays to be read, in whatever letters the document has', async () => {
  const clean = await PDFDocument.load(await cleaned(await filledForm('Ada Lovelace'), 'application/pdf'))
  const drawn = clean.getPage(0).node.Resources()?.lookup(PDFName.of('XObject'))
  expect(String(drawn)).toMatch(/\/\S+ \d+ 0 R/)
})

test('objects that unpack to more than a document may are not unpacked', async () => {
  const almost = await pdf(({ context }) => {
    const packed = deflateSync(Buffer.alloc(700_000_000))
    // By its right name the library would not write it.
    context.register(context.stream(packed, { Filter: 'FlateDecode', Type: 'ObjSt_', N: 1, First: 4 }))
  })
  const bomb = Buffer.from(almost.toString('latin1').replace('ObjSt_', 'ObjStm'), 'latin1')
  await expect(cleaned(bomb, 'application/pdf')).rejects.toMatchObject({ code: 'file_unpacks' })
})

test('many at once each get their own back', async () => {
  const widths = [10, 20, 30, 40, 50, 60]
  const made = await Promise.all(
    widths.map(async (width) => {
      const picture = sharp({ create: { width, height: 5, channels: 3, background: 'red' } })
      return (await sharp(await cleaned(await picture.png().toBuffer(), 'image/png')).metadata()).width
    }),
  )
  expect(made).toEqual(widths)
})
