import Form from 'next/form'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'

type Said = { practitionerId?: string; fromDate?: string; untilDate?: string; from?: string; to?: string }

/** Who is away and when: asks for the plan, changes nothing. `problems`: by field. `zone`: whose clock the times are on. */
export function AbsenceForm({
  practitioners,
  zone,
  said,
  problems = {},
}: {
  practitioners: { id: string; name: string }[]
  zone: string
  said: Said
  problems?: Record<string, string>
}) {
  return (
    <Form action="/desk/away/plan" prefetch={false} className="flex flex-col gap-4">
      <Select
        id="practitionerId"
        name="practitionerId"
        label="Who is away"
        options={practitioners.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={said.practitionerId}
        error={problems.practitionerId}
      />
      <div className="flex flex-wrap items-start gap-3">
        <TextInput
          id="fromDate"
          name="fromDate"
          type="date"
          label="First day"
          width="medium"
          defaultValue={said.fromDate}
          error={problems.fromDate}
        />
        <TextInput
          id="untilDate"
          name="untilDate"
          type="date"
          label="Last day"
          optional
          width="medium"
          defaultValue={said.untilDate}
          error={problems.untilDate}
        />
      </div>
      <p className="text-muted">
        For a part of a day give the times too ({zone}). Without them it is whole days.
      </p>
      <div className="flex flex-wrap items-start gap-3">
        <TextInput
          id="from"
          name="from"
          type="time"
          label="From"
          optional
          width="medium"
          defaultValue={said.from}
          error={problems.from}
        />
        <TextInput
          id="to"
          name="to"
          type="time"
          label="To"
          optional
          width="medium"
          defaultValue={said.to}
          error={problems.to}
        />
      </div>
      <div>
        <Button type="submit">Show the appointments</Button>
      </div>
    </Form>
  )
}
