/** Where things stand on the grid: pure arithmetic, for the server that draws it and the browser in which they are moved. */

/** The beat that nothing is drawn below, in minutes. */
export const BEAT = 5
/** What is shorter is drawn as long as this: a name has to be read and a thumb to hit it. */
const LEAST_DRAWN = 15

/** The part of the day that is shown where nothing asks for more, in hours of wall time. */
const USUAL = { from: 8, to: 18 }

/** Whole hours of wall time that hold all ranges (minutes after midnight), and the usual day. */
export function hoursShown(ranges: readonly { from: number; to: number }[]): { from: number; to: number } {
  const from = Math.min(USUAL.from * 60, ...ranges.map((range) => range.from))
  const to = Math.max(USUAL.to * 60, ...ranges.map((range) => range.to))
  return { from: Math.max(0, Math.floor(from / 60)), to: Math.min(24, Math.ceil(to / 60)) }
}

export type Laid<T> = T & { lane: number; lanes: number }

/** Puts what overlaps side by side: each in the first lane that is free, as wide as its cluster allows. In order of time. */
export function inLanes<T extends { from: number; to: number }>(items: readonly T[]): Laid<T>[] {
  const laid: Laid<T>[] = []
  let cluster: Laid<T>[] = []
  let ends: number[] = []
  const close = () => {
    for (const one of cluster) one.lanes = ends.length
    ;[cluster, ends] = [[], []]
  }
  for (const item of items.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (ends.every((end) => end <= item.from)) close()
    const free = ends.findIndex((end) => end <= item.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = Math.max(item.to, item.from + LEAST_DRAWN)
    const one = { ...item, lane, lanes: 1 }
    cluster.push(one)
    laid.push(one)
  }
  close()
  return laid
}

/** A stretch of a column, in minutes after its top. */
export type Span = { from: number; to: number }

/** The start nearest to a minute on the grid of the hours it lies in; outside the hours, on the beat. */
export function snapped(minute: number, step: number, open: readonly Span[]): number {
  const hours = open.find(({ from, to }) => from <= minute && minute < to)
  const [base, beat] = hours ? [hours.from, step] : [0, BEAT]
  return base + Math.round((minute - base) / beat) * beat
}

/** The next start on the grid, down (1) or up (-1). */
export function nudged(minute: number, step: number, by: 1 | -1, open: readonly Span[]): number {
  const next = snapped(minute + by * step, step, open)
  return next === minute ? minute + by * BEAT : next
}

/** A span that stays within [0, length), with its own length as long as that fits. */
export function within({ from, to }: Span, length: number): Span {
  const long = Math.min(to - from, length)
  const start = Math.min(Math.max(0, from), length - long)
  return { from: start, to: start + long }
}
