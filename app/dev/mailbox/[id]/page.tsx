import { notFound } from 'next/navigation'
import { Page } from '@/components/shell/page'
import { Link } from '@/components/ui/link'
import { SummaryList } from '@/components/ui/summary-list'
import { findDemoMail } from '@/lib/mail/queries'
import { printAppointmentTime } from '@/lib/time'

/** One mail: its plain text with its links alive, and its files. The HTML part says the same and is not shown. */
export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const mail = (await findDemoMail(id)) ?? notFound()
  return (
    <Page title={mail.subject} back={{ href: '/dev/mailbox', say: 'Mailbox' }}>
      <SummaryList
        rows={[
          { label: 'To', value: mail.to },
          { label: 'From', value: mail.from },
          { label: 'Sent', value: printAppointmentTime(mail.receivedAt, 'UTC') },
        ]}
      />
      <div className="whitespace-pre-wrap break-words">
        <Linked text={mail.text} />
      </div>
      {mail.attachments.map(({ name }) => (
        <p key={name}>
          {/* A plain anchor: this is a file, not a page. */}
          <a
            className="text-accent underline"
            href={`/dev/mailbox/${id}/${encodeURIComponent(name)}`}
            download
          >
            Download {name}
          </a>
        </p>
      ))}
    </Page>
  )
}

function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/\S+)/).map((part) =>
    /^https?:\/\//.test(part) ? (
      <Link key={part} href={inside(part)}>
        {part}
      </Link>
    ) : (
      part
    ),
  )
}

/** Links of ours stay on this host and port, whatever the mail was told they are. */
function inside(href: string) {
  const { pathname, search } = new URL(href)
  return pathname + search
}
