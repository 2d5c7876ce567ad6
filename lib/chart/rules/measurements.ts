import type { Measured } from '../schema'

/** A measured value: its name, unit, how many decimals it is read with, and the limits beyond which nobody's is. */
export type Kind = {
  key: keyof Measured
  label: string
  unit: string
  /** Kept whole, this many places of it after the point; `scale` what it is divided by to be read. */
  decimals: number
  scale: number
  least: number
  most: number
}

const kind = (
  key: keyof Measured,
  label: string,
  unit: string,
  [least, most]: Range,
  decimals = 0,
  scale = 1,
): Kind => ({ key, label, unit, decimals, scale, least, most })

type Range = readonly [least: number, most: number]

export const KINDS: readonly Kind[] = [
  kind('temperatureTenths', 'Temperature', '°C', [250, 450], 1, 10),
  kind('systolic', 'Systolic pressure', 'mmHg', [40, 300]),
  kind('diastolic', 'Diastolic pressure', 'mmHg', [20, 200]),
  kind('pulse', 'Pulse', '/min', [20, 300]),
  kind('respiration', 'Respiration', '/min', [3, 120]),
  kind('oxygenPercent', 'Oxygen saturation', '%', [40, 100]),
  kind('weightGrams', 'Weight', 'kg', [300, 500_000], 1, 1000),
  kind('heightMillimetres', 'Height', 'cm', [200, 2600], 1, 10),
]

/** Beyond these somebody is asked whether it is right. By age: under one year, under twelve, older. */
const USUAL: Record<keyof Measured, readonly [Range, Range, Range]> = {
  temperatureTenths: all([340, 410]),
  systolic: [
    [50, 120],
    [70, 140],
    [80, 200],
  ],
  diastolic: [
    [25, 80],
    [35, 95],
    [40, 130],
  ],
  pulse: [
    [80, 210],
    [55, 180],
    [40, 150],
  ],
  respiration: [
    [20, 70],
    [12, 50],
    [8, 35],
  ],
  oxygenPercent: all([90, 100]),
  weightGrams: [
    [1500, 15_000],
    [5000, 90_000],
    [25_000, 220_000],
  ],
  heightMillimetres: [
    [400, 900],
    [600, 1800],
    [1200, 2150],
  ],
}

function all(range: Range): readonly [Range, Range, Range] {
  return [range, range, range]
}

/** What is wrong with what was measured, by key: `impossible` is refused, `unusual` asked about. Sentences for beside the field. */
export type Doubts = {
  impossible: Partial<Record<keyof Measured, string>>
  unusual: Partial<Record<keyof Measured, string>>
}

/** Whether values can be, and are likely, at an age in whole years. */
export function doubtsAbout(measured: Measured, age: number): Doubts {
  const doubts: Doubts = { impossible: {}, unusual: {} }
  for (const it of KINDS) {
    const value = measured[it.key]
    if (value === undefined) continue
    if (!isWithin(value, [it.least, it.most]))
      doubts.impossible[it.key] =
        `${it.label} must be between ${printed(it, it.least)} and ${printed(it, it.most)}`
    else if (!isWithin(value, usualFor(it.key, age)))
      doubts.unusual[it.key] = `${printed(it, value)} is unusual at this age. Is it right?`
  }
  const { systolic = Number.POSITIVE_INFINITY, diastolic = 0 } = measured
  if (diastolic >= systolic) doubts.impossible.diastolic = 'The first number must be the higher one'
  return doubts
}

const usualFor = (key: keyof Measured, age: number): Range => USUAL[key][age < 1 ? 0 : age < 12 ? 1 : 2]
const isWithin = (value: number, [least, most]: Range) => value >= least && value <= most

/** "37.2 °C", "72.4 kg", "72/min", "98%". */
export function printed({ unit, scale, decimals }: Kind, value: number): string {
  const number = numberOf({ scale, decimals }, value)
  return /^[/%]/.test(unit) ? `${number}${unit}` : `${number} ${unit}`
}

/** The number alone, as it is read: grams as kilograms, tenths as degrees. */
export function numberOf({ scale, decimals }: Pick<Kind, 'scale' | 'decimals'>, value: number): string {
  return (value / scale).toFixed(decimals)
}

const ADULT = 18

/**
 * Body mass index of each set in tenths of kg/m², newest set first; null where there is no weight. The height is the set's own; an adult's
 * may be the last one measured before it.
 */
export function bodyMassIndices(sets: readonly Measured[], age: number): (number | null)[] {
  return sets.map(({ weightGrams, heightMillimetres }, n) => {
    const height =
      heightMillimetres ??
      (age >= ADULT ? sets.slice(n).find((it) => it.heightMillimetres)?.heightMillimetres : undefined)
    return weightGrams && height ? Math.round((weightGrams * 10_000) / (height * height)) : null
  })
}
