import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  bombPdf,
  eicar,
  encryptedPdf,
  hugePng,
  jpeg,
  pdf,
  pdfWithFile,
  pdfWithHiddenScript,
  pdfWithScript,
  png,
  pngWithText,
  withAction,
  withEntry,
  zip,
} from '../db/testing/files'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { env } from '../env'
import { Refusal, type RefusalCode } from '../errors'
import { addDocument } from './commands/add'

// Security.md M1. Each is sent as staff send it; what comes of it is a sentence beside the field, and nothing else.

const PAGE = '<!doctype html><html><script>alert(document.domain)</script></html>'
const SVG = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
const text = (content: string) => Buffer.from(content, 'latin1')
const photo = (brand: string) => text(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic${'x'.repeat(500)}`)
const joined = async (...parts: (Buffer | Promise<Buffer>)[]) => Buffer.concat(await Promise.all(parts))
const half = async (whole: Promise<Buffer>) => {
  const bytes = await whole
  return bytes.subarray(0, Math.floor(bytes.length / 2))
}

type Hostile = [what: string, name: string, bytes: () => Buffer | Promise<Buffer>, code: RefusalCode]

const HOSTILE: Hostile[] = [
  ['a page called a picture', 'photo.png', () => text(PAGE), 'file_type'],
  ['a drawing with a script', 'drawing.svg', () => text(SVG), 'file_type'],
  ['a drawing with a script, called a picture', 'drawing.png', () => text(SVG), 'file_type'],
  ['a GIF that is a script', 'fun.gif', () => text(`GIF89a/*${'\0'.repeat(9)}*/=1;alert(1)//`), 'file_type'],
  ['a picture with a page behind it', 'photo.png', () => joined(png(), text(PAGE)), 'file_mixed'],
  ['a picture with anything behind it', 'photo.png', () => joined(png(), text('more')), 'file_mixed'],
  ['a picture with a page as its comment', 'photo.png', () => pngWithText(PAGE), 'file_mixed'],
  ['a photo with a script behind it', 'photo.jpg', () => joined(jpeg(), text(PAGE)), 'file_mixed'],
  ['a photo with a document behind it', 'photo.jpg', () => joined(jpeg(), pdf()), 'file_mixed'],
  ['a photo that is an archive', 'photo.jpg', () => joined(jpeg(), zip()), 'file_mixed'],
  ['a document that is an archive', 'letter.pdf', () => joined(pdf(), zip()), 'file_mixed'],
  ['the same, ended as documents end', 'letter.pdf', () => joined(pdf(), zip(), text('%%EOF')), 'file_mixed'],
  ['a document behind a page', 'letter.pdf', () => joined(text(PAGE), pdf()), 'file_type'],
  ['a document with more behind it', 'letter.pdf', () => joined(pdf(), text('alert(1)')), 'file_mixed'],
  ['an archive called a document', 'letter.pdf', () => zip(), 'file_type'],
  ['a document that unpacks to 700 MB', 'letter.pdf', () => bombPdf(700), 'file_unpacks'],
  ['a document that is packed twice', 'letter.pdf', () => bombPdf(100, 2), 'file_unpacks'],
  ['a picture of 400 million pixels', 'photo.png', () => hugePng(20_000, 20_000), 'file_pixels'],
  ['a path for a name', '../../../etc/cron.d/run.png', png, 'file_name'],
  ['a path of Windows', 'C:\\Windows\\run.png', png, 'file_name'],
  ['a NUL in the name', 'photo.exe\0.png', png, 'file_name'],
  ['a name that turns its end round', 'photo\u202egnp.exe', png, 'file_name'],
  ['a name of many lines', 'photo\r\nSet-Cookie: a=b.png', png, 'file_name'],
  ['a test virus', 'letter.pdf', eicar, 'file_type'],
  [
    'a test virus in a picture',
    'photo.png',
    async () => pngWithText(eicar().toString('latin1')),
    'file_mixed',
  ],
  ['eleven megabytes', 'photo.jpg', () => joined(jpeg(), Buffer.alloc(11_000_000)), 'file_too_large'],
  ['nothing', 'photo.jpg', () => Buffer.alloc(0), 'file_empty'],
  ['half a photo', 'photo.jpg', () => half(jpeg()), 'file_broken'],
  ['half a picture', 'photo.png', () => half(png()), 'file_broken'],
  ['half a document', 'letter.pdf', () => half(pdf()), 'file_broken'],
  ['a document of nonsense', 'letter.pdf', () => text('%PDF-1.7\nnonsense\n%%EOF\n'), 'file_broken'],
  ['a picture called a document', 'letter.pdf', png, 'file_ending'],
  ['a document called a program', 'letter.pdf.exe', () => pdf(), 'file_ending'],
  ['a document with a program’s ending in front', 'letter.exe.pdf', () => pdf(), 'file_ending'],
  ['a program', 'photo.jpg', () => text(`MZ${'\x90\0\x03'.repeat(99)}`), 'file_type'],
  ['a document with a password', 'letter.pdf', encryptedPdf, 'file_encrypted'],
  ['a document with a script', 'letter.pdf', pdfWithScript, 'file_active'],
  ['a document whose script is written strangely', 'letter.pdf', pdfWithHiddenScript, 'file_active'],
  ['a document with a file in it', 'letter.pdf', pdfWithFile, 'file_active'],
  ['a document that starts a program', 'letter.pdf', () => withAction('Launch', { F: 'run' }), 'file_active'],
  ['a document that sends itself', 'letter.pdf', () => withAction('SubmitForm', { F: 'x' }), 'file_active'],
  ['a document that opens another', 'letter.pdf', () => withAction('GoToR', { F: 'x' }), 'file_active'],
  ['a document that acts on being opened', 'letter.pdf', () => withEntry('AA', {}), 'file_active'],
  [
    'a form of another kind in a document',
    'letter.pdf',
    () => withEntry('AcroForm', { XFA: [] }),
    'file_active',
  ],
  ['a phone’s own kind of photo', 'IMG_0001.HEIC', () => photo('heic'), 'file_heic'],
  ['the same, called a photo', 'IMG_0001.jpg', () => photo('heix'), 'file_heic'],
  ['an AVIF', 'photo.avif', () => photo('avif'), 'file_type'],
  ['a WebP', 'photo.webp', () => text(`RIFF\x24\0\0\0WEBPVP8 ${'x'.repeat(99)}`), 'file_type'],
]

