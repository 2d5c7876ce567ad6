import type { Span } from '@/lib/calendar/rules'

const MOST_LANES = 8

/** The classes that put a box on the grid (grid.css). */
export function boxAt({ from, to, lane = 0, lanes = 1 }: Span & { lane?: number; lanes?: number }): string {
  const wide = Math.min(lanes, MOST_LANES)
  return `cal-box ${digits('at', from)} ${digits('long', to - from)} cal-lane-${Math.min(lane, wide - 1)} cal-lanes-${wide}`
}

/** The classes of a column as long as these minutes. */
export function bodyOf(minutes: number): string {
  return `cal-body ${digits('long', minutes)}`
}

function digits(name: string, minutes: number): string {
  const whole = Math.round(minutes)
  return `cal-${name}-h${Math.floor(whole / 100)} cal-${name}-t${Math.floor(whole / 10) % 10} cal-${name}-o${whole % 10}`
}
