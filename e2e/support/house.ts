import { DOORS } from '@/access-doors'
import { newId } from '@/lib/ids'
import { addDays, localDate } from '@/lib/time'
import { seal } from '@/lib/vault/seal'
import { harbour, patients } from '@/prisma/seed/cast'
import { clinicsTemplate, draftNote } from '@/prisma/seed/notes'
import { ask } from './ask'
import type { Portal } from './portal'

/** What stands for the parameters of the house's addresses: somebody's booking, a guest's with its link, a mail. */
export type Rooms = {
  /** A coming booking of Ada's. */
  bookingId: string
  /** A guest's booking, its reference and the token of its link. */
  guest: { bookingId: string; reference: string; token: string }
  mailId: string
  /** A time that is free, as forms name it; and what else an address says of it. */
  time: string
  slot: { startsAt: string; practitionerId: string; locationId: string }
  day: string
}

type Guest = { lastName: string; email: string; reason: string }

const visit = { service: 'gp', type: 'follow_up', mode: 'in_person' } as const

/** Fills a portal's demo with what its addresses need. `lastName`, `reason`, `email`: of the guest. */
export async function furnish(
  portal: Portal,
  guest: Guest = { lastName: 'Guest', email: 'guest@example.com', reason: 'A cough' },
): Promise<Rooms> {
  const [first, second, third] = await freeSlots(portal)
  if (!first || !second || !third) throw new Error('The demo has no free times')
  const theirs = await book(portal, first, guest)
  const own = await book(portal, second, guest)
  await portal.query('UPDATE booking SET patient_id = $2 WHERE id = $1', [own.bookingId, patients.ada.id])
  return {
    bookingId: own.bookingId,
    guest: theirs,
    mailId: await postMail(portal, guest.email),
    time: `${third.startsAt} ${third.practitionerId} ${third.locationId}`,
    slot: third,
    day: localDate(new Date(third.startsAt), harbour.timeZone),
  }
}

