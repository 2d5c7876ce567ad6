import { notFound } from 'next/navigation'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { listDemoMail } from '@/lib/mail/queries'
import { printAppointmentTime } from '@/lib/time'

/** What the demo's stand-in for a mail server took; 404 everywhere else. */
export default async function MailboxPage() {
  const mails = (await listDemoMail()) ?? notFound()
  return (
    <Page wide title="Mailbox" lead="Mail that this demo kept instead of sending it.">
      {mails.length === 0 ? (
        <EmptyState title="No mail yet">Book an appointment, and its confirmation will be here.</EmptyState>
      ) : (
        <Table
          caption="Sent mail, newest first"
          quietCaption
          rows={mails}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Subject',
              rowHead: true,
              cell: ({ id, subject }) => <Link href={`/dev/mailbox/${id}`}>{subject}</Link>,
            },
            { head: 'To', cell: ({ to }) => to },
            { head: 'From', cell: ({ from }) => from },
            { head: 'Sent', cell: ({ receivedAt }) => printAppointmentTime(receivedAt, 'UTC') },
          ]}
        />
      )}
    </Page>
  )
}
