import type { Metadata } from 'next'
import { OutsideList } from '@/components/availability/outside-list'
import { ConnectedList } from '@/components/feeds/connected-list'
import { FeedForm } from '@/components/feeds/feed-form'
import { HowToSubscribe } from '@/components/feeds/subscribe'
import { ActionForm } from '@/components/form/action-form'
import { FormField } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { Card } from '@/components/ui/card'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { connectCalendarAction, shareCalendarAction } from '@/lib/feeds/actions'
import { type CalendarsView, getCalendars } from '@/lib/feeds/queries/connected'

export const metadata: Metadata = { title: 'Calendars' }

type Props = { params: Promise<{ practitionerId: string }>; searchParams: Promise<{ done?: string }> }

const done: Record<string, string> = {
  connected: 'Calendar connected',
  disconnected: 'Calendar disconnected: its times are free again',
}

/** Where a practitioner's appointments go out to, and whose busy times come in. */
export default async function CalendarsPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const { practitionerId } = await params
  const view = await orNotFound(getCalendars(actor, practitionerId))
  const asked = await searchParams
  const { name, isMe } = view.practitioner
  return (
    <Page
      wide
      title={isMe ? 'My calendars' : `${name}’s calendars`}
      back={{ href: `/admin/hours/${practitionerId}`, say: isMe ? 'My hours' : `${name}’s hours` }}
    >
      {asked.done && done[asked.done] && <Notification kind="success" title={done[asked.done]} />}
      <Clashes view={view} />
      <ComingIn view={view} />
      {view.mayConnect && <GoingOut view={view} />}
    </Page>
  )
}

function Clashes({ view: { clashes, practitioner } }: { view: CalendarsView }) {
  if (clashes.length === 0) return null
  const who = practitioner.isMe ? 'you are' : `${practitioner.name} is`
  return (
    <Section id="clashes" title="Appointments that clash">
      <p className="max-w-160 text-muted">
        A connected calendar says that {who} busy then. The appointments stand until they are moved or
        cancelled.
      </p>
      <OutsideList caption="Appointments that clash" bookings={clashes} />
    </Section>
  )
}

function ComingIn({ view: { connected, mayConnect, practitioner } }: { view: CalendarsView }) {
  return (
    <Section id="coming-in" title="Other calendars that block time here">
      <p className="max-w-160 text-muted">
        While another calendar says busy, nobody can book. We read it every ten minutes and keep only the
        times, never what they are for.
      </p>
      {connected.length > 0 ? (
        <ConnectedList items={connected} mayConnect={mayConnect} />
      ) : (
        <p className="text-muted">No calendar is connected.</p>
      )}
      {mayConnect && (
        <div className="max-w-160">
          {/* Once one is connected, the form begins anew. */}
          <Card key={connected.map(({ id }) => id).join()} title="Connect a calendar">
            <ActionForm action={connectCalendarAction} prefix="connect-">
              <input type="hidden" name="practitionerId" value={practitioner.id} />
              <FormField name="name" label="Name" hint="What staff know it by, like “Hospital roster”" />
              <FormField
                name="address"
                label="Secret address in iCal format"
                hint="In Google Calendar: Settings, the calendar’s name, “Integrate calendar”. In Outlook: Shared calendars, “Publish a calendar”, ICS. It begins with https:// or webcal://."
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
              />
              <SubmitButton kind="secondary">Connect</SubmitButton>
            </ActionForm>
          </Card>
        </div>
      )}
    </Section>
  )
}

function GoingOut({ view: { practitioner, shared } }: { view: CalendarsView }) {
  return (
    <Section id="going-out" title="Appointments in another calendar">
      <div className="flex max-w-160 flex-col gap-3">
        <p className="text-muted">
          A secret link with {practitioner.isMe ? 'your' : `${practitioner.name}’s`} appointments for Google,
          Apple or Outlook. It shows when and how, never who or why. Whoever has the link can read it: a new
          link ends the old one.
        </p>
        <p>{shared ? `Shared since ${shared}.` : 'Not shared.'}</p>
        <FeedForm
          action={shareCalendarAction}
          fields={{ practitionerId: practitioner.id }}
          isShared={shared !== null}
        />
        <HowToSubscribe />
      </div>
    </Section>
  )
}
