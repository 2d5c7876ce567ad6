import { ActionForm } from '@/components/form/action-form'
import { FormSelect } from '@/components/form/form-select'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { sendProposalsAction } from '@/lib/booking/actions'
import { KEEP_HOURS } from '@/lib/booking/schema/away'

/** A booking that is to be moved: what it is, how its patient is reached, and what it can become, the proposal first. */
export type PlanRow = {
  id: string
  version: number
  patientName: string
  time: string
  serviceName: string
  reach: string
  isReached: boolean
  options: { value: string; label: string }[]
}

/** Who would get which time, to be changed, and sent. `absence`: its fields, as the address says them. */
export function AwayPlan({
  absence,
  rows,
  name,
}: {
  absence: Record<string, string | undefined>
  rows: PlanRow[]
  name: string
}) {
  return (
    <ActionForm action={sendProposalsAction}>
      {Object.entries(absence).map(
        ([field, value]) => value && <input key={field} type="hidden" name={field} value={value} />,
      )}
      <Table
        caption="Appointments and what becomes of them"
        quietCaption
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { head: 'Patient', rowHead: true, cell: (row) => <Who row={row} /> },
          { head: 'Appointment', cell: (row) => <What row={row} /> },
          { head: 'What becomes of it', quietHead: true, cell: (row) => <Becomes row={row} /> },
        ]}
      />
      <FormSelect
        name="keepHours"
        label="Keep each time for the patient"
        hint="At most until an hour before it begins. Who has not answered by then is on your list to call."
        options={KEEP_HOURS.map((hours) => ({ value: String(hours), label: `${hours} hours` }))}
        defaultValue="24"
      />
      <p>
        {name}’s leave is entered, each time is kept, and each patient gets one mail, in which they accept,
        choose another time or cancel, free of charge. Why somebody is away is not said.
      </p>
      <SubmitButton>Send proposals</SubmitButton>
    </ActionForm>
  )
}

function Who({ row: { id, patientName, reach, isReached } }: { row: PlanRow }) {
  return (
    <div className="flex flex-col gap-0.5">
      <Link href={`/desk/bookings/${id}`}>{patientName}</Link>
      <span
        className={`break-words font-normal text-small ${isReached ? 'text-muted' : 'font-medium text-warn'}`}
      >
        {reach}
      </span>
    </div>
  )
}

function What({ row: { time, serviceName } }: { row: PlanRow }) {
  return (
    <div className="flex flex-col gap-0.5">
      <span>{time}</span>
      <span className="text-muted text-small">{serviceName}</span>
    </div>
  )
}

function Becomes({ row: { id, version, patientName, options } }: { row: PlanRow }) {
  return (
    <>
      <input type="hidden" name={`version.${id}`} value={version} />
      <FormSelect
        name={`become.${id}`}
        label={
          <>
            <span className="md:sr-only">What becomes of it</span>
            <span className="sr-only"> for {patientName}</span>
          </>
        }
        options={options}
      />
    </>
  )
}
