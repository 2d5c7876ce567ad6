import type { Mode, VisitType } from '../../booking/schema'
import { type Sql, sql } from '../../db/client'
import type { Terms } from '../rules'
import { type Diary, diaryOf, type Need } from '../rules/diary'
import { joined } from '../rules/ranges'

/** The columns of a service (alias `s`) and its clinic (alias `c`) that `termsOf` reads. */
export const termsColumns = sql`s.id AS "serviceId", s.active AS "isActive", s.modes::text[] AS modes,
  s.initial_minutes AS "initialMinutes", s.follow_up_minutes AS "followUpMinutes", s.buffer_before_minutes AS "bufferBefore",
  s.buffer_after_minutes AS "bufferAfter", s.notice_minutes AS "noticeMinutes", s.horizon_days AS "horizonDays",
  s.grid_minutes AS "gridMinutes", s.minimum_age_years AS "minimumAgeYears", s.maximum_age_years AS "maximumAgeYears",
  s.requires_referral AS "requiresReferral", s.requires_initial_first AS "requiresInitialFirst", s.upcoming_limit AS "upcomingLimit",
  c.time_zone AS "timeZone"`

/** A practitioner's own lengths (alias `o` for the row of practitioner_service), which `ownTerms` puts over the service's. */
export const ownColumns = sql`o.initial_minutes AS "ownInitialMinutes", o.follow_up_minutes AS "ownFollowUpMinutes"`
export type OwnRow = { ownInitialMinutes: number | null; ownFollowUpMinutes: number | null }

/** The terms as they are with one practitioner. */
export function ownTerms(terms: Terms, own: OwnRow): Terms {
  const minutes = terms.type === 'initial' ? own.ownInitialMinutes : own.ownFollowUpMinutes
  return minutes === null ? terms : { ...terms, minutes }
}

export type TermsRow = Omit<Terms, 'type' | 'minutes'> & {
  serviceId: string | null
  initialMinutes: number
  followUpMinutes: number
}

/** The terms of one type of visit. */
export function termsOf(row: TermsRow, type: VisitType): Terms {
  const { bufferBefore, bufferAfter, gridMinutes, noticeMinutes, horizonDays } = row
  const { minimumAgeYears, maximumAgeYears, requiresReferral, requiresInitialFirst, upcomingLimit } = row
  const { isActive, modes, timeZone } = row
  const minutes = type === 'initial' ? row.initialMinutes : row.followUpMinutes
  const numbers = { minutes, bufferBefore, bufferAfter, gridMinutes, noticeMinutes, horizonDays }
  const rules = { minimumAgeYears, maximumAgeYears, requiresReferral, requiresInitialFirst, upcomingLimit }
  return { type, ...numbers, ...rules, isActive, modes, timeZone }
}

/** The four arrays of the SQL function `diary` (alias `d`), as texts: several times faster to read than by the driver's array parser. */
export const diaryColumns = sql`d.open::text AS open, d.shut::text AS shut, d.busy::text AS busy, d.full_up::text AS full`

export type DiaryRow = { open: string | null; shut: string | null; busy: string | null; full: string | null }

/** `needs`: of its place, from the SQL function `needs_diary`. */
export function readDiary(row: DiaryRow, needs: readonly Need[]): Diary {
  return diaryOf(...([row.open, row.shut, row.busy, row.full].map(numbersIn) as Numbers), needs)
}
type Numbers = [open: number[], shut: number[], busy: number[], full: number[]]

/** The JSON of `needs_diary`: for each need the things that meet it, with their claims. */
export function readNeeds(needs: [id: string, busy: number[]][][] | null): Need[] {
  return (needs ?? []).map((things) => things.map(([id, busy]) => ({ id, busy: joined(busy, 2) })))
}
export type NeedsRow = { needs: [id: string, busy: number[]][][] | null }

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
