import type { ClinicView, PractitionerView, ServiceView } from '../../clinics/queries'
import type { RefusalCode } from '../../errors'
import type { Mode, VisitType } from '../schema'

/**
 * The way through booking: which questions there are, in which order, and their addresses. Choices are in the address, so that Back, reload
 * and a link sent to a friend work; nothing about a person ever is.
 */

/** Refusals that concern the time and nothing else: another time is the answer. */
export const LOST_TIME: readonly RefusalCode[] = [
  ...(['slot_taken', 'hold_expired', 'in_the_past', 'outside_hours', 'off_grid'] as const),
  ...(['too_late_to_book', 'too_far_ahead', 'day_full', 'opening_full', 'nothing_free'] as const),
]

/** What can be booked at a clinic, as the journey needs it. */
export type Offer = {
  clinic: Pick<ClinicView, 'slug' | 'locations'>
  services: ServiceView[]
  practitioners: PractitionerView[]
}

/** Answers so far. `practitioner`: an id or 'anyone'. `location` belongs to `mode`. */
export type Choices = {
  service?: string
  type?: VisitType
  mode?: Mode
  location?: string
  practitioner?: string
}

/** Each question in its order. `person`: for whom a signed-in person books. */
export const STEPS = ['service', 'visit', 'how', 'who', 'when', 'person', 'details', 'check'] as const
export type Step = (typeof STEPS)[number]

/** A way of being seen: how, and at which of the clinic's places. */
export type Way = { mode: Mode; location: ClinicView['locations'][number] }

/** The ways a service is offered, in person first. */
export function waysOf({ clinic }: Pick<Offer, 'clinic'>, service: Pick<ServiceView, 'modes'>): Way[] {
  const order: Mode[] = ['in_person', 'video', 'phone', 'chat']
  return order
    .filter((mode) => service.modes.includes(mode))
    .flatMap((mode) =>
      clinic.locations
        .filter(({ kind }) => (kind === 'in_person') === (mode === 'in_person'))
        .map((location) => ({ mode, location })),
    )
}

/** Who offers a service and can be seen so: for a first visit only those who take new patients. */
export function ablePractitioners(
  { practitioners }: Offer,
  service: string,
  type: VisitType | undefined,
): PractitionerView[] {
  return practitioners.filter(
    ({ services, acceptsNewPatients }) =>
      services.includes(service) && (type !== 'initial' || acceptsNewPatients),
  )
}

/**
 * Answers that hold together: what does not exist here is dropped, what leaves no choice is answered. Without a service nothing else is an
 * answer.
 */
export function settled(offer: Offer, asked: Choices): Choices {
  const only = offer.services.length === 1 ? offer.services[0] : undefined
  const service = offer.services.find(({ code }) => code === asked.service) ?? only
  if (!service) return {}
  const type = asked.type === 'initial' || asked.type === 'follow_up' ? asked.type : undefined
  const ways = waysOf(offer, service)
  const way =
    ways.length === 1
      ? ways[0]
      : ways.find(
          ({ mode, location }) => mode === asked.mode && (!asked.location || location.id === asked.location),
        )
  const isKnown =
    asked.practitioner === 'anyone' ||
    ablePractitioners(offer, service.code, type).some(({ id }) => id === asked.practitioner)
  return {
    service: service.code,
    ...(type && { type }),
    ...(type && way && { mode: way.mode, location: way.location.id }),
    ...(isKnown && { practitioner: asked.practitioner }),
  }
}

/**
 * What a link from another site asks for, as far as it is offered here, and the names of what is not (any more). A practitioner may be named
 * without a service: the ones they offer are left to choose from.
 */
export function linkedTo(offer: Offer, asked: Choices): { choices: Choices; unknown: (keyof Choices)[] } {
  const whom = offer.practitioners.find(({ id }) => id === asked.practitioner)
  const theirs = whom
    ? { ...offer, services: offer.services.filter(({ code }) => whom.services.includes(code)) }
    : offer
  const choices = asked.service
    ? settled(offer, asked)
    : { ...settled(theirs, asked), ...(whom && { practitioner: whom.id }) }
  const isUnknown: Record<keyof Choices, boolean> = {
    service: asked.service !== undefined && choices.service !== asked.service,
    type: asked.type !== undefined && asked.type !== 'initial' && asked.type !== 'follow_up',
    mode: false,
    location: false,
    practitioner: asked.practitioner !== undefined && choices.practitioner !== asked.practitioner,
  }
  const names = Object.keys(isUnknown) as (keyof Choices)[]
  return { choices, unknown: names.filter((name) => isUnknown[name]) }
}

/** The questions somebody sees with these answers. `isSignedIn` people choose for whom they book. */
export function stepsFor(offer: Offer, choices: Choices, isSignedIn: boolean): Step[] {
  const chosen = offer.services.filter(({ code }) => code === choices.service)
  const possible = chosen.length > 0 ? chosen : offer.services
  const isShown: Partial<Record<Step, boolean>> = {
    service: offer.services.length > 1,
    how: possible.some((service) => waysOf(offer, service).length > 1),
    person: isSignedIn,
  }
  return STEPS.filter((step) => isShown[step] ?? true)
}

/** The first question up to the time that has no answer yet, or null. */
export function openQuestion({
  service,
  type,
  mode,
  practitioner,
}: Choices): Exclude<Step, 'when' | 'person' | 'details' | 'check'> | null {
  if (!service) return 'service'
  if (!type) return 'visit'
  if (!mode) return 'how'
  return practitioner ? null : 'who'
}

/** The address of what comes after these answers: the first open question, else the free times. */
export function pathOnwards(offer: Offer, choices: Choices): string {
  const known = settled(offer, choices)
  return stepPath(offer.clinic.slug, openQuestion(known) ?? 'when', known)
}

/** "Step 3 of 6", counting only what is shown. */
export function stepWords(steps: readonly Step[], step: Step): string {
  return `Step ${steps.indexOf(step) + 1} of ${steps.length}`
}

/** The question before this one, or null at the first. */
export function stepBefore(steps: readonly Step[], step: Step): Step | null {
  return steps[steps.indexOf(step) - 1] ?? null
}

/** The address of a question with its choices. `also`: what else the page shows (a day, a message). */
export function stepPath(
  clinicSlug: string,
  step: Step,
  choices: Choices = {},
  also: Record<string, string | undefined> = {},
): string {
  const path = `/${clinicSlug}/book${step === 'service' ? '' : `/${step}`}`
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...choices, ...also })) if (value) query.set(name, value)
  return query.size > 0 ? `${path}?${query}` : path
}

/** What goes along in the addresses of the desk from a group session until somebody has a seat in it. */
export function sessionQuery(sessionId: string | undefined): string {
  return sessionId ? `?${new URLSearchParams({ session: sessionId })}` : ''
}

/** Whether a draft may be shown to whoever is there now: a guest's to everybody at this browser, an account's to that account only. */
export function isDraftOf(draft: { by: string | null }, accountId: string | null): boolean {
  return draft.by === null || draft.by === accountId
}
