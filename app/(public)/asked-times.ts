import { LOST_TIME } from '@/lib/booking/rules/journey'
import { refusal } from '@/lib/errors'
import { localDate } from '@/lib/time'

type Asked = Record<string, string | string[] | undefined>

/** The day or week that the address of a list of free times names, if it is a date at all; else the day of a time that was lost. */
export function askedDates(asked: Asked, timeZone: string): { day?: string; week?: string } {
  const date = (name: 'day' | 'week') => {
    const text = asked[name]
    const isDate =
      typeof text === 'string' &&
      /^20\d\d-\d\d-\d\d$/.test(text) &&
      new Date(`${text}T00:00Z`).toJSON()?.startsWith(text)
    return isDate ? { [name]: text } : {}
  }
  const lost = askedGone(asked)
  return { ...(lost && { day: localDate(lost.at, timeZone) }), ...date('day'), ...date('week') }
}

/** The time that could not be had, as the address names it, and why in our own words. */
export function askedGone(asked: Asked): { at: Date; say: string } | null {
  const code = LOST_TIME.find((one) => one === asked.gone)
  const at = new Date(typeof asked.at === 'string' ? asked.at : Number.NaN)
  return code && !Number.isNaN(at.getTime()) ? { at, say: refusal(code).say } : null
}
