import { ActionButton } from '@/components/form/action-button'
import { LinkButton } from '@/components/ui/button'
import { Table } from '@/components/ui/table'
import { closeFollowUpAction } from '@/lib/notes/actions'
import type { FollowUp } from '@/lib/notes/queries/follow-ups'
import { printPhone } from '@/lib/people/text'
import { printPlainDate } from '@/lib/time'

/** Visits that are to follow, each a step from being booked. */
export function FollowUpList({ items }: { items: FollowUp[] }) {
  return (
    <Table
      caption="Follow-ups, the one due first on top"
      quietCaption
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { head: 'Patient', rowHead: true, cell: ({ patientName }) => patientName },
        { head: 'Around', cell: ({ dueOn }) => printPlainDate(dueOn) },
        { head: 'What', cell: ({ serviceName }) => serviceName },
        { head: 'With', cell: ({ practitionerName }) => practitionerName },
        { head: 'Phone', cell: ({ phone }) => (phone ? printPhone(phone) : 'None') },
        { head: 'Actions', quietHead: true, end: true, cell: (item) => <Actions item={item} /> },
      ]}
    />
  )
}

function Actions({
  item: { id, patientId, patientName, serviceCode, practitionerId, dueOn },
}: {
  item: FollowUp
}) {
  const whose = <span className="sr-only"> for {patientName}</span>
  const visit = { service: serviceCode, type: 'follow_up', with: practitionerId, day: dueOn }
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      <LinkButton size="small" href={`/desk/book/${patientId}?${new URLSearchParams(visit)}`}>
        Book{whose}
      </LinkButton>
      <ActionButton
        action={closeFollowUpAction}
        fields={{ followUpId: id }}
        said="Taken off the list"
        kind="quiet"
        size="small"
      >
        Not needed{whose}
      </ActionButton>
    </div>
  )
}
