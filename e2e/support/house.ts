import { DOORS } from '@/access-matrix'
import { newId } from '@/lib/ids'
import { addDays, localDate } from '@/lib/time'
import { seal } from '@/lib/vault/seal'
import { harbour, patients } from '@/prisma/seed/cast'
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

const visit = { service: 'gp', type: 'follow_up', mode: 'in_person' } as const

/** Fills a portal's demo with what its addresses need. `lastName`, `reason`, `email`: of the guest. */
export async function furnish(
  portal: Portal,
  guest = { lastName: 'Guest', email: 'guest@example.com', reason: 'A cough' },
): Promise<Rooms> {
  const [own] = await portal.query<{ id: string }>(
    `SELECT id FROM booking WHERE patient_id = $1 AND status = 'confirmed' AND starts_at > now() + interval '2 days' ORDER BY starts_at`,
    [patients.ada.id],
  )
  const [first, second] = await freeSlots(portal)
  if (!own || !first || !second) throw new Error('The demo has no booking of Ada’s or no free time')
  const booked = await ask(portal.port, `/api/v1/clinics/${harbour.slug}/bookings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
    body: JSON.stringify({ ...visit, ...first, patient: stranger(guest), reason: guest.reason }),
  })
  const { reference, manageToken } = JSON.parse(booked.body) as { reference: string; manageToken: string }
  const [row] = await portal.query<{ id: string }>('SELECT id FROM booking WHERE reference = $1', [reference])
  return {
    bookingId: own.id,
    guest: { bookingId: row?.id ?? '', reference, token: manageToken },
    mailId: await postMail(portal, guest.email),
    time: `${second.startsAt} ${second.practitionerId} ${second.locationId}`,
    slot: second,
    day: localDate(new Date(second.startsAt), harbour.timeZone),
  }
}

/** Every GET of the access matrix, with parameters from the rooms. `bearer`: the manage token goes into a header. */
export function addresses(rooms: Rooms): { door: string; path: string; bearer: boolean }[] {
  const isGet = (door: string) => door.startsWith('app/') || door.startsWith('GET ')
  return Object.keys(DOORS)
    .filter(isGet)
    .flatMap((door) => pathsOf(door, rooms).map((path) => ({ door, path, bearer: /reference/.test(door) })))
}

/** The paths of a door: with its parameters, and with what people come there with. */
function pathsOf(door: string, rooms: Rooms): string[] {
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
    .replace(/^\/dev\/mailbox\/\[id\]/, `/dev/mailbox/${rooms.mailId}`)
    .replace('[file]', 'appointment.ics')
    .replace('[[...unknown]]', 'no-such')
    .replace(/\[(clinic|slug)\]/, harbour.slug)
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
  if (path === '/desk' || path === '/clinic/day') return [`day=${day}`]
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

const stranger = ({ lastName, email }: { lastName: string; email: string }) => ({
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
