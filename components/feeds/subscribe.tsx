import { Disclosure } from '@/components/ui/disclosure'

/** How an address is put into the calendars that most people use. */
export function HowToSubscribe() {
  return (
    <Disclosure summary="How to add the link to your calendar">
      <dl className="flex flex-col gap-3 [&_dt]:font-medium">
        <div>
          <dt>Google Calendar</dt>
          <dd>On a computer, next to “Other calendars”, choose +, then “From URL”, and paste the link.</dd>
        </div>
        <div>
          <dt>Apple Calendar</dt>
          <dd>
            On an iPhone: Calendars, “Add Calendar”, “Add Subscription Calendar”. On a Mac: File, “New
            Calendar Subscription”.
          </dd>
        </div>
        <div>
          <dt>Outlook</dt>
          <dd>“Add calendar”, “Subscribe from web”, and paste the link.</dd>
        </div>
      </dl>
      <p className="text-muted">
        Your calendar looks for changes by itself: some every hour, Google about once a day. What is written
        here is always the latest.
      </p>
    </Disclosure>
  )
}
