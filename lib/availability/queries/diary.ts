import type { Mode, VisitType } from '../../booking/schema'
import { type Sql, sql } from '../../db/client'
import { type Diary, diaryOf, type Terms } from '../rules'

/** The columns of a service (alias `s`) and its clinic (alias `c`) that `termsOf` reads. */
export const termsColumns = sql`s.id AS "serviceId", s.active AS "isActive", s.modes::text[] AS modes,
  s.initial_minutes AS "initialMinutes", s.follow_up_minutes AS "followUpMinutes", s.buffer_before_minutes AS "bufferBefore",
  s.buffer_after_minutes AS "bufferAfter", s.notice_minutes AS "noticeMinutes", s.horizon_days AS "horizonDays",
  s.grid_minutes AS "gridMinutes", s.minimum_age_years AS "minimumAgeYears", s.maximum_age_years AS "maximumAgeYears",
  s.requires_referral AS "requiresReferral", c.time_zone AS "timeZone"`

export type TermsRow = Omit<Terms, 'type' | 'minutes'> & {
  serviceId: string | null
  initialMinutes: number
  followUpMinutes: number
}

/** The terms of one type of visit. */
export function termsOf(row: TermsRow, type: VisitType): Terms {
  const { bufferBefore, bufferAfter, gridMinutes, noticeMinutes, horizonDays } = row
  const { minimumAgeYears, maximumAgeYears, requiresReferral, isActive, modes, timeZone } = row
  const minutes = type === 'initial' ? row.initialMinutes : row.followUpMinutes
  const numbers = { minutes, bufferBefore, bufferAfter, gridMinutes, noticeMinutes, horizonDays }
  return { type, ...numbers, minimumAgeYears, maximumAgeYears, requiresReferral, isActive, modes, timeZone }
}

/** The three arrays of the SQL function `diary` (alias `d`), as texts: several times faster to read than by the driver's array parser. */
export const diaryColumns = sql`d.open::text AS open, d.shut::text AS shut, d.busy::text AS busy`

export type DiaryRow = { open: string | null; shut: string | null; busy: string | null }

export function readDiary(row: DiaryRow): Diary {
  return diaryOf(numbersIn(row.open), numbersIn(row.shut), numbersIn(row.busy))
}

/** The kind of place a search is about: of the mode asked for, else of the service's modes (alias `s`) where all are alike. */
export function kindWanted(mode: Mode | undefined): Sql {
  if (mode) return sql`${mode === 'in_person' ? 'in_person' : 'telehealth'}::location_kind`
  return sql`CASE WHEN s.modes = '{in_person}' THEN 'in_person' WHEN NOT 'in_person' = ANY (s.modes) THEN 'telehealth' END::location_kind`
}

/** "{{1,2},{3,4}}" → [1, 2, 3, 4]; whole numbers from 0. A month of a clinic is 40,000 characters, so each is read once. */
function numbersIn(text: string | null): number[] {
  const numbers: number[] = []
  let [number, isOpen] = [0, false]
  for (let i = 0; i < (text?.length ?? 0); i++) {
    const digit = (text as string).charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) [number, isOpen] = [number * 10 + digit, true]
    else if (isOpen) {
      numbers.push(number)
      ;[number, isOpen] = [0, false]
    }
  }
  return numbers
}
