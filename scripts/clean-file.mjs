// @ts-check
import { buffer } from 'node:stream/consumers'
import { constants, createInflateRaw } from 'node:zlib'

// Writes a file anew, so that nothing is left of it but what a person sees: `node clean-file.mjs <media type> < given > clean`. What is not
// taken ends with 3 and the code of the refusal (lib/errors.ts) for its output. Started by lib/files/clean.ts for one file at a time, in a
// process that has nothing of the portal's, because decoders of what strangers send have faults. Plain JavaScript, for a quick start.

const MOST_PIXELS = 40_000_000
/** What a document may unpack to: a scanned page in colour is 26 MB. */
const MOST_UNPACKED = 600_000_000

/** What a document does, or has with it. */
const KEYS = ['JS', 'JavaScript', 'AA', 'XFA', 'EF', 'EmbeddedFiles', 'RichMediaContent']
const VALUES = {
  S: [
    ...['JavaScript', 'Launch', 'ImportData', 'SubmitForm', 'GoToE', 'GoToR', 'Rendition', 'Movie', 'Sound'],
    'RichMediaExecute',
  ],
  Type: ['EmbeddedFile'],
  Subtype: ['FileAttachment', 'RichMedia', '3D', 'Movie', 'Sound', 'Screen'],
}
const COMPRESSED = ['FlateDecode', 'LZWDecode', 'RunLengthDecode']

class Refused extends Error {}
/** @param {string} code @returns {never} */
const refuse = (code) => {
  throw new Refused(code)
}

const type = process.argv[2]
try {
  const given = await buffer(process.stdin)
  refuseOther(given)
  process.stdout.write(type === 'application/pdf' ? await cleanDocument(given) : await cleanPicture(given))
} catch (error) {
  // The libraries' own errors say that it cannot be read.
  process.stdout.write(error instanceof Refused ? error.message : 'file_broken')
  process.exitCode = 3
}

/**
 * What other programs take for a file of theirs.
 * @param {Buffer} given
 */
function refuseOther(given) {
  const text = given.toString('latin1')
  // Longer than what chance puts into ten megabytes.
  const signs = [
    ...[/<script[\s>/]/i, /<html[\s>]/i, /<!doctype html/i, /<svg[\s>]/i, /<\?php/i],
    /EICAR-STANDARD-ANTIVIRUS/,
  ]
  if (signs.some((sign) => sign.test(text))) refuse('file_mixed')
  if (endsAsArchive(given)) refuse('file_mixed')
  if (type === 'application/pdf') {
    const [, ...rest] = text.slice(-1024).split('%%EOF')
    const behind = rest.at(-1)?.replaceAll('\0', '').trim()
    if (behind !== '') refuse(behind === undefined ? 'file_broken' : 'file_mixed')
  } else if (text.includes('%PDF-')) refuse('file_mixed')
  // Behind a JPEG a phone puts a second picture, or a film, which are lost on the way. Behind a PNG there is nothing right.
  if (type === 'image/png' && endOfPng(given) < given.length) refuse('file_mixed')
}

/**
 * The end of an archive's list, which is looked for from the end of a file: ZIP, and so JAR, DOCX, APK.
 * @param {Buffer} given
 */
function endsAsArchive(given) {
  const end = given.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end < given.length - 66_000 || end + 12 > given.length) return false
  return given.readUInt16LE(end + 8) === given.readUInt16LE(end + 10)
}

/** @param {Buffer} given @returns {number} */
function endOfPng(given) {
  for (let at = 8; at + 12 <= given.length; at += 12 + given.readUInt32BE(at))
    if (given.toString('latin1', at + 4, at + 8) === 'IEND') return at + 12
  return refuse('file_broken')
}

/** Upright, in the colours of screens, without metadata. @param {Buffer} given */
async function cleanPicture(given) {
  const { default: sharp } = await import('sharp')
  const isPng = type === 'image/png'
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: [isPng ? 'VipsForeignLoadPng' : 'VipsForeignLoadJpeg'] })
  const picture = sharp(given, { limitInputPixels: false, failOn: 'error' })
  const { width, height } = await picture.metadata()
  if (width * height > MOST_PIXELS) refuse('file_pixels')
  const upright = picture.autoOrient()
  return isPng ? upright.png().toBuffer() : upright.jpeg({ quality: 90 }).toBuffer()
}

