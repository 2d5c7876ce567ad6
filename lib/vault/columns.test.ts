import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SEALED_COLUMNS } from './columns'

const FOLDER = 'prisma/schema'

/** Columns marked `/// @phi` that stay in clear, each with its reason. */
const IN_CLEAR: Record<string, string> = {
  'booking.admin_notes':
    'the front desk’s: organisation, not care. What is clinical goes into the reason, or a note',
  'booking.overbook_reason': 'why a rule was set aside: the calendar and its history show it to all staff',
  'booking.cancel_reason':
    'chosen from a list by patients; staff are told beside the field to write nothing clinical',
  'booking.fee_waived_because': 'about money; finance reads it',
  'booking_event.reason': 'the reasons above, as they were when the booking changed',
}

/** `table.column` of every field that is marked `/// @phi`, in the line above it or an earlier one of the same comment. */
function markedColumns(): string[] {
  return readdirSync(FOLDER).flatMap((file) =>
    [...readFileSync(`${FOLDER}/${file}`, 'utf8').matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(
      ([, body = '']) => {
        const table = /@@map\("(\w+)"\)/.exec(body)?.[1]
        const fields = body.matchAll(/\/\/\/ @phi\b.*\n(?: *\/\/\/.*\n)* *(\w+) .*/g)
        return [...fields].map(([line, name]) => `${table}.${/@map\("(\w+)"\)/.exec(line)?.[1] ?? name}`)
      },
    ),
  )
}

const sealed: string[] = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`)

test('every column marked as health information is sealed, or stays in clear for a reason that is told here', () => {
  const marked = markedColumns()
  expect(marked).toContain('booking.reason_sealed')
  expect(marked.filter((column) => !sealed.includes(column)).sort()).toEqual(Object.keys(IN_CLEAR).sort())
})

test('a sealed column is called so', () => {
  expect(sealed.filter((column) => !column.endsWith('_sealed'))).toEqual([])
})
