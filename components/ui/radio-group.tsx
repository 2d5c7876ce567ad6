import type { ReactNode } from 'react'
import { describe, FieldSet, type FieldWords } from './field'

/** `aside` stands at the right end (a price, a length); `say` is read after the label but not shown. */
export type RadioOption = {
  value: string
  label: ReactNode
  hint?: ReactNode
  aside?: ReactNode
  say?: string
}

type RadioGroupProps = FieldWords & {
  id: string
  name: string
  options: RadioOption[]
  defaultValue?: string
  /** Hide a legend that only repeats the page's heading. */
  quietLegend?: boolean
  /** `cards`: one under another. `chips`: short answers such as times, several to a line. `scale`: numbers, as many to a line as fit. */
  layout?: 'cards' | 'chips' | 'scale'
}

const layouts = {
  cards: 'flex flex-col gap-2.5',
  chips: 'grid grid-cols-[repeat(auto-fill,minmax(8.25rem,1fr))] gap-2',
  scale: 'grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-2',
}

/** One answer of a few, each a target as large as its card. Native radios: arrow keys and no-script work. */
export function RadioGroup({
  id,
  name,
  options,
  defaultValue,
  layout = 'cards',
  quietLegend,
  ...words
}: RadioGroupProps) {
  return (
    <FieldSet id={id} quietLegend={quietLegend} {...words}>
      <div className={`mt-1 ${layouts[layout]}`}>
        {options.map((option) => (
          <label
            key={option.value}
            className={`relative flex min-h-(--control) gap-3 rounded-control border border-line-strong bg-surface transition-colors hover:border-accent has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 ${layout === 'cards' ? 'px-4 py-3' : 'items-center px-3 py-2'}`}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              aria-invalid={describe(id, words)['aria-invalid']}
              className={`size-5 shrink-0 outline-none ${layout === 'cards' ? 'mt-1' : ''}`}
            />
            <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0">
                <span className={option.hint ? 'font-medium' : ''}>{option.label}</span>
                {option.say && <span className="sr-only"> {option.say}</span>}
                {option.hint && <span className="block text-muted text-small">{option.hint}</span>}
              </span>
              {option.aside && <span className="shrink-0 text-muted tabular-nums">{option.aside}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  )
}
