import { describe, expect, it } from 'vitest'
import { canBeConfidential, canEnd, isOnChart, printCursor, readCursor, tabOf, tabWith } from './rules'
import { bodyMassIndices, doubtsAbout, KINDS, printed } from './rules/measurements'
import { entryInput, type Measured, type Section } from './schema'
import { measureInput } from './schema/measure'
import { ageWords, entryWords, measuredWords } from './text'

const patientId = '11111111-1111-4111-8111-111111111111'

describe('what is measured', () => {
  it.each([
    ['temperature', '36,8', 368],
    ['temperature', '37', 370],
    ['weight', '72.45', 72_450],
    ['weight', '3.28 ', 3280],
    ['height', '168.5', 1685],
    ['pulse', '072', 72],
  ])('%s as typed, "%s", is kept as the whole number %i', (field, typed, kept) => {
    expect(measureInput.parse({ patientId, [field]: typed })).toMatchObject({ [field]: kept })
  })

  it.each(['120/80', '120 / 80', '120 80'])('a blood pressure may be typed %s', (pressure) => {
    expect(measureInput.parse({ patientId, pressure }).pressure).toEqual({ systolic: 120, diastolic: 80 })
  })

  it.each([
    ['temperature', '36.85'],
    ['temperature', 'warm'],
    ['pressure', '120'],
    ['pulse', '72.5'],
    ['weight', '1e3'],
    ['height', '-3'],
    ['takenAt', '24:00'],
  ])('%s "%s" cannot be read', (field, typed) => {
    expect(measureInput.safeParse({ patientId, [field]: typed }).error?.issues[0]?.path).toEqual([field])
  })

  it.each(KINDS.map((kind) => [kind.label, kind] as const))(
    '%s: the limits can be, one beyond cannot',
    (_, kind) => {
      const doubts = (value: number) => doubtsAbout({ [kind.key]: value }, 40).impossible[kind.key]
      expect([doubts(kind.least), doubts(kind.most)]).toEqual([undefined, undefined])
      for (const beyond of [kind.least - 1, kind.most + 1])
        expect(doubts(beyond)).toContain('must be between')
    },
  )

  it.each<[Measured, number, keyof Measured]>([
    [{ pulse: 151 }, 40, 'pulse'],
    [{ pulse: 79 }, 0, 'pulse'],
    [{ weightGrams: 7240 }, 40, 'weightGrams'],
    [{ heightMillimetres: 170 * 1 + 1000 }, 40, 'heightMillimetres'],
    [{ oxygenPercent: 89 }, 5, 'oxygenPercent'],
    [{ temperatureTenths: 411 }, 5, 'temperatureTenths'],
  ])('%j at %i years is asked about', (measured, age, key) => {
    expect(doubtsAbout(measured, age)).toEqual({
      impossible: {},
      unusual: { [key]: expect.stringMatching(/is unusual at this age. Is it right\?$/) },
    })
  })

  it('a pulse of 150 is usual for a baby, and for nobody over twelve more than that', () => {
    expect(doubtsAbout({ pulse: 160 }, 0)).toEqual({ impossible: {}, unusual: {} })
    expect(doubtsAbout({ pulse: 160 }, 12).unusual.pulse).toBe('160/min is unusual at this age. Is it right?')
  })

  it('the lower blood pressure is the lower one', () => {
    expect(doubtsAbout({ systolic: 80, diastolic: 120 }, 40).impossible.diastolic).toBe(
      'The first number must be the higher one',
    )
  })

  it('is read in the units of the trade', () => {
    const all = {
      temperatureTenths: 368,
      systolic: 120,
      diastolic: 80,
      weightGrams: 72_449,
      oxygenPercent: 98,
    }
    expect(measuredWords(all)).toEqual(['T 36.8 °C', 'BP 120/80 mmHg', 'SpO₂ 98%', 'Weight 72.4 kg'])
    expect(KINDS.map((kind) => printed(kind, kind.least))).toContain('20.0 cm')
  })

  it('makes a body mass index of its own height, of an adult’s last one, never of a child’s', () => {
    const sets = [{ weightGrams: 70_000 }, { pulse: 70 }, { weightGrams: 72_000, heightMillimetres: 1700 }]
    expect(bodyMassIndices(sets, 40)).toEqual([242, null, 249])
    expect(bodyMassIndices(sets, 17)).toEqual([null, null, 249])
    expect(bodyMassIndices([{ weightGrams: 70_000 }], 40)).toEqual([null])
  })
})

