import { type Actor, actors, type StaffRole } from './lib/access/actor'

/** The clinic that deeds are asked about. */
export const HERE = 'here'
export const BOOKING = { id: 'booking', clinicId: HERE }

const via = { ip: 'none', requestId: 'none' }
const account = { via, accountId: 'account', sessionId: 'session', name: 'Somebody' }
const staffAt = (clinicId: string, ...roles: StaffRole[]) =>
  actors.staff({ kind: 'staff', ...account, clinicId, clinicSlug: clinicId, roles })

/** Everybody who may ask. `elsewhere`: at work in another clinic, in every role at once. */
export const ACTORS = {
  guest: actors.guest(via),
  keeper: actors.guest(via, 'hold'),
  link: actors.link(via, BOOKING.id, HERE),
  otherLink: actors.link(via, 'another booking', HERE),
  knownLink: actors.knownLink(via, BOOKING.id, HERE, '1990-01-01'),
  otherKnownLink: actors.knownLink(via, 'another booking', HERE, '1990-01-01'),
  patient: actors.patient({ kind: 'patient', ...account, email: 'somebody@example.com' }),
  receptionist: staffAt(HERE, 'receptionist'),
  nurse: staffAt(HERE, 'nurse'),
  practitioner: staffAt(HERE, 'practitioner'),
  /** A nurse with appointments of their own. */
  nursePractitioner: staffAt(HERE, 'nurse', 'practitioner'),
  admin: staffAt(HERE, 'admin'),
  auditor: staffAt(HERE, 'auditor'),
  roleless: staffAt(HERE),
  unknownRole: staffAt(HERE, 'janitor' as StaffRole),
  elsewhere: staffAt('elsewhere', 'receptionist', 'nurse', 'practitioner', 'admin', 'auditor'),
  key: actors.key({ kind: 'key', via, keyId: 'key', clinicId: HERE, clinicSlug: HERE }),
  otherKey: actors.key({ kind: 'key', via, keyId: 'key', clinicId: 'elsewhere', clinicSlug: 'elsewhere' }),
  system: actors.system(via),
} satisfies Record<string, Actor>

/** Something that can be asked of the portal: the `may…` that answers, and everybody to whom it says yes. */
export type Deed = {
  deed: string
  asks: unknown
  may: (actor: Actor) => boolean
  who: readonly (keyof typeof ACTORS)[]
}

export const DESK = ['receptionist', 'nurse', 'practitioner', 'nursePractitioner', 'admin'] as const
export const CLINICIANS = ['nurse', 'practitioner', 'nursePractitioner'] as const
