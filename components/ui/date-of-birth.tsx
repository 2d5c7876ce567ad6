import { boxStyle, FieldSet, type FieldWords } from './field'

/** One of the three boxes of a date. */
export type DatePart = 'day' | 'month' | 'year'

const parts: { part: DatePart; label: string; width: string }[] = [
  { part: 'day', label: 'Day', width: 'w-16' },
  { part: 'month', label: 'Month', width: 'w-24' },
  { part: 'year', label: 'Year', width: 'w-24' },
]

/**
 * A date that is known by heart, typed in three boxes (`name.day`, `name.month`, `name.year`). The month may be a name or
 * a number, so nothing here limits what is typed. `wrong` marks one box; without it an error marks all three. `isOther`: of another date,
 * which browsers do not fill in.
 */
export function DateOfBirth({
  id,
  name,
  defaultValue,
  wrong,
  isOther,
  ...words
}: FieldWords & {
  id: string
  name: string
  defaultValue?: Partial<Record<DatePart, string>>
  wrong?: DatePart
  isOther?: boolean
}) {
  return (
    <FieldSet id={id} {...words}>
      <div className="flex flex-wrap gap-3">
        {parts.map(({ part, label, width }) => (
          <div key={part} className="flex flex-col gap-1">
            <label htmlFor={`${id}-${part}`} className="text-small">
              {label}
            </label>
            <input
              id={`${id}-${part}`}
              name={`${name}.${part}`}
              type="text"
              inputMode="numeric"
              autoComplete={isOther ? 'off' : `bday-${part}`}
              defaultValue={defaultValue?.[part]}
              aria-invalid={words.error && (!wrong || wrong === part) ? true : undefined}
              className={`${boxStyle} ${width}`}
            />
          </div>
        ))}
      </div>
    </FieldSet>
  )
}