test.each(HOSTILE)('%s is refused in words, and nothing of it stays', async (_, name, make, code) => {
  const { as, patients, clinic } = await makeClinic()
  const upload = { field: 'file', name, bytes: await make() }
  const refused: unknown = await addDocument(
    as.kim,
    { patientId: patients.ada, kind: 'other' },
    { file: upload },
  ).catch((error) => error)
  expect(refused).toBeInstanceOf(Refusal)
  const { code: got, fields, say } = refused as Refusal
  expect({ got, fields }).toEqual({ got: code, fields: { file: say } })

  expect(await ownerQuery('SELECT FROM file_upload')).toEqual([])
  expect(await ownerQuery('SELECT FROM patient_file')).toEqual([])
  expect(stored()).toEqual([])
  const told = await ownerQuery(
    `SELECT action, outcome, detail, patient_id FROM audit_event WHERE chain_id = $1 AND subject = 'patient_file'`,
    [clinic.id],
  )
  const detail = JSON.stringify({ code })
  expect(told).toEqual([{ action: 'file.refused', outcome: 'refused', detail, patient_id: patients.ada }])
})

test('there are more than the 35 that security.md asks for', () => {
  expect(HOSTILE.length).toBeGreaterThan(35)
})

function stored(): string[] {
  const folder = join(env.ANTEROOM_DATA_DIR, 'files')
  return existsSync(folder) ? readdirSync(folder) : []
}
