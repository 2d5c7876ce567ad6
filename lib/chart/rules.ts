import type { Section, Written } from './schema'

/** The pages of a chart, each with the sections on it. */
export const TABS = {
  timeline: [],
  problems: ['problem'],
  allergies: ['allergy', 'no_known_allergies'],
  medicines: ['medicine'],
  measurements: ['measurement'],
  history: ['history'],
  alerts: ['alert'],
  details: ['next_of_kin'],
  private: ['private_note'],
} as const satisfies Record<string, readonly Section[]>
export type Tab = keyof typeof TABS

/** The page an address asks for; the first one where it asks for none. */
export function tabOf(asked: string | undefined): Tab {
  return asked && Object.hasOwn(TABS, asked) ? (asked as Tab) : 'timeline'
}

/** The page a section is on. */
export function tabWith(section: Section): Tab {
  return (
    (Object.keys(TABS) as Tab[]).find((tab) => (TABS[tab] as readonly Section[]).includes(section)) ??
    'timeline'
  )
}

/** Whether an entry can be kept from those who do not sign. What everybody who treats somebody has to know never is. */
export function canBeConfidential(section: Section): boolean {
  return ['medicine', 'problem', 'history'].includes(section)
}

/** Whether something can be over. What was is never undone: a history, a measurement, a note to oneself are at most wrong. */
export function canEnd(section: Section): boolean {
  return !['history', 'measurement', 'private_note'].includes(section)
}

/** Whether an entry can be worded anew. A measurement is what it was. */
export function canChange(section: Section): boolean {
  return !['measurement', 'no_known_allergies'].includes(section)
}

/** Whether the chart says the same already, whatever the capitals: what a patient tells us each time they fill in a form. */
export function isOnChart(proposed: Written, entries: readonly Written[]): boolean {
  const told = nameIn(proposed)
  return (
    told !== undefined &&
    entries.some((entry) => entry.section === proposed.section && nameIn(entry) === told)
  )
}

function nameIn(written: Written): string | undefined {
  const name =
    written.section === 'allergy'
      ? written.content.substance
      : written.section === 'medicine' || written.section === 'problem'
        ? written.content.name
        : written.section === 'history'
          ? written.content.text
          : undefined
  return name?.toLocaleLowerCase('en').replaceAll(/\s+/g, ' ').trim()
}

/** Where a page of the timeline ended. */
export type TimelineCursor = { at: Date; id: string }

/** It as an address holds it. */
export function printCursor({ at, id }: TimelineCursor): string {
  return `${at.toISOString()}_${id}`
}

/** It out of an address; undefined where that is none of ours. */
export function readCursor(text: string | undefined): TimelineCursor | undefined {
  const [, instant = '', id = ''] =
    /^(\d{4}-[\dT:.-]{1,20}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '') ?? []
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? undefined : { at, id }
}