/** Its pages and what they show, in a new document; what was filled in becomes part of the page. @param {Buffer} given */
async function cleanDocument(given) {
  await refuseBombs(given)
  const pdf = await import('@cantoo/pdf-lib')
  const document = await pdf.PDFDocument.load(given, { updateMetadata: false }).catch((error) =>
    refuse(error instanceof pdf.EncryptedPDFError ? 'file_encrypted' : 'file_broken'),
  )
  for (const [, object] of document.context.enumerateIndirectObjects()) refuseActive(pdf, object)
  if (document.catalog.getAcroForm()) document.getForm().flatten()
  const clean = await pdf.PDFDocument.create({ updateMetadata: false })
  for (const page of await clean.copyPages(document, document.getPageIndices())) {
    for (const name of ['Metadata', 'PieceInfo', 'Thumb']) page.node.delete(pdf.PDFName.of(name))
    clean.addPage(page)
  }
  if (clean.getPageCount() === 0) refuse('file_broken')
  refuseUnpacking(pdf, clean.context)
  return clean.save({ addDefaultPage: false })
}

/**
 * Streams are found by their keyword, before anything trusts what the document says of them: the library unpacks some as it reads.
 * @param {Buffer} given
 */
async function refuseBombs(given) {
  let unpacked = 0
  for (let at = given.indexOf('stream'); at >= 0; at = given.indexOf('stream', at + 6)) {
    let begin = at + 6
    while ([10, 13, 32].includes(given[begin] ?? 0)) begin++
    // How what zlib packs begins.
    if ((given[begin] ?? 0) % 16 === 8) unpacked += await inflated(given.subarray(begin + 2))
    if (unpacked > MOST_UNPACKED) refuse('file_unpacks')
  }
}

/** How much comes out of it, as far as it goes, without keeping it. @param {Buffer} packed */
async function inflated(packed) {
  let length = 0
  const unpacking = createInflateRaw({ chunkSize: 65_536, finishFlush: constants.Z_SYNC_FLUSH })
  unpacking.end(packed)
  try {
    for await (const part of unpacking) {
      length += part.length
      if (length > MOST_UNPACKED) break
    }
  } catch {
    // Whoever opens it comes no further either.
  }
  return length
}

/**
 * @param {typeof import('@cantoo/pdf-lib')} pdf
 * @param {import('@cantoo/pdf-lib').PDFObject} object
 */
function refuseActive(pdf, object) {
  if (object instanceof pdf.PDFStream) return refuseActive(pdf, object.dict)
  if (object instanceof pdf.PDFArray) return object.asArray().forEach((part) => void refuseActive(pdf, part))
  if (!(object instanceof pdf.PDFDict)) return
  for (const [key, value] of object.entries()) {
    const name = key.asString().slice(1)
    if (KEYS.includes(name)) refuse('file_active')
    const said = value instanceof pdf.PDFRef ? object.context.lookup(value) : value
    const word = said instanceof pdf.PDFName ? said.asString().slice(1) : ''
    if (Object.hasOwn(VALUES, name) && VALUES[/** @type {keyof VALUES} */ (name)].includes(word))
      refuse('file_active')
    if (!(value instanceof pdf.PDFRef)) refuseActive(pdf, value)
  }
}

/**
 * What the search for streams did not see: packed twice, by other means, or as letters. A thousand to one each, within the memory of this process.
 * @param {typeof import('@cantoo/pdf-lib')} pdf
 * @param {import('@cantoo/pdf-lib').PDFContext} context
 */
function refuseUnpacking(pdf, context) {
  let unpacked = 0
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (object instanceof pdf.PDFInvalidObject) refuse('file_broken')
    if (!(object instanceof pdf.PDFRawStream)) continue
    const filter = object.dict.lookup(pdf.PDFName.of('Filter'))
    const names = (filter instanceof pdf.PDFArray ? filter.asArray() : [filter]).map((it) =>
      String(it).slice(1),
    )
    const packings = names.filter((name) => COMPRESSED.includes(name))
    if (packings.length > 1) refuse('file_unpacks')
    if (packings.length === 0 || names[0] === 'FlateDecode') continue
    unpacked += pdf.decodePDFRawStream(object).decode().length
    if (unpacked > MOST_UNPACKED) refuse('file_unpacks')
  }
}
