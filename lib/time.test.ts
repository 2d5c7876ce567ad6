import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  addDays,
  ageOn,
  instantAt,
  isoPrinter,
  isoWithOffset,
  localDate,
  localTime,
  parseDateOfBirth,
  printAppointmentTime,
  printBothZones,
  printDate,
  printPlainDate,
  printShortDate,
  printShortTime,
  printTimeOfDay,
  printZone,
  startOfLocalDay,
  weekdayOf,
} from './time'

const SYDNEY = 'Australia/Sydney'
const LORD_HOWE = 'Australia/Lord_Howe'
const at = (iso: string) => new Date(iso)

describe('an appointment’s time', () => {
  test('names weekday, date, time and the clinic’s city', () => {
    const startsAt = at('2026-11-23T22:30:00Z')
    expect(printAppointmentTime(startsAt, SYDNEY)).toBe('Tuesday 24 November 2026, 9:30 am (Sydney time)')
    expect(printAppointmentTime(startsAt, SYDNEY, at('2026-11-23T22:50:00Z'))).toBe(
      'Tuesday 24 November 2026, 9:30 am to 9:50 am (Sydney time)',
    )
  })

  test('says the day of its end when that is another', () => {
    expect(printAppointmentTime(at('2026-11-24T12:50:00Z'), SYDNEY, at('2026-11-24T13:10:00Z'))).toBe(
      'Tuesday 24 November 2026, 11:50 pm to 12:10 am on Wednesday 25 November 2026 (Sydney time)',
    )
  })

  test('is told apart when the clock repeats the hour, by half an hour on Lord Howe', () => {
    expect(printAppointmentTime(at('2027-04-03T15:30:00Z'), SYDNEY)).toContain('2:30 am (Sydney time, AEDT)')
    expect(printAppointmentTime(at('2027-04-03T16:30:00Z'), SYDNEY)).toContain('2:30 am (Sydney time, AEST)')
    expect(printAppointmentTime(at('2027-04-03T14:45:00Z'), LORD_HOWE)).toContain(
      '1:45 am (Lord Howe time, LHDT)',
    )
    expect(printAppointmentTime(at('2027-04-03T15:15:00Z'), LORD_HOWE)).toContain(
      '1:45 am (Lord Howe time, LHST)',
    )
    expect(printZone('America/New_York', at('2027-11-07T05:30:00Z'))).toBe('New York time, UTC-04:00')
    expect(printZone(SYDNEY, at('2027-04-03T17:00:00Z'))).toBe('Sydney time')
    expect(printZone(SYDNEY, at('2027-10-02T16:00:00Z'))).toBe('Sydney time')
  })

  test('for telehealth is both clocks where they differ, with the other day', () => {
    const startsAt = at('2026-11-23T22:30:00Z')
    expect(printBothZones(startsAt, SYDNEY, 'Africa/Lagos')).toBe(
      'Tuesday 24 November 2026, 9:30 am (Sydney time), which is 11:30 pm on Monday 23 November 2026 (Lagos time)',
    )
    expect(printBothZones(startsAt, SYDNEY, 'Australia/Brisbane')).toBe(
      'Tuesday 24 November 2026, 9:30 am (Sydney time), which is 8:30 am (Brisbane time)',
    )
    expect(printBothZones(startsAt, SYDNEY, 'Australia/Melbourne')).toBe(
      'Tuesday 24 November 2026, 9:30 am (Sydney time)',
    )
  })
})

test.each([
  ['2026-11-23T13:00:00Z', '12:00 am'],
  ['2026-11-23T13:05:00Z', '12:05 am'],
  ['2026-11-24T01:00:00Z', '12:00 pm'],
  ['2026-11-24T12:59:00Z', '11:59 pm'],
])('%s is %s in Sydney', (iso, printed) => {
  expect(printTimeOfDay(at(iso), SYDNEY)).toBe(printed)
})

test('dates are printed with their weekday, shortly, or plainly', () => {
  expect(printDate('2026-11-24')).toBe('Tuesday 24 November 2026')
  expect(printDate(at('2026-11-23T13:00:00Z'), SYDNEY)).toBe('Tuesday 24 November 2026')
  expect(printShortDate('2026-09-01')).toBe('Tue 1 Sep')
  expect(printShortTime(at('2026-11-23T22:30:00Z'), SYDNEY)).toBe('Tue 24 Nov, 9:30 am')
  expect(printPlainDate('1990-11-24')).toBe('24 November 1990')
})