describe('an entry', () => {
  it('of what everybody has to know is never confidential', () => {
    const sections: Section[] = [
      'allergy',
      'alert',
      'next_of_kin',
      'measurement',
      'medicine',
      'problem',
      'history',
    ]
    expect(sections.filter(canBeConfidential)).toEqual(['medicine', 'problem', 'history'])
  })

  it('that was measured, happened or is a note to oneself does not end: it was wrong, at most', () => {
    const sections: Section[] = [
      'measurement',
      'history',
      'private_note',
      'allergy',
      'medicine',
      'problem',
      'alert',
    ]
    expect(sections.filter(canEnd)).toEqual(['allergy', 'medicine', 'problem', 'alert'])
  })

  it('needs what it is, and takes no field that nobody asked for', () => {
    const allergy = { patientId, section: 'allergy', substance: ' Penicillin ' }
    expect(entryInput.parse(allergy)).toEqual({ ...allergy, substance: 'Penicillin' })
    expect(entryInput.safeParse({ ...allergy, substance: undefined }).error?.issues[0]).toMatchObject({
      path: ['substance'],
      message: 'Enter what they are allergic to',
    })
    for (const more of [
      { state: 'ended' },
      { recordedBy: patientId },
      { clinicId: patientId },
      { visibility: 'private' },
    ])
      expect(entryInput.safeParse({ ...allergy, ...more }).success).toBe(false)
  })

  it('is said by its name, and by what else is known', () => {
    expect(
      entryWords({
        section: 'allergy',
        content: { substance: 'Penicillin', reaction: 'Rash', severity: 'severe' },
      }),
    ).toEqual({ title: 'Penicillin', more: ['Severe', 'Rash'] })
    expect(entryWords({ section: 'medicine', content: { name: 'Metformin', dose: '0.5 mg' } })).toEqual({
      title: 'Metformin 0.5 mg',
      more: [],
    })
  })

  it('that a patient tells us again is on the chart already, whatever the capitals', () => {
    const there = [{ section: 'allergy', content: { substance: 'Penicillin' } }] as const
    expect(isOnChart({ section: 'allergy', content: { substance: 'PENICILLIN ' } }, there)).toBe(true)
    expect(isOnChart({ section: 'problem', content: { name: 'Penicillin' } }, there)).toBe(false)
    expect(isOnChart({ section: 'allergy', content: { substance: 'Nuts' } }, there)).toBe(false)
  })
})

describe('an address of a chart', () => {
  it('names one of its pages, or means the first', () => {
    expect(['problems', undefined, '', 'no-such', 'constructor', 'toString'].map(tabOf)).toEqual([
      'problems',
      ...Array.from({ length: 5 }, () => 'timeline'),
    ])
    expect(tabWith('no_known_allergies')).toBe('allergies')
  })

  it('holds where the page before ended, and nothing else is taken for that', () => {
    const cursor = { at: new Date('2026-11-21T10:00:00.123Z'), id: patientId }
    expect(readCursor(printCursor(cursor))).toEqual(cursor)
    for (const text of [
      undefined,
      '',
      'x_y',
      `2026_${patientId}`,
      `2026-99-99T00:00:00Z_${patientId}`,
      `${printCursor(cursor)}'`,
    ])
      expect(readCursor(text)).toBeUndefined()
  })
})

it('an age is in years, of small children in months', () => {
  expect(ageWords('1990-12-10', '2026-11-21')).toBe('35 years')
  expect(ageWords('2025-11-22', '2026-11-21')).toBe('11 months')
  expect(ageWords('2026-10-21', '2026-11-21')).toBe('1 month')
  expect(ageWords('2024-11-21', '2026-11-21')).toBe('2 years')
})
