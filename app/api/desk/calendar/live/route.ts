import { defineLive } from '@/lib/actions/live'
import { mayRunDay } from '@/lib/booking/policy'

/** On which days the clinic's calendar changes, as it happens. */
export const GET = defineLive({ as: 'staff', may: mayRunDay })
