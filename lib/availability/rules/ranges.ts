/** Ranges are flat lists of numbers (start, end), sorted and apart: [start, end). */

/** Whether one of the ranges holds all of [start, end). */
export function isCovered(ranges: readonly number[], start: number, end: number): boolean {
  const i = firstEndingAfter(ranges, start)
  return i < ranges.length && (ranges[i] as number) <= start && end <= (ranges[i + 1] as number)
}

/** Whether one of the ranges shares time with [start, end). */
export function isTouched(ranges: readonly number[], start: number, end: number): boolean {
  const i = firstEndingAfter(ranges, start)
  return i < ranges.length && (ranges[i] as number) < end
}

/** Index of the first range that ends after a minute (binary search), or the length. */
function firstEndingAfter(ranges: readonly number[], minute: number): number {
  let [low, high] = [0, ranges.length / 2]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 2 + 1] as number) > minute) high = middle
    else low = middle + 1
  }
  return low * 2
}

/** Joins ranges that overlap or touch. `width`: how many numbers stand for one. */
export function joined(flat: readonly number[], width: 2 | 3): number[] {
  const ranges: number[] = []
  for (let i = 0; i < flat.length; i += width) {
    const [start, end] = [flat[i] as number, flat[i + 1] as number]
    const before = ranges.length - 1
    if (before > 0 && start <= (ranges[before] as number))
      ranges[before] = Math.max(ranges[before] as number, end)
    else ranges.push(start, end)
  }
  return ranges
}

/** The remainder that is never negative. */
export function mod(a: number, n: number): number {
  return ((a % n) + n) % n
}
