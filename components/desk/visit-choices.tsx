import Form from 'next/form'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Select } from '@/components/ui/select'
import type { Mode, VisitType } from '@/lib/booking/schema'

/** What kind of visit is wanted. `with`: a practitioner's id, empty for anyone. `place`: "<mode>.<location id>". */
export type VisitWanted = { service: string; type: VisitType; with: string; place: string }

type Options = { value: string; label: string }[]

/**
 * The questions before the times. A GET form: the choices are in the address, and nothing of the patient is. `more`: further questions, and
 * the button's words where they are there. `isNamed`: somebody in particular is chosen, and not anyone.
 */
export function VisitChoices({
  path,
  wanted,
  services,
  practitioners,
  places,
  isNamed,
  more,
}: {
  path: string
  wanted: VisitWanted
  services: Options
  practitioners: Options
  places: Options
  isNamed?: boolean
  more?: { fields: ReactNode; button: string }
}) {
  return (
    <Form action={path} prefetch={false} scroll={false} className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Select id="service" name="service" label="Service" defaultValue={wanted.service} options={services} />
      <Select
        id="type"
        name="type"
        label="Visit"
        defaultValue={wanted.type}
        options={[
          { value: 'initial', label: 'First visit' },
          { value: 'follow_up', label: 'Follow-up' },
        ]}
      />
      <Select
        id="with"
        name="with"
        label="Practitioner"
        defaultValue={wanted.with}
        options={isNamed ? practitioners : [{ value: '', label: 'Anyone' }, ...practitioners]}
      />
      <Select id="place" name="place" label="Place" defaultValue={wanted.place} options={places} />
      {more?.fields}
      <Button type="submit" kind="secondary">
        {more?.button ?? 'Show times'}
      </Button>
      <Link href={`/desk/why?${new URLSearchParams(wanted)}`} className="pb-2 text-small">
        Why is a time not offered?
      </Link>
    </Form>
  )
}

/** A place option's value in parts. */
export function readPlace(place: string): { mode: Mode; location: string } {
  const [mode, location] = place.split('.')
  return { mode: mode as Mode, location: location ?? '' }
}
