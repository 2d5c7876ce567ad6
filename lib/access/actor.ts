/**
 * How the request reached us; goes into the audit row. `arrivedAt`: milliseconds since the epoch, where somebody waits for the answer.
 * `userAgent`: what the browser calls itself.
 */
export type Via = { ip: string; requestId: string; arrivedAt?: number; userAgent?: string }

export type StaffRole = 'receptionist' | 'nurse' | 'practitioner' | 'admin' | 'auditor'

/** A clinic the account works in, with its roles there. */
export type Membership = { clinicId: string; clinicSlug: string; roles: readonly StaffRole[] }

declare const made: unique symbol
type Made = { readonly [made]: true; readonly via: Via }

/** Somebody without an account. With `holdId`: the one who keeps that time. */
export type Guest = Made & { readonly kind: 'guest'; readonly holdId?: string }
/** A signed-in person, for themselves and those they act for. */
export type PatientActor = Made & {
  readonly kind: 'patient'
  readonly accountId: string
  readonly sessionId: string
  readonly name: string
  readonly email: string
}
/** A signed-in person at work in one clinic. */
export type StaffActor = Made & {
  readonly kind: 'staff'
  readonly accountId: string
  readonly sessionId: string
  readonly name: string
  readonly clinicId: string
  readonly clinicSlug: string
  readonly roles: readonly StaffRole[]
}
/** The bearer of a manage link. `bornOn`: who has also said when the patient was born ('YYYY-MM-DD'), and so comes near what is clinical. */
export type LinkActor = Made & {
  readonly kind: 'link'
  readonly bookingId: string
  readonly clinicId: string
  readonly bornOn?: string
}
/** Another system at work for a clinic, by one of its API keys. */
export type KeyActor = Made & {
  readonly kind: 'key'
  readonly keyId: string
  readonly clinicId: string
  readonly clinicSlug: string
}
/** Our own worker, or a command line. */
export type SystemActor = Made & { readonly kind: 'system' }

/** Who is asking: the first argument of every query and command. Only lib/access makes one. */
export type Actor = Guest | PatientActor | StaffActor | LinkActor | KeyActor | SystemActor

const NO_REQUEST: Via = { ip: 'none', requestId: 'none' }

type Draft<A extends Actor> = A extends Actor ? Omit<A, typeof made> : never
const make = <A extends Actor>(draft: Draft<A>): A => Object.freeze(draft) as unknown as A

/** For lib/access and its callers in lib/http, lib/actions, lib/jobs; kept out of domains by the architecture test. */
export const actors = {
  guest: (via: Via, holdId?: string) => make<Guest>({ kind: 'guest', via, ...(holdId && { holdId }) }),
  patient: (draft: Draft<PatientActor>) => make<PatientActor>(draft),
  staff: (draft: Draft<StaffActor>) => make<StaffActor>(draft),
  link: (via: Via, bookingId: string, clinicId: string) =>
    make<LinkActor>({ kind: 'link', via, bookingId, clinicId }),
  knownLink: (via: Via, bookingId: string, clinicId: string, bornOn: string) =>
    make<LinkActor>({ kind: 'link', via, bookingId, clinicId, bornOn }),
  key: (draft: Draft<KeyActor>) => make<KeyActor>(draft),
  system: (via: Via = NO_REQUEST) => make<SystemActor>({ kind: 'system', via }),
}

/** What PostgreSQL is told (`app.actor`; the migration `who_is_asking` explains the forms). */
export function actorSetting(actor: Actor): string {
  switch (actor.kind) {
    case 'guest':
      return actor.holdId ? `guest:${actor.holdId}` : 'guest'
    case 'patient':
      return `account:${actor.accountId}`
    case 'staff':
      return `account:${actor.accountId}:${actor.clinicId}`
    case 'link':
      return actor.bornOn ? `link:${actor.bookingId}::known` : `link:${actor.bookingId}`
    case 'key':
      return `key:${actor.keyId}`
    case 'system':
      return 'system'
  }
}

/** The account behind an actor, or null. */
export function accountIdOf(actor: Actor): string | null {
  return actor.kind === 'patient' || actor.kind === 'staff' ? actor.accountId : null
}
