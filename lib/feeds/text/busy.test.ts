import { describe, expect, test } from 'vitest'
import { addDays, instantAt, isoWithOffset } from '../../time'
import { readBusy } from './busy'

const SYDNEY = 'Australia/Sydney'
/** Over both changes of Sydney's clock: 4 October 2026 and 4 April 2027. */
const YEAR = {
  from: instantAt('2026-09-01', '00:00', SYDNEY),
  to: instantAt('2027-09-01', '00:00', SYDNEY),
  timeZone: SYDNEY,
}

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//T//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const entry = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one@example.com', ...lines, 'END:VEVENT']
const busy = (lines: string[], window = YEAR) =>
  readBusy(calendar(...lines), window).map(
    ({ from, to }) => `${isoWithOffset(from, SYDNEY)} ${isoWithOffset(to, SYDNEY)}`,
  )
const of = (...lines: string[]) => busy(entry(...lines))

describe('one entry', () => {
  const nine = '2026-11-24T09:00:00+11:00 2026-11-24T10:00:00+11:00'
  test.each([
    ['in UTC', ['DTSTART:20261123T220000Z', 'DTEND:20261123T230000Z'], nine],
    [
      'in a named zone',
      ['DTSTART;TZID=Australia/Perth:20261124T060000', 'DTEND;TZID=Australia/Perth:20261124T070000'],
      nine,
    ],
    ['without a zone: on the clinic’s clock', ['DTSTART:20261124T090000', 'DTEND:20261124T100000'], nine],
    ['with a length', ['DTSTART:20261124T090000', 'DURATION:PT1H'], nine],
    [
      'ending in another zone than it begins',
      ['DTSTART;TZID=Australia/Sydney:20261124T090000', 'DTEND;TZID=Australia/Perth:20261124T070000'],
      nine,
    ],
    [
      'of a whole day',
      ['DTSTART;VALUE=DATE:20261124'],
      '2026-11-24T00:00:00+11:00 2026-11-25T00:00:00+11:00',
    ],
    [
      'of whole days over a change of the clock',
      ['DTSTART;VALUE=DATE:20261003', 'DTEND;VALUE=DATE:20261006'],
      '2026-10-03T00:00:00+10:00 2026-10-06T00:00:00+11:00',
    ],
    ['busy and said so', ['DTSTART:20261124T090000', 'DURATION:PT1H', 'TRANSP:OPAQUE'], nine],
  ])('%s', (_, lines, expected) => {
    expect(of(...lines)).toEqual([expected])
  })

  test.each([
    ['marked as free', ['DTSTART:20261124T090000', 'DURATION:PT1H', 'TRANSP:TRANSPARENT']],
    [
      'that Outlook marks as free',
      ['DTSTART:20261124T090000', 'DURATION:PT1H', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'],
    ],
    ['that is off', ['DTSTART:20261124T090000', 'DURATION:PT1H', 'STATUS:CANCELLED']],
    ['without a length', ['DTSTART:20261124T090000']],
    ['that ends before it begins', ['DTSTART:20261124T090000', 'DTEND:20261124T080000']],
    ['that is over', ['DTSTART:20200101T090000', 'DURATION:PT1H']],
    ['that is too far ahead', ['DTSTART:20300101T090000', 'DURATION:PT1H']],
    ['without a beginning', ['SUMMARY:Nothing']],
    ['that is no date', ['DTSTART:2026-99-99', 'DURATION:PT1H']],
  ])('%s is not busy', (_, lines) => {
    expect(of(...lines)).toEqual([])
  })

  test('in a zone that only the file knows goes by the file', () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Our own', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
      ...['TZOFFSETFROM:+0330', 'TZOFFSETTO:+0330', 'END:STANDARD', 'END:VTIMEZONE'],
    ]
    const lines = entry('DTSTART;TZID=Our own:20261124T013000', 'DURATION:PT1H')
    expect(busy([...zone, ...lines])).toEqual(['2026-11-24T09:00:00+11:00 2026-11-24T10:00:00+11:00'])
  })
})

