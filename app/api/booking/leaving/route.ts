import { defineBeacon } from '@/lib/actions/beacon'
import { leavePage } from '@/lib/booking/commands/journey'
import { bookingDraft, leavingInput } from '@/lib/booking/schema/draft'

/** What a page of the booking journey tells on being left. */
export const POST = defineBeacon({ input: leavingInput, draft: bookingDraft, command: leavePage })