describe('on the wall', () => {
  test('every local day of 2027 begins where the one before it ends', () => {
    for (const zone of [SYDNEY, LORD_HOWE, 'Africa/Lagos', 'America/New_York'])
      for (let date = '2027-01-01'; date < '2028-01-01'; date = addDays(date, 1)) {
        const midnight = startOfLocalDay(date, zone)
        expect(localDate(midnight, zone)).toBe(date)
        expect(printTimeOfDay(midnight, zone)).toBe('12:00 am')
        expect(localDate(new Date(midnight.getTime() - 1), zone)).toBe(addDays(date, -1))
      }
  })

  test('days are 23, 24, 23.5 or 25 hours long', () => {
    const hours = (date: string, zone: string) =>
      (startOfLocalDay(addDays(date, 1), zone).getTime() - startOfLocalDay(date, zone).getTime()) / 3_600_000
    expect(hours('2027-10-03', SYDNEY)).toBe(23)
    expect(hours('2027-04-04', SYDNEY)).toBe(25)
    expect(hours('2027-10-03', LORD_HOWE)).toBe(23.5)
    expect(hours('2027-04-04', LORD_HOWE)).toBe(24.5)
    expect(hours('2027-04-04', 'Africa/Lagos')).toBe(24)
  })

  test('the offset is the instant’s own, to the half hour', () => {
    expect(isoWithOffset(at('2026-11-23T22:30:00Z'), SYDNEY)).toBe('2026-11-24T09:30:00+11:00')
    expect(isoWithOffset(at('2027-10-02T15:29:59Z'), LORD_HOWE)).toBe('2027-10-03T01:59:59+10:30')
    expect(isoWithOffset(at('2027-10-02T15:30:00Z'), LORD_HOWE)).toBe('2027-10-03T02:30:00+11:00')
    expect(isoWithOffset(at('2027-01-01T00:00:00Z'), 'America/New_York')).toBe('2026-12-31T19:00:00-05:00')
    expect(isoWithOffset(at('2027-01-01T00:00:00Z'), 'UTC')).toBe('2027-01-01T00:00:00+00:00')
  })

  test('thousands of instants are printed as each would be, over every change of the clock', () => {
    for (const zone of [SYDNEY, LORD_HOWE, 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']) {
      const print = isoPrinter(zone)
      for (let ms = Date.parse('2027-01-01T00:00Z'); ms < Date.parse('2028-01-01T00:00Z'); ms += 17 * 60_000)
        if (print(new Date(ms)) !== isoWithOffset(new Date(ms), zone))
          expect(print(new Date(ms))).toBe(isoWithOffset(new Date(ms), zone))
    }
  })

  test('weeks begin on Monday', () => {
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7])
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28')
  })
})

describe('the process’s own zone', () => {
  afterEach(() => vi.unstubAllEnvs())

  test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe'])(
    '%s shifts neither a time nor a date',
    (zone) => {
      vi.stubEnv('TZ', zone)
      expect(new Date('2026-11-24T00:00:00').getTime() === Date.UTC(2026, 10, 24)).toBe(zone === 'UTC')
      expect(printAppointmentTime(at('2026-11-23T22:30:00Z'), SYDNEY)).toBe(
        'Tuesday 24 November 2026, 9:30 am (Sydney time)',
      )
      expect(printPlainDate('2000-02-29')).toBe('29 February 2000')
      expect(printDate('2000-02-29')).toBe('Tuesday 29 February 2000')
      expect(parseDateOfBirth({ day: '29', month: 'Feb', year: '2000' }, '2026-11-24')).toEqual({
        ok: true,
        date: '2000-02-29',
      })
    },
  )
})

describe('a date of birth', () => {
  const read = (day: string, month: string, year: string) =>
    parseDateOfBirth({ day, month, year }, '2026-11-24')

  test.each([
    ['24', '11', '1990', '1990-11-24'],
    ['4', 'Nov', '1990', '1990-11-04'],
    [' 24 ', 'november', '1990', '1990-11-24'],
    ['1', 'Sept', '1990', '1990-09-01'],
    ['29', '2', '2000', '2000-02-29'],
    ['２４', '１１', '１９９０', '1990-11-24'],
    ['24', '11', '2026', '2026-11-24'],
  ])('%s %s %s is understood', (day, month, year, date) => {
    expect(read(day, month, year)).toEqual({ ok: true, date })
  })

  test.each([
    ['', '', '', undefined, 'Enter your date of birth'],
    ['', '11', '1990', 'day', 'Date of birth must include a day'],
    ['24', '', '1990', 'month', 'Date of birth must include a month'],
    ['24', '11', '', 'year', 'Date of birth must include a year'],
    ['32', '11', '1990', 'day', 'Day must be a number from 1 to 31'],
    ['24', '13', '1990', 'month', 'Month must be a number or a name, like 11 or November'],
    ['24', 'Ju', '1990', 'month', 'Month must be a number or a name, like 11 or November'],
    ['24', '11', '90', 'year', 'Year must include 4 numbers'],
    ['29', '2', '2001', undefined, 'Date of birth must be a real date'],
    ['31', '4', '2001', undefined, 'Date of birth must be a real date'],
    ['25', '11', '2026', undefined, 'Date of birth must be in the past'],
    ['24', '11', '1899', 'year', 'Date of birth must be after 1900'],
  ])('"%s" "%s" "%s" is refused by name', (day, month, year, part, say) => {
    expect(read(day, month, year)).toEqual({ ok: false, ...(part && { part }), say })
  })

  test('makes a year at every birthday, on 1 March for those born on 29 February', () => {
    expect(ageOn('1990-11-24', '2026-11-23')).toBe(35)
    expect(ageOn('1990-11-24', '2026-11-24')).toBe(36)
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17)
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18)
    expect(ageOn('2008-02-29', '2028-02-29')).toBe(20)
  })
})

test('the instant of a wall time: the first of two in a repeated hour, after the gap in a skipped one', () => {
  expect(instantAt('2026-11-24', '09:30', 'Australia/Sydney').toISOString()).toBe('2026-11-23T22:30:00.000Z')
  expect(instantAt('2027-04-04', '02:30', 'Australia/Sydney').toISOString()).toBe('2027-04-03T15:30:00.000Z')
  expect(localTime(instantAt('2026-10-04', '02:30', 'Australia/Sydney'), 'Australia/Sydney')).toBe('03:30')
})