/** Books a time through the API, as a stranger. */
async function book(portal: Portal, slot: Rooms['slot'], guest: Guest): Promise<Rooms['guest']> {
  const answer = await ask(portal.port, `/api/v1/clinics/${harbour.slug}/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
    body: JSON.stringify({ ...visit, ...slot, patient: stranger(guest), reason: guest.reason }),
  })
  const { reference, manageToken } = JSON.parse(answer.body) as { reference: string; manageToken: string }
  const [row] = await portal.query<{ id: string }>('SELECT id FROM booking WHERE reference = $1', [reference])
  if (!row) throw new Error(`The portal does not book: ${answer.body}`)
  return { bookingId: row.id, reference, token: manageToken }
}

/** Every GET of the access matrix, with parameters from the rooms. `bearer`: the manage token goes into a header. */
export function addresses(rooms: Rooms): { door: string; path: string; bearer: boolean }[] {
  const isGet = (door: string) => door.startsWith('app/') || door.startsWith('GET ')
  return Object.keys(DOORS)
    .filter(isGet)
    .flatMap((door) => pathsOf(door, rooms).map((path) => ({ door, path, bearer: /reference/.test(door) })))
}

/** The paths of a door: with its parameters, and with what people come there with. */
export function pathsOf(door: string, rooms: Rooms): string[] {
  const pattern = door
    .replace(/^(GET )?app/, '')
    .replaceAll(/\/\([a-z]+\)/g, '')
    .replace(/\/(page\.tsx|route\.ts)$/, '')
  if (pattern.includes('[...nextauth]'))
    return ['session', 'csrf', 'providers', 'signin', 'signout', 'error', 'callback/credentials'].map(
      (deed) => pattern.replace('[...nextauth]', deed),
    )
  const path = pattern
    .replace(/^\/manage\/\[token\]/, `/manage/${rooms.guest.token}`)
    // Nobody’s invitation.
    .replace(/^\/join\/(patient\/)?\[token\]/, `/join/$1${'j'.repeat(43)}`)
    .replace('[locationId]', harbour.locations[0].id)
    .replace('[serviceId]', harbour.services[0].id)
    .replace('[practitionerId]', harbour.practitioners[0].id)
    // Ids that nothing has.
    .replace(/\[(memberId|resourceId|sessionId|rebookingId|fileId)\]/, patients.ada.id)
    .replace(/^\/dev\/mailbox\/\[id\]/, `/dev/mailbox/${rooms.mailId}`)
    .replace('[noteId]', draftNote.id)
    .replace('[templateId]', clinicsTemplate.id)
    .replace('[file]', 'appointment.ics')
    .replace('[[...unknown]]', 'no-such')
    .replace(/\[(clinic|slug)\]/, harbour.slug)
    // What nobody has filled in, and a form that is nowhere.
    .replace(/\[(submissionId|formId)\]/, patients.ada.id)
    .replace('[page]', 'start')
    .replace('[questionId]', 'q')
    .replace('[number]', '1')
    .replace('[id]', rooms.bookingId)
    .replace('[bookingId]', rooms.bookingId)
    .replace('[patientId]', patients.ada.id)
    .replace('[reference]', rooms.guest.reference)
  if (path.includes('[')) throw new Error(`${door} has a parameter that nothing is known for`)
  return [path || '/', ...queriesOf(path, rooms).map((query) => `${path}?${query}`)]
}

function queriesOf(path: string, { time, slot, day }: Rooms): string[] {
  const wanted = { ...visit, location: slot.locationId, practitioner: slot.practitionerId }
  if (path.endsWith('/move/confirm')) return [String(new URLSearchParams({ time }))]
  if (path.endsWith('/book/when')) return [String(new URLSearchParams({ ...wanted, day }))]
  if (/\/book\/(visit|how|who)$/.test(path)) return [String(new URLSearchParams(visit))]
  if (['/desk', '/clinic/day', '/desk/calendar', '/api/desk/calendar'].includes(path)) return [`day=${day}`]
  if (path === '/desk/away/plan') return [`practitionerId=${harbour.practitioners[0].id}&fromDate=${day}`]
  if (path.endsWith('/move')) return [`day=${day}`]
  if (path.endsWith('/slots')) return [String(new URLSearchParams({ ...wanted, from: day, to: day }))]
  if (path.endsWith('/slots/next')) return [String(new URLSearchParams({ ...wanted, from: day }))]
  if (path === '/sign-in') return ['next=/my', 'signed-out']
  return []
}

async function freeSlots(portal: Portal): Promise<Rooms['slot'][]> {
  const from = addDays(localDate(new Date(), harbour.timeZone), 21)
  const asked = {
    ...visit,
    practitioner: harbour.practitioners[0].id,
    location: harbour.locations[0].id,
    from,
    to: addDays(from, 6),
  }
  const answer = await ask(portal.port, `/api/v1/clinics/${harbour.slug}/slots?${new URLSearchParams(asked)}`)
  const { slots } = JSON.parse(answer.body) as { slots: Rooms['slot'][] }
  return slots.map(({ startsAt, practitionerId, locationId }) => ({ startsAt, practitionerId, locationId }))
}

const stranger = ({ lastName, email }: Guest) => ({
  ...{ firstName: 'Some', lastName, dateOfBirth: '1990-05-17', phone: '0491 570 006', email },
})

/** A mail in the demo's mailbox, as the worker leaves one there. */
async function postMail(portal: Portal, to: string): Promise<string> {
  const id = newId()
  const raw = `From: Harbour <a@b.example>\r\nTo: ${to}\r\nSubject: Your appointment\r\n\r\nHello.\r\n`
  const sealed = seal(raw, { table: 'demo_mail', column: 'raw_sealed', id })
  await portal.query(
    `INSERT INTO demo_mail (id, received_at, message_id, raw_sealed) VALUES ($1, now(), 'a mail', $2)`,
    [id, sealed],
  )
  return id
}
