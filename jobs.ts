import { bookingJobs } from './lib/booking/jobs'
import { calendarJobs, calendarTimes } from './lib/calendars/jobs'
import { invitationJobs } from './lib/invitations/jobs'
import { housekeeping, housekeepingTimes } from './lib/jobs/housekeeping'
import type { Work } from './lib/jobs/run'
import { messageJobs, messageTimes } from './lib/messages/jobs'

/** Every job and who does it. Here, above the house, because plumbing knows no domain. */
export const work: Work = {
  handlers: { ...housekeeping, ...messageJobs, ...bookingJobs, ...calendarJobs, ...invitationJobs },
  recurring: [...housekeepingTimes, ...messageTimes, ...calendarTimes],
}
