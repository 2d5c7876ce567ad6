/** One value at a moment, with how it reads. `also`: a second one that belongs to it, as the lower blood pressure does. */
export type Point = { at: Date; value: number; also?: number | undefined; say: string }

type Props = {
  label: string
  points: Point[]
  /** The first day and the last, as people read them. */
  days: readonly [string, string]
}

const [WIDTH, HEIGHT, EDGE] = [240, 72, 6]

/** How a value went over time, oldest first, as a small picture; the numbers are in the table below it. */
export function Trend({ label, points, days }: Props) {
  const last = points.at(-1)
  if (!last) return null
  const values = points.flatMap(({ value, also }) => (also === undefined ? [value] : [value, also]))
  const x = scale(
    points.map(({ at }) => at.getTime()),
    [EDGE, WIDTH - EDGE],
  )
  const y = scale(values, [HEIGHT - EDGE, EDGE])
  const lineOf = (of: (point: Point) => number | undefined) =>
    points
      .flatMap((point) => {
        const value = of(point)
        return value === undefined ? [] : `${round(x(point.at.getTime()))},${round(y(value))}`
      })
      .join(' ')
  return (
    <figure className="rounded-card border border-line bg-surface p-3">
      <figcaption className="flex items-baseline justify-between gap-2">
        <span className="text-muted text-small">{label}</span>
        <span className="font-semibold tabular-nums">{last.say}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label}: from ${points[0]?.say} to ${last.say} in ${points.length} measurements, all in the table below`}
        className="mt-1 w-full fill-none stroke-2 stroke-accent"
      >
        <polyline points={lineOf(({ value }) => value)} strokeLinejoin="round" />
        <polyline points={lineOf(({ also }) => also)} strokeLinejoin="round" />
        <circle cx={x(last.at.getTime())} cy={y(last.value)} r={3} className="fill-accent stroke-none" />
        {last.also !== undefined && (
          <circle cx={x(last.at.getTime())} cy={y(last.also)} r={3} className="fill-accent stroke-none" />
        )}
      </svg>
      <p className="flex justify-between gap-2 text-muted text-small">
        <span>{days[0]}</span>
        <span>{days[1]}</span>
      </p>
    </figure>
  )
}

/** Where a number lies between two edges; in the middle where all are the same. */
function scale(numbers: number[], [from, to]: [number, number]): (number: number) => number {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return (number) =>
    most === least ? (from + to) / 2 : from + ((number - least) / (most - least)) * (to - from)
}

const round = (number: number) => Math.round(number * 10) / 10
