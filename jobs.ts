import { actingJobs } from './lib/acting/jobs'
import { bookingJobs } from './lib/booking/jobs'
import { careJobs } from './lib/care/jobs'
import { feedJobs, feedTimes } from './lib/feeds/jobs'
import { fileJobs, fileTimes } from './lib/files/jobs'
import { invitationJobs } from './lib/invitations/jobs'
import { housekeeping, housekeepingTimes } from './lib/jobs/housekeeping'
import type { Work } from './lib/jobs/run'
import { messageJobs, messageTimes } from './lib/messages/jobs'
import { vaultJobs, vaultTimes } from './lib/vault/jobs'

/** Every job and who does it. Here, above the house, because plumbing knows no domain. */
export const work: Work = {
  handlers: {
    ...housekeeping,
    ...messageJobs,
    ...bookingJobs,
    ...feedJobs,
    ...actingJobs,
    ...invitationJobs,
    ...vaultJobs,
    ...careJobs,
    ...fileJobs,
  },
  recurring: [...housekeepingTimes, ...messageTimes, ...feedTimes, ...vaultTimes, ...fileTimes],
}
