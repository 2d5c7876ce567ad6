/** The whole catalogue of refusals: code → HTTP status and the sentence a person reads. Anything else that is thrown is a bug. */
const CATALOGUE = {
  // who is asking
  not_signed_in: [401, 'Sign in to continue.'],
  not_allowed: [403, 'You do not have access to this. Ask your clinic’s administrator if you need it.'],
  not_found: [404, 'We could not find that. It may have been moved or removed.'],
  wrong_credentials: [401, 'The email address or password is not right.'],
  proof_required: [403, 'It is a while since you typed your password. Type it again to go on.'],
  bad_link: [404, 'This link is not valid. Check that you have copied all of it, or call the clinic.'],
  link_expired: [410, 'This link has expired. Call the clinic and we will help you.'],
  born_wrong: [422, 'That is not the date of birth we have for this appointment.'],
  born_unsaid: [
    401,
    'It has been a while. Say the date of birth again, then send this again: what you typed is still here.',
  ],
  invitation_over: [410, 'This invitation is not open any more. Ask for a new one.'],
  cross_site: [403, 'This request did not come from our own pages.'],
  too_quick: [429, 'That was quicker than people type. Check your answers, then press the button again.'],
  too_many_requests: [429, 'Too many tries. Wait a moment, then try again.'],
  // what was sent
  invalid_input: [422, 'Check what you entered.'],
  malformed: [400, 'This request could not be read.'],
  body_too_large: [413, 'That is too large.'],
  idempotency_key_required: [400, 'Send an Idempotency-Key header with this request.'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used for a different request.'],
  settings_changed: [
    409,
    'Somebody else changed this meanwhile. What you typed is still here: save again to keep yours, or reload the page to see theirs.',
  ],
  last_admin: [409, 'A clinic needs an administrator. Give somebody else the role first.'],
  // files
  file_empty: [422, 'The file is empty. Choose it again, or choose another one.'],
  file_too_large: [
    413,
    'The file is larger than 10 MB. Send a smaller photo, or a document with fewer pages.',
  ],
  file_type: [
    422,
    'We take PDF, JPEG and PNG files. Save or export it as one of these, then choose it again.',
  ],
  file_heic: [
    422,
    'This photo is in the HEIC format, which we do not take. On an iPhone, open it in Photos, tap Share, then Options, choose “Most Compatible” and save it to Files. Or send a screenshot of it.',
  ],
  file_ending: [
    422,
    'The name of the file does not end as such a file does. Send the original, or end its name in .pdf, .jpg or .png, whichever it is.',
  ],
  file_name: [422, 'The name of the file has signs in it that we do not take. Give it a plain name.'],
  file_mixed: [422, 'There is something else inside this file. Send the original, or a photo of it.'],
  file_broken: [
    422,
    'The file cannot be read. It may be damaged or incomplete: see that it opens, then choose it again.',
  ],
  file_pixels: [422, 'The picture has more than 40 million pixels. Send it in a smaller size.'],
  file_encrypted: [422, 'The document is protected. Print it to a new PDF, then send that one.'],
  file_active: [
    422,
    'The document has scripts, attachments or commands in it. Print it to a new PDF, then send that one.',
  ],
  file_unpacks: [
    422,
    'There is far more in this file than its size says. Print it to a new PDF, then send that one.',
  ],
  files_full: [409, 'There is no room for more documents. Call the clinic.'],
  // booking: the time
  slot_taken: [409, 'That time has just been taken. Choose another time.'],
  hold_expired: [409, 'We could not keep this time any longer. Choose a time again.'],
  too_many_holds: [
    429,
    'You are keeping three times already. Book one of them, or wait until they are free again.',
  ],
  in_the_past: [422, 'That time is in the past.'],
  outside_hours: [422, 'The practitioner is not available at that time.'],
  off_grid: [422, 'Appointments do not start at that time.'],
  too_late_to_book: [422, 'That time is too soon to book online. Call the clinic.'],
  too_far_ahead: [422, 'That time is too far ahead to book.'],
  day_full: [409, 'This practitioner has no more of these appointments that day. Choose another day.'],
  opening_full: [409, 'All places of that session are taken. Choose another time.'],
  nothing_free: [409, 'A room or equipment that this needs is not free at that time. Choose another time.'],
  // booking: the service and the person
  service_not_bookable: [422, 'This service cannot be booked.'],
  practitioner_not_bookable: [422, 'This practitioner cannot be booked.'],
  service_not_offered: [422, 'This practitioner does not offer this service.'],
  mode_not_offered: [422, 'This service is not offered that way.'],
  location_not_offered: [422, 'This service is not offered there.'],
  not_accepting_new_patients: [422, 'This practitioner is not taking new patients.'],
  too_young: [422, 'This service is for older patients. Call the clinic.'],
  too_old: [422, 'This service is for younger patients. Call the clinic.'],
  referral_required: [422, 'This service needs a referral. Call the clinic to book it.'],
  initial_visit_first: [
    422,
    'The first visit for this service must be an initial visit. Choose “new patient”, or call the clinic.',
  ],
  upcoming_limit: [
    422,
    'This person already has as many of these appointments to come as can be booked online. Call the clinic.',
  ],
  patient_overlap: [409, 'There is already an appointment for this person at that time.'],
  possible_duplicate: [409, 'Somebody on file may be the same person. Look at them before adding another.'],
  // an existing booking
  changed_meanwhile: [409, 'This appointment was changed in the meantime. Look at it again.'],
  not_in_this_state: [409, 'This cannot be done to the appointment as it is now.'],
  too_late_to_change: [422, 'It is too late to change this appointment online. Call the clinic.'],
  needs_approval: [
    422,
    'The clinic agrees to each time of this appointment beforehand. Call the clinic to move it.',
  ],
  proposal_over: [409, 'That time is not proposed any more. Look at your appointment again.'],
  not_for_groups: [422, 'This service is for one person at a time: it has no sessions.'],
  session_cancelled: [409, 'This session was cancelled.'],
  session_begun: [
    409,
    'This session has begun, or somebody has arrived for it: it cannot be moved any more.',
  ],
  // notes
  note_changed: [
    409,
    'This note was saved somewhere else meanwhile. Both texts are here: choose what to keep.',
  ],
  note_signed: [409, 'This note is signed, and does not change any more. Add to it instead.'],
  note_empty: [422, 'There is nothing in this note to sign.'],
  // the chart
  entry_changed: [
    409,
    'Somebody else changed or ended this meanwhile. Look at the chart again; what you typed is still here.',
  ],
  proposal_decided: [409, 'A colleague has decided on this already.'],
  has_allergies: [409, 'There are allergies on this chart. End them first if there are none.'],
  unusual_values: [422, 'Some values are unusual. Check them, then save again if they are right.'],
  // forms
  form_over: [409, 'This form can no longer be changed. If something in it is not right, call the clinic.'],
  form_not_ready: [422, 'Some questions are not answered yet. Go through the sections that are incomplete.'],
  form_changed: [
    409,
    'These answers were changed meanwhile, perhaps on another device. What you typed is still here: save again to keep it, or reload the page to see what was saved.',
  ],
  form_unsound: [422, 'This form cannot be published as it is.'],
  // hours
  affects_bookings: [
    409,
    'Appointments that are booked already would be outside. Look at them, then save again to keep them.',
  ],
  hours_changed_meanwhile: [409, 'These hours were changed in the meantime. Look at them again.'],
  same_time: [422, 'That is the time you already have.'],
  // us
  busy: [503, 'We are very busy. Try again in a moment.'],
  database_down: [
    503,
    'The portal is not available right now. Nothing you did was lost by us; try again in a few minutes.',
  ],
} as const satisfies Record<string, readonly [number, string]>

export type RefusalCode = keyof typeof CATALOGUE

/** A refusal: thrown (returning from a transaction commits it) and translated once, by `defineAction` and `defineRoute`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: RefusalCode,
    /** Field name → what to do about it. */
    readonly fields: Record<string, string> = {},
    /** Extra machine-readable facts for the API, nothing personal. */
    readonly facts: Record<string, unknown> = {},
    /** What the person has to see to decide, for our own pages only: it may be personal, and the API never gets it. */
    readonly shows?: unknown,
  ) {
    super(code)
  }
  get status(): number {
    return CATALOGUE[this.code][0]
  }
  get say(): string {
    return CATALOGUE[this.code][1]
  }
}

/** `throw refusal('slot_taken')`. */
export function refusal(
  code: RefusalCode,
  fields?: Record<string, string>,
  facts?: Record<string, unknown>,
): Refusal {
  return new Refusal(code, fields, facts)
}

/** Refuses unless a fact holds. */
export function refuseUnless(
  holds: boolean,
  code: RefusalCode,
  fields?: Record<string, string>,
): asserts holds {
  if (!holds) throw refusal(code, fields)
}

/** Narrows away null and undefined, or refuses. */
export function found<T>(value: T | null | undefined, code: RefusalCode = 'not_found'): T {
  if (value === null || value === undefined) throw refusal(code)
  return value
}
