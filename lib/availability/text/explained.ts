import type { RefusalCode } from '../../errors'

type Explained = {
  /** What the rule asks, as a fact that holds or does not. */
  says: string
  /** Where it is set, and what that is called there; nothing where it is not a setting. */
  setting?: { href: (ids: { practitionerId: string; serviceId: string }) => string; say: string }
}

const service = (say: string): Explained['setting'] => ({
  href: ({ serviceId }) => `/admin/services/${serviceId}`,
  say,
})
const hours: Explained['setting'] = {
  href: ({ practitionerId }) => `/admin/hours/${practitionerId}`,
  say: 'Hours and leave',
}
const people: Explained['setting'] = { href: () => '/admin/people', say: 'People' }

/** Every rule of `rules.ts` in words for staff. A test holds the two together. */
export const EXPLAINED: Partial<Record<RefusalCode, Explained>> = {
  service_not_bookable: { says: 'The service is active', setting: service('Service') },
  practitioner_not_bookable: { says: 'The practitioner is active', setting: people },
  service_not_offered: { says: 'The practitioner offers this service', setting: service('Who offers it') },
  mode_not_offered: { says: 'The service is offered in this way', setting: service('Ways to be seen') },
  location_not_offered: {
    says: 'The place suits the way of being seen',
    setting: { href: () => '/admin/locations', say: 'Locations' },
  },
  not_accepting_new_patients: {
    says: 'The practitioner takes new patients, or it is a follow-up',
    setting: people,
  },
  in_the_past: { says: 'The time is not over' },
  too_late_to_book: { says: 'The time is outside the booking notice', setting: service('Booking notice') },
  too_far_ahead: { says: 'The time is not too far ahead', setting: service('How far ahead') },
  outside_hours: {
    says: 'The whole visit is inside the hours, and not in leave or a closure',
    setting: hours,
  },
  off_grid: { says: 'Visits start at this time', setting: service('Start grid') },
  day_full: { says: 'The practitioner may have one more that day', setting: service('Daily limit') },
  opening_full: { says: 'The opening has a place left', setting: hours },
  nothing_free: {
    says: 'A room and the equipment it needs are free',
    setting: service('Rooms and equipment'),
  },
  slot_taken: { says: 'The practitioner is free, buffers included', setting: service('Buffers') },
  too_young: { says: 'The patient is old enough', setting: service('Ages') },
  too_old: { says: 'The patient is young enough', setting: service('Ages') },
  initial_visit_first: {
    says: 'There was an initial visit, or this is one',
    setting: service('Initial visit first'),
  },
  upcoming_limit: { says: 'The patient may have one more to come', setting: service('Limit per patient') },
  referral_required: { says: 'There is a referral, where one is needed', setting: service('Referral') },
}