describe('what repeats', () => {
  const weekly = ['DTSTART;TZID=Australia/Sydney:20260907T090000', 'DURATION:PT1H']

  test('is at the same time on the wall of its zone across both changes of the clock', () => {
    const found = of(...weekly, 'RRULE:FREQ=WEEKLY')
    expect(found).toHaveLength(52)
    expect(new Set(found.map((it) => it.slice(11, 16)))).toEqual(new Set(['09:00']))
    expect(new Set(found.map((it) => it.slice(19, 25)))).toEqual(new Set(['+10:00', '+11:00']))
  })

  test('of another zone keeps that zone’s wall, not the clinic’s', () => {
    const found = of('DTSTART;TZID=Europe/London:20260907T220000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY')
    expect(new Set(found.map((it) => it.slice(11, 16)))).toEqual(new Set(['07:00', '08:00', '09:00']))
  })

  test.each([
    ['COUNT=3', ['07', '14', '21']],
    ['UNTIL=20260920T230000Z', ['07', '14', '21']],
    ['INTERVAL=2;COUNT=2', ['07', '21']],
    ['BYDAY=MO,WE;COUNT=3', ['07', '09', '14']],
  ])('weekly with %s', (rule, days) => {
    expect(of(...weekly, `RRULE:FREQ=WEEKLY;${rule}`).map((it) => it.slice(8, 10))).toEqual(days)
  })

  test('leaves out what it excepts, in any zone, by time or by date, and takes in what it adds', () => {
    const found = of(
      ...weekly,
      'RRULE:FREQ=WEEKLY;COUNT=5',
      'EXDATE;TZID=Australia/Sydney:20260914T090000',
      'EXDATE:20260920T230000Z',
      'EXDATE;VALUE=DATE:20260928',
      'RDATE;TZID=Australia/Sydney:20260930T150000',
    )
    expect(found.map((it) => it.slice(0, 16))).toEqual([
      '2026-09-07T09:00',
      '2026-10-05T09:00',
      '2026-09-30T15:00',
    ])
  })

  test('has single times moved, cancelled or marked as free, also into and out of sight', () => {
    const found = busy([
      ...entry(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=4'),
      ...entry(
        'RECURRENCE-ID;TZID=Australia/Sydney:20260914T090000',
        'DTSTART:20260915T010000Z',
        'DURATION:PT30M',
      ),
      ...entry(
        'RECURRENCE-ID:20260920T230000Z',
        'DTSTART:20260921T010000Z',
        'DURATION:PT1H',
        'STATUS:CANCELLED',
      ),
      ...entry(
        'RECURRENCE-ID;TZID=Australia/Sydney:20260928T090000',
        'DTSTART:20280101T010000Z',
        'DURATION:PT1H',
      ),
    ])
    expect(found).toEqual([
      '2026-09-07T09:00:00+10:00 2026-09-07T10:00:00+10:00',
      '2026-09-15T11:00:00+10:00 2026-09-15T11:30:00+10:00',
    ])
  })

  test('every day for twenty years takes no longer than since yesterday', () => {
    const lines = Array.from({ length: 200 }, (_, n) =>
      entry(
        `DTSTART;TZID=Australia/Sydney:20060101T${10 + (n % 9)}0000`,
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY',
      ).join('\r\n'),
    )
    const window = { ...YEAR, to: instantAt(addDays('2026-09-01', 28), '00:00', SYDNEY) }
    expect(readBusy(calendar(...lines), window)).toHaveLength(200 * 28)
  })

  test.each([
    'FREQ=SECONDLY',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
  ])('without end or hope (%s) is given up', (rule) => {
    expect(() => of(...weekly, `RRULE:${rule}`)).toThrow(expect.objectContaining({ code: 'too_many' }))
  })

  test.each(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30'])(
    'that can never be met (%s) comes to an end',
    (rule) => {
      expect(of(...weekly, `RRULE:${rule}`)).toContain('2026-09-07T09:00:00+10:00 2026-09-07T10:00:00+10:00')
    },
  )
})

test('times published as busy without entries count, those published as free do not', () => {
  expect(
    busy([
      'BEGIN:VFREEBUSY',
      'FREEBUSY;FBTYPE=BUSY:20261123T220000Z/PT1H,20261124T220000Z/20261124T233000Z',
      'FREEBUSY;FBTYPE=FREE:20261125T220000Z/PT1H',
      'END:VFREEBUSY',
    ]),
  ).toEqual([
    '2026-11-24T09:00:00+11:00 2026-11-24T10:00:00+11:00',
    '2026-11-25T09:00:00+11:00 2026-11-25T10:30:00+11:00',
  ])
})

test.each([
  calendar(...entry('DTSTART:20260907T090000', 'RRULE:FREQ=NEVER')),
  ...['', 'hello', '<!doctype html><title>Sign in</title>', 'BEGIN:VCARD\r\nEND:VCARD', '{"a":1}'],
])('what is no calendar says so: %j', (text) => {
  expect(() => readBusy(text, YEAR)).toThrow(expect.objectContaining({ code: 'not_a_calendar' }))
})

test('one entry that makes no sense does not hide the others', () => {
  const lines = [...entry('DTSTART:rubbish'), ...entry('DTSTART:20261124T090000', 'DURATION:PT1H')]
  expect(busy(lines)).toHaveLength(1)
})
