import { ActionForm } from '@/components/form/action-form'
import { FormField, FormSelect } from '@/components/form/fields'
import {
  closeDatesAction,
  importHolidaysAction,
  openDatesAction,
  planLeaveAction,
  setTravelAction,
} from '@/lib/availability/actions'
import { DateRows } from './date-rows'
import { NotSaved, SaveSeen } from './preview'

type Options = { value: string; label: string }[]

const instead = { affects_bookings: <NotSaved /> }
const line = 'flex flex-wrap items-start gap-x-3 gap-y-3'

/** Leave of one practitioner: whole days, or from a time to a time. */
export function LeaveForm({ practitionerId, zone }: { practitionerId: string; zone: string }) {
  return (
    <ActionForm
      action={planLeaveAction}
      prefix="leave-"
      instead={{ affects_bookings: <NotSaved isLeave /> }}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="practitionerId" value={practitionerId} />
      <div className={line}>
        <FormField name="fromDate" type="date" label="First day" width="medium" />
        <FormField name="untilDate" type="date" label="Last day" optional width="medium" />
      </div>
      <p className="text-muted">
        For a part of a day give the times too ({zone}). Without them it is whole days.
      </p>
      <div className={line}>
        <FormField name="from" type="time" label="From" optional width="medium" />
        <FormField name="to" type="time" label="To" optional width="medium" />
      </div>
      <FormField name="note" label="Note" hint="For colleagues" optional />
      <SaveSeen>Enter leave</SaveSeen>
    </ActionForm>
  )
}

/** Extra times on dates, outside the weekly hours. */
export function OpeningForm({ practitionerId, places }: { practitionerId: string; places: Options }) {
  return (
    <ActionForm action={openDatesAction} prefix="opening-" className="flex flex-col gap-4">
      <input type="hidden" name="practitionerId" value={practitionerId} />
      <DateRows name="dates" legend="Dates" parts={[{ part: 'on', label: 'Date' }]} more="Another date" />
      <div className={line}>
        <FormField name="from" type="time" label="From" width="medium" />
        <FormField name="to" type="time" label="To" width="medium" />
        <FormSelect name="locationId" label="Place" options={places} />
      </div>
      <FormField
        name="capacity"
        label="At most"
        hint="How many appointments; empty for as many as fit"
        optional
        inputMode="numeric"
        width="short"
      />
      <FormField name="note" label="Note" hint="For colleagues" optional />
      <SaveSeen>Open these times</SaveSeen>
    </ActionForm>
  )
}

/** A stay elsewhere, by which the hours by video and phone go. */
export function TravelForm({ practitionerId, zones }: { practitionerId: string; zones: Options }) {
  return (
    <ActionForm action={setTravelAction} prefix="travel-" instead={instead} className="flex flex-col gap-4">
      <input type="hidden" name="practitionerId" value={practitionerId} />
      <p className="text-muted">
        Hours by video and phone keep their wall time where you are; hours in person stay as they are.
      </p>
      <div className={line}>
        <FormField name="fromDate" type="date" label="First day" width="medium" />
        <FormField name="untilDate" type="date" label="Last day" width="medium" />
        <FormSelect name="timeZone" label="Time zone" options={zones} />
      </div>
      <SaveSeen>Set the time zone</SaveSeen>
    </ActionForm>
  )
}

/** Days on which the clinic, or one place, is closed. */
export function ClosureForm({ scopes }: { scopes: Options }) {
  return (
    <ActionForm action={closeDatesAction} prefix="closure-" instead={instead} className="flex flex-col gap-4">
      <FormSelect name="locationId" label="What is closed" options={scopes} />
      <DateRows
        name="periods"
        legend="Days"
        parts={[
          { part: 'from', label: 'Day' },
          { part: 'until', label: 'Until', optional: true },
        ]}
        more="More days"
      />
      <FormField name="note" label="Why" hint="For colleagues" optional />
      <SaveSeen>Close these days</SaveSeen>
    </ActionForm>
  )
}

/** Public holidays from a calendar file. */
export function HolidaysForm({ scopes }: { scopes: Options }) {
  return (
    <ActionForm
      action={importHolidaysAction}
      prefix="holidays-"
      instead={instead}
      className="flex flex-col gap-4"
    >
      <FormSelect name="locationId" label="What is closed" options={scopes} />
      <FormField
        name="file"
        type="file"
        accept=".ics,text/calendar"
        label="Calendar file"
        hint="An .ics file, as governments publish them. Only its whole days count; importing it again adds nothing twice."
      />
      <SaveSeen>Import holidays</SaveSeen>
    </ActionForm>
  )
}
