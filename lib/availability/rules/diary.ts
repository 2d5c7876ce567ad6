import { isTouched, joined, mod } from './ranges'

/** One practitioner's time at one location. Pairs are (start, end), sorted and apart; see `diaryOf`. */
export type Diary = {
  /** Open blocks, flat (start, end, phase): weekly rules and dated openings, each with the beat of its own start grid. */
  blocks: readonly number[]
  /** What the blocks cover together: blocks that touch count as one. */
  hours: readonly number[]
  /** Leave and closures. */
  shut: readonly number[]
  /** Bookings, holds and leave, buffers included. */
  busy: readonly number[]
  /** Flat (start, end, why): local dates with as many of the service as may be, openings with as many as they take. */
  full: readonly number[]
  /** What a visit needs besides its practitioner, each met by one of several rooms or things; empty where it needs nothing. */
  needs: readonly Need[]
}

/** The things that meet a need, and when each is taken: (start, end), sorted and apart. */
export type Need = readonly { id: string; busy: readonly number[] }[]
/** Why a stretch is full, as the SQL function `full_stretches` says it. */
export const FULL_DAY = 1
export const FULL_OPENING = 2

/** A diary from its raw parts: `open` flat (start, end, phase), `shut` and `busy` flat (start, end), each in order of start. */
export function diaryOf(
  open: readonly number[],
  shut: readonly number[],
  busy: readonly number[],
  full: readonly number[] = [],
  needs: readonly Need[] = [],
): Diary {
  return { blocks: open, hours: joined(open, 3), shut: joined(shut, 2), busy: joined(busy, 2), full, needs }
}

/** Whether a start lies in a stretch that is full for this reason. */
export function isFull({ full }: Diary, start: number, why: number): boolean {
  for (let i = 0; i < full.length; i += 3)
    if (full[i + 2] === why && (full[i] as number) <= start && start < (full[i + 1] as number)) return true
  return false
}

/** Whether everything a visit needs can be had at once in [from, to), a thing for each need. */
export function hasThings({ needs }: Diary, from: number, to: number): boolean {
  const canMeet = (n: number, taken: readonly string[]): boolean =>
    n === needs.length ||
    (needs[n] as Need).some(
      ({ id, busy }) => !taken.includes(id) && !isTouched(busy, from, to) && canMeet(n + 1, [...taken, id]),
    )
  return canMeet(0, [])
}

/** Whether a start is on the grid of a block that it lies in. */
export function isOnGrid(blocks: readonly number[], start: number, grid: number): boolean {
  for (let i = 0; i < blocks.length && (blocks[i] as number) <= start; i += 3)
    if (
      start < (blocks[i + 1] as number) &&
      mod(start - (blocks[i] as number) + (blocks[i + 2] as number), grid) === 0
    )
      return true
  return false
}
