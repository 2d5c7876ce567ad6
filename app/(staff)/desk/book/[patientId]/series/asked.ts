/** What an address asks of a series; anything, because anybody can write an address. */
export type AskedSeries = { from?: string; at?: string; weeks?: string; times?: string; until?: string }

/** The series an address stands for, or null where it does not say all that is needed. A date until which counts before a number of visits. */
export function readAsked({ from, at, weeks, times, until }: AskedSeries) {
  if (!from || !at || !isDate(from) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) return null
  const everyWeeks = whole(weeks, 1, 26) ?? 1
  const length = until && isDate(until) ? { until } : { times: whole(times, 2, 53) ?? 6 }
  return { from, at, everyWeeks, length }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00Z`))
}

function whole(text: string | undefined, from: number, to: number): number | null {
  const number = Number(text)
  return text && Number.isInteger(number) && number >= from && number <= to ? number : null
}
