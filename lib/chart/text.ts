import { ageOn } from '../time'
import type { Entry } from './queries/rows'
import type { Tab } from './rules'
import { KINDS, numberOf, printed } from './rules/measurements'
import type { HISTORY_KINDS, Measured, SEVERITIES, SEXES, Section, Written } from './schema'

/** One of a section, and all of it. */
export const SECTION_WORDS: Record<Section, { one: string; many: string }> = {
  allergy: { one: 'Allergy', many: 'Allergies' },
  no_known_allergies: { one: 'No known allergies', many: 'No known allergies' },
  medicine: { one: 'Medicine', many: 'Medicines' },
  problem: { one: 'Problem', many: 'Problems' },
  history: { one: 'History entry', many: 'History' },
  alert: { one: 'Alert', many: 'Alerts' },
  next_of_kin: { one: 'Next of kin', many: 'Next of kin' },
  private_note: { one: 'Private note', many: 'Private notes' },
  measurement: { one: 'Measurements', many: 'Measurements' },
}
export const TAB_WORDS: Record<Tab, string> = {
  timeline: 'Timeline',
  problems: 'Problems',
  allergies: 'Allergies',
  medicines: 'Medicines',
  measurements: 'Measurements',
  history: 'History',
  alerts: 'Alerts',
  details: 'Details',
  private: 'Private notes',
}
/** Where nothing is yet. */
export const EMPTY_WORDS: Record<Exclude<Tab, 'timeline'>, string> = {
  problems: 'No problems recorded',
  allergies: 'Allergies are not recorded',
  medicines: 'No medicines recorded',
  measurements: 'Nothing measured yet',
  history: 'No history recorded',
  alerts: 'No alerts',
  details: 'No next of kin recorded',
  private: 'No private notes',
}
export const SEVERITY_WORDS: Record<(typeof SEVERITIES)[number], string> = {
  mild: 'Mild',
  moderate: 'Moderate',
  severe: 'Severe',
}
export const HISTORY_WORDS: Record<(typeof HISTORY_KINDS)[number], string> = {
  medical: 'Medical',
  surgical: 'Surgical',
  family: 'Family',
  social: 'Social',
}
export const SEX_WORDS: Record<(typeof SEXES)[number], string> = {
  female: 'Female',
  male: 'Male',
  another_term: 'Another term',
}

/** What ending an entry is called in its section. */
export const ENDED_WORDS: Partial<Record<Section, string>> = {
  medicine: 'Stopped',
  problem: 'Resolved',
}
/** What became of an entry that is not current. */
export function closedWord({ section, state }: Pick<Entry, 'section' | 'state'>): string {
  if (state === 'entered_in_error') return 'Entered in error'
  return state === 'replaced' ? 'Changed' : (ENDED_WORDS[section] ?? 'Ended')
}

/** An entry's name, and what else it says. */
export function entryWords({ section, content }: Written): { title: string; more: string[] } {
  switch (section) {
    case 'allergy':
      return {
        title: content.substance,
        more: said(content.severity && SEVERITY_WORDS[content.severity], content.reaction),
      }
    case 'no_known_allergies':
      return { title: 'No known allergies', more: [] }
    case 'medicine':
      return {
        title: said(content.name, content.dose).join(' '),
        more: said(content.directions, forWhat(content.reason)),
      }
    case 'problem':
      return { title: content.name, more: said(content.since && `Since ${content.since}`, content.remark) }
    case 'history':
      return { title: content.text, more: said(HISTORY_WORDS[content.kind], content.when) }
    case 'next_of_kin':
      return { title: content.name, more: said(content.relationship, content.phone) }
    case 'measurement':
      return { title: measuredWords(content).join(', '), more: [] }
    default:
      return { title: content.text, more: [] }
  }
}

const said = (...parts: (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '') as string[]
const forWhat = (reason: string | undefined) => reason && `For ${reason}`

/** "36.8 °C", "BP 120/80 mmHg", "Pulse 72/min" and so on: what was measured at one moment. */
export function measuredWords(measured: Measured): string[] {
  return KINDS.flatMap((kind) => {
    const value = measured[kind.key]
    if (value === undefined || kind.key === 'diastolic') return []
    if (kind.key === 'systolic') return `BP ${value}/${measured.diastolic ?? '–'} mmHg`
    return `${SHORT[kind.key] ?? kind.label} ${printed(kind, value)}`
  })
}
const SHORT: Partial<Record<keyof Measured, string>> = {
  temperatureTenths: 'T',
  oxygenPercent: 'SpO₂',
  respiration: 'Resp.',
}

/** A body mass index in tenths, as it is read. */
export const printBmi = (tenths: number) => numberOf({ scale: 10, decimals: 1 }, tenths)

/** "35 years"; of small children the months: "14 months". Calendar dates, 'YYYY-MM-DD'. */
export function ageWords(bornOn: string, onDate: string): string {
  const years = ageOn(bornOn, onDate)
  if (years >= 2) return `${years} years`
  const [from, to] = [bornOn, onDate].map((date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)))
  const months = (to ?? 0) - (from ?? 0) - (onDate.slice(8) < bornOn.slice(8) ? 1 : 0)
  return months === 1 ? '1 month' : `${months} months`
}
