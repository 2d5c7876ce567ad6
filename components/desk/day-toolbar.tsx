import { ChevronLeft, ChevronRight, RotateCw } from 'lucide-react'
import Form from 'next/form'
import { Button, LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { addDays, printTimeOfDay } from '@/lib/time'

/** A day of a list: `day` and `today` as 'YYYY-MM-DD', `practitioner` an id where the list is one person's. */
export type DayView = { path: string; day: string; today: string; practitioner?: string | undefined }

/** The address of a day's list. */
export function dayHref({ path, day, practitioner }: Omit<DayView, 'today'>): string {
  const query = new URLSearchParams({ day, ...(practitioner && { with: practitioner }) })
  return `${path}?${query}`
}

/** Today, the days beside, and any other day; whose day, where there is a choice; and reading the list again. */
export function DayToolbar({
  view,
  practitioners,
  asOf,
}: {
  view: DayView
  practitioners?: { id: string; name: string }[]
  asOf: { at: Date; timeZone: string }
}) {
  const { path, day, today } = view
  const to = (date: string) => dayHref({ ...view, day: date })
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3 print:hidden">
      <nav aria-label="Day" className="flex gap-1.5">
        <LinkButton kind="secondary" href={to(addDays(day, -1))}>
          <ChevronLeft aria-hidden className="size-4" />
          <span className="sr-only">Previous day</span>
        </LinkButton>
        <LinkButton kind="secondary" href={to(today)} aria-current={day === today ? 'date' : undefined}>
          Today
        </LinkButton>
        <LinkButton kind="secondary" href={to(addDays(day, 1))}>
          <span className="sr-only">Next day</span>
          <ChevronRight aria-hidden className="size-4" />
        </LinkButton>
      </nav>
      {/* Keyed by what is shown, so that the boxes follow the links. */}
      <Form
        key={to(day)}
        action={path}
        prefetch={false}
        className="flex flex-wrap items-end gap-2 [&_input]:h-(--control)"
      >
        <TextInput id="day" name="day" type="date" label="Date" width="medium" defaultValue={day} />
        {practitioners && (
          <Select
            id="with"
            name="with"
            label="Practitioner"
            defaultValue={view.practitioner ?? ''}
            options={[
              { value: '', label: 'Everyone' },
              ...practitioners.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <Button type="submit" kind="secondary">
          Show
        </Button>
      </Form>
      <p className="flex items-center gap-1 text-muted text-small sm:ml-auto">
        As of {printTimeOfDay(asOf.at, asOf.timeZone)}
        <LinkButton kind="quiet" size="small" href={to(day)}>
          <RotateCw aria-hidden className="size-4" />
          Refresh
        </LinkButton>
      </p>
    </div>
  )
}
