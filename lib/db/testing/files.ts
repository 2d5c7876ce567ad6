import { crc32, deflateSync } from 'node:zlib'
import { PDFDocument, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib'
import sharp from 'sharp'

/** Files for tests, each made of real bytes. */

/** A picture of 60 × 40 pixels as a phone would send it: turned, with a place and a camera in its EXIF. */
export function jpeg(): Promise<Buffer> {
  return picture()
    .jpeg()
    .withExif({
      IFD0: { Make: 'Phone of Ada', Copyright: 'planted-exif' },
      IFD3: { GPSLatitude: '33/1 51/1 0/1', GPSLatitudeRef: 'S' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

export const png = (): Promise<Buffer> => picture().png().toBuffer()

const picture = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a7' } })

/** A document of one page that says something, and whatever `dress` gives it. */
export async function pdf(dress: (document: PDFDocument) => unknown = () => {}): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.setTitle('planted-title')
  const font = await document.embedFont(StandardFonts.Helvetica)
  document.addPage([300, 200]).drawText('Dear colleague', { x: 20, y: 150, font })
  await dress(document)
  return Buffer.from(await document.save())
}

/** An entry of the document's catalog. */
export const withEntry = (name: string, value: Record<string, string | string[] | PDFString>) =>
  pdf(({ catalog, context }) => catalog.set(PDFName.of(name), context.obj(value)))

/** What is done when the document is opened. */
export const withAction = (S: string, more: Record<string, string> = {}) =>
  withEntry('OpenAction', {
    S,
    ...Object.fromEntries(Object.entries(more).map(([key, text]) => [key, PDFString.of(text)])),
  })

export const encryptedPdf = () => pdf((document) => document.encrypt({ userPassword: 'secret' }))

export const pdfWithFile = () =>
  pdf((document) => document.attach(Buffer.from('MZ'), 'run.exe', { mimeType: 'application/octet-stream' }))

export const pdfWithScript = () => pdf((document) => document.addJavaScript('main', 'app.alert("planted")'))

/** A script whose name is written so that no search for the word finds it. */
export const pdfWithHiddenScript = async () => {
  const plain = await withAction('JavaScript')
  // Not packed, so that the name can be written another way.
  const loose = Buffer.from(await (await PDFDocument.load(plain)).save({ useObjectStreams: false }))
  return Buffer.from(loose.toString('latin1').replaceAll('/JavaScript', '/J#61vaScript'), 'latin1')
}

/** A form in a document, its field filled in. */
export const filledForm = (text: string) =>
  pdf((document) => {
    const field = document.getForm().createTextField('name')
    field.setText(text)
    field.addToPage(document.getPage(0), { x: 20, y: 40, width: 200, height: 30 })
  })

/** A document whose page unpacks to so many megabytes of nothing, packed once or twice. */
export const bombPdf = (megabytes: number, times: 1 | 2 = 1) =>
  pdf((document) => {
    const { context } = document
    const once = deflateSync(Buffer.alloc(megabytes * 1_000_000))
    const bomb =
      times === 1
        ? context.stream(once, { Filter: 'FlateDecode' })
        : context.stream(deflateSync(once), { Filter: ['FlateDecode', 'FlateDecode'] })
    document.getPage(0).node.set(PDFName.of('Contents'), context.register(bomb))
  })

/** A black picture of any size in few bytes. */
export function hugePng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const lines = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height))
  return pngOf([chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}

/** A PNG with a text in it that is a page. */
export async function pngWithText(text: string): Promise<Buffer> {
  const plain = await png()
  const afterHead = 8 + 25
  const said = chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1'))
  return Buffer.concat([plain.subarray(0, afterHead), said, plain.subarray(afterHead)])
}

const pngOf = (chunks: Buffer[]) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** An archive with one file in it, stored as it is. */
export function zip(name = 'evil.html', content = '<script>alert(1)</script>'): Buffer {
  const [named, data] = [Buffer.from(name), Buffer.from(content)]
  const sizes = Buffer.alloc(12)
  sizes.writeUInt32LE(crc32(data), 0)
  sizes.writeUInt32LE(data.length, 4)
  sizes.writeUInt32LE(data.length, 8)
  const head = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]), sizes, u16(named.length), u16(0)])
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, named, data])
  const entry = Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), u16(20), head, Buffer.alloc(14), named])
  const end = Buffer.concat([u16(0), u16(0), u16(1), u16(1), u32(entry.length), u32(local.length), u16(0)])
  return Buffer.concat([local, entry, Buffer.from('PK\x05\x06', 'latin1'), end])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** What virus scanners agree to call one. In two halves, or they would call this file one. */
export const eicar = () =>
  Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD'}-ANTIVIRUS-TEST-FILE!$H+H*`)
