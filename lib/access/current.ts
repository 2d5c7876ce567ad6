import 'server-only'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { Refusal, refusal } from '../errors'
import { PATH_HEADER } from '../http/headers'
import { ownPath } from '../http/paths'
import { viaOf } from '../http/via'
import { actors, type Guest, type Membership, type PatientActor, type StaffActor, type Via } from './actor'
import { CLINIC_COOKIE, openSessionCookie, SESSION_COOKIE } from './cookies'
import { isDeed } from './deeds'
import { type OpenSession, openSession } from './sessions'

/** How the present request reached us. */
export const currentVia = cache(async (): Promise<Via> => viaOf(await headers()))

/**
 * The live session behind the present request, or null. One statement, at most once per render. For what a page shows of the signed-in
 * person (name, clinics); who they are to a query or a command is an actor.
 */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const token = await openSessionCookie((await cookies()).get(SESSION_COOKIE)?.value)
  return token === null ? null : openSession(token, await currentVia(), isDeed(await headers()))
})

/**
 * Whoever is there, for pages and actions that are everybody's: a guest, or a signed-in person for themselves (staff too: on a public
 * page nobody is at work).
 */
export const currentActor = cache(async (): Promise<Guest | PatientActor> => {
  const session = await currentSession()
  return session ? asPatient(session, await currentVia()) : actors.guest(await currentVia())
})

/** The two faces of a signed-in account. */
type Faces = { patient: PatientActor; staff: StaffActor }

/** The signed-in person as who an action needs them to be. Refuses: `not_signed_in`; `not_allowed` where they work nowhere. */
export async function signedIn<As extends keyof Faces>(as: As): Promise<Faces[As]> {
  return (await face(as)) as Faces[As]
}

/** One and the same actor for layout, page and title, so that what is kept per actor is asked once in a render. */
const face = cache(async (as: keyof Faces): Promise<PatientActor | StaffActor> => {
  const session = await currentSession()
  if (!session) throw refusal('not_signed_in')
  const via = await currentVia()
  return as === 'patient'
    ? asPatient(session, via)
    : asStaff(session, via, (await cookies()).get(CLINIC_COOKIE)?.value)
})

/**
 * Asks again later, when the request itself is over, who is at work in the actor's clinic by the present session: null once it has ended,
 * or the membership has. Asking does not keep the session alive (security.md I4).
 */
export async function askingAgain(actor: StaffActor): Promise<() => Promise<StaffActor | null>> {
  const token = await openSessionCookie((await cookies()).get(SESSION_COOKIE)?.value)
  return async () => {
    const session = token === null ? null : await openSession(token, actor.via, false)
    const isStillHere = session?.memberships.some(({ clinicId }) => clinicId === actor.clinicId)
    return session && isStillHere ? asStaff(session, actor.via, actor.clinicSlug) : null
  }
}

/**
 * The guard of a page, called in the page itself (a layout is no guard). `patient`: any signed-in account, for itself and those it acts
 * for. `staff`: at work in the clinic of the clinic cookie, else of the oldest membership. Signed out: to sign in, and back here after.
 * At work nowhere: not found.
 */
export async function requireActor<As extends keyof Faces>(as: As): Promise<Faces[As]> {
  try {
    return await signedIn(as)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'not_allowed') notFound()
    if (error.code !== 'not_signed_in') throw error
  }
  const here = ownPath((await headers()).get(PATH_HEADER))
  redirect(here ? `/sign-in?next=${encodeURIComponent(here)}` : '/sign-in')
}

function asPatient(session: OpenSession, via: Via): PatientActor {
  const { accountId, sessionId, name, email } = session
  return actors.patient({ kind: 'patient', via, accountId, sessionId, name, email })
}

function asStaff(session: OpenSession, via: Via, chosen: string | undefined): StaffActor {
  const { accountId, sessionId, name, memberships } = session
  const membership = workplace(memberships, chosen)
  if (!membership) throw refusal('not_allowed')
  const { clinicId, clinicSlug, roles } = membership
  return actors.staff({ kind: 'staff', via, accountId, sessionId, name, clinicId, clinicSlug, roles })
}

/** Where somebody is at work now: the clinic they chose if it is still theirs, else the first they joined. */
function workplace(memberships: readonly Membership[], chosen: string | undefined): Membership | undefined {
  return memberships.find(({ clinicSlug }) => clinicSlug === chosen) ?? memberships[0]
}
