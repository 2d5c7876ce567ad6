import { beforeEach, describe, expect, test } from 'vitest'
import { actorSetting } from '../access/actor'
import { newId, newReference } from '../ids'
import { insertBooking } from './testing/booking'
import { ownerQuery, rawAs } from './testing/raw'
import { makeClinic, type World } from './testing/world'

// Attempts in raw SQL as the portal's role, each by somebody who knows every id there is.

let harbour: World
let lagoon: World
let adas: { id: string }
const DENIED = { code: '42501' }
const NOT_YOURS = { code: 'AR403' }

beforeEach(async () => {
  ;[harbour, lagoon] = await Promise.all([makeClinic(), makeClinic()])
  adas = await insertBooking(harbour, { startsAt: harbour.at(3, '09:00') })
})

const as = (actor: Parameters<typeof actorSetting>[0], statement: string, values: readonly unknown[] = []) =>
  rawAs('app', actorSetting(actor), statement, [...values])
const register =
  'INSERT INTO patient_registration (clinic_id, patient_id) VALUES ($1, $2) ON CONFLICT DO NOTHING'

function booking(world: World, patientId: string, by: string | null, more: Record<string, unknown> = {}) {
  const startsAt = world.at(5, '14:00')
  const row = {
    id: newId(),
    clinic_id: world.clinic.id,
    reference: `TEST${randomText()}`,
    patient_id: patientId,
    service_id: world.services.gp,
    practitioner_id: world.practitioners.mora,
    location_id: world.locations.street,
    type: 'initial',
    mode: 'in_person',
    status: 'confirmed',
    source: 'online',
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + 1_200_000),
    version: 1,
    sequence: 0,
    price_cents: 1,
    currency: 'AUD',
    cancel_notice_hours: 1,
    late_cancel_fee_cents: 1,
    overbook: false,
    patient_overlap: false,
    created_by_account_id: by,
    created_at: startsAt,
    ...more,
  }
  return [
    `INSERT INTO booking SELECT * FROM jsonb_populate_record(NULL::booking, $1)`,
    [JSON.stringify(row)],
  ] as const
}
const randomText = () => newReference().slice(4)
const newPatient = (id: string) =>
  `INSERT INTO patient (id, first_name, last_name, date_of_birth, provisional) VALUES ('${id}', 'Grace', 'Hopper', '1986-12-09', true);`

describe('a record becomes visible to a clinic', () => {
  test('not because a guest, a stranger or the clinic itself says so', async () => {
    const showAda = [lagoon.clinic.id, harbour.patients.ada]
    await expect(as(harbour.as.guest, register, showAda)).rejects.toMatchObject(DENIED)
    await expect(as(harbour.as.ben, register, showAda)).rejects.toMatchObject(DENIED)
    await expect(as(lagoon.as.kim, register, showAda)).rejects.toMatchObject(DENIED)
    await expect(as(harbour.as.kim, register, showAda)).rejects.toMatchObject(DENIED)
    expect(await as(lagoon.as.kim, 'SELECT FROM patient WHERE id = $1', [harbour.patients.ada])).toEqual([])
  })

  test('because the patient shows it, or whoever makes it makes it there', async () => {
    await as(harbour.as.ada, register, [lagoon.clinic.id, harbour.patients.ada])
    expect(await as(lagoon.as.kim, 'SELECT FROM patient WHERE id = $1', [harbour.patients.ada])).toHaveLength(
      1,
    )
    await expect(
      as(harbour.as.kim, register, [harbour.clinic.id, harbour.patients.ada]),
    ).rejects.toMatchObject(DENIED)
    for (const actor of [harbour.as.guest, harbour.as.ben, harbour.as.kim]) {
      const id = newId()
      await as(
        actor,
        `${newPatient(id)} INSERT INTO patient_registration (clinic_id, patient_id) VALUES ('${harbour.clinic.id}', '${id}')`,
      )
      expect(await as(harbour.as.kim, 'SELECT FROM patient WHERE id = $1', [id])).toHaveLength(1)
      await expect(as(harbour.as.guest, register, [lagoon.clinic.id, id])).rejects.toMatchObject(DENIED)
    }
  })
})

describe('a booking is made', () => {
  test('for nobody whom the actor does not act for', async () => {
    const { ada, cleo } = harbour.patients
    const { ben, kim } = harbour.accounts
    await expect(as(harbour.as.ben, ...booking(harbour, ada, ben))).rejects.toMatchObject(DENIED)
    await expect(as(harbour.as.guest, ...booking(harbour, ada, null))).rejects.toMatchObject(DENIED)
    await expect(as(lagoon.as.kim, ...booking(lagoon, ada, lagoon.accounts.kim))).rejects.toMatchObject(
      DENIED,
    )
    await expect(as(lagoon.as.kim, ...booking(harbour, ada, lagoon.accounts.kim))).rejects.toMatchObject(
      DENIED,
    )
    await as(harbour.as.ben, ...booking(harbour, cleo, ben))
    await as(harbour.as.kim, ...booking(harbour, ada, kim, { source: 'phone' }))
  })

  test("in no other's name, over nothing, with nobody of another clinic", async () => {
    const { ada, ben } = harbour.accounts
    const mine = harbour.patients.ada
    await expect(as(harbour.as.ada, ...booking(harbour, mine, ben))).rejects.toMatchObject(DENIED)
    await expect(
      as(harbour.as.ada, ...booking(harbour, mine, ada, { overbook: true })),
    ).rejects.toMatchObject(DENIED)
    await expect(
      as(harbour.as.ada, ...booking(harbour, mine, ada, { patient_overlap: true })),
    ).rejects.toMatchObject(DENIED)
    await expect(
      as(harbour.as.ada, ...booking(harbour, mine, ada, { status: 'completed' })),
    ).rejects.toMatchObject(DENIED)
    for (const elsewhere of [
      { practitioner_id: lagoon.practitioners.mora },
      { service_id: lagoon.services.gp },
      { location_id: lagoon.locations.street },
    ])
      await expect(
        as(harbour.as.kim, ...booking(harbour, mine, harbour.accounts.kim, elsewhere)),
      ).rejects.toMatchObject(DENIED)
  })

  test('and nothing is put beside it by anybody else', async () => {
    const event = `INSERT INTO booking_event (id, clinic_id, booking_id, kind, at, by_kind, by_account_id) VALUES (gen_random_uuid(), $1, $2, 'x', now(), 'x', $3)`
    const link = `INSERT INTO booking_link (id, clinic_id, booking_id, purpose, token_hash, expires_at) VALUES (gen_random_uuid(), $1, $2, 'manage', sha256('x'), now())`
    const message = `INSERT INTO outbox_message (id, clinic_id, booking_id, booking_version, kind, channel) VALUES (gen_random_uuid(), $1, $2, 9, 'x', 'email')`
    const { id: clinic } = harbour.clinic
    const strangers = [harbour.as.guest, harbour.as.ben, lagoon.as.kim, harbour.as.holderOf(newId())]
    for (const actor of strangers) {
      const account = 'accountId' in actor ? actor.accountId : null
      await expect(as(actor, event, [clinic, adas.id, account])).rejects.toMatchObject(DENIED)
      await expect(as(actor, link, [clinic, adas.id])).rejects.toMatchObject(DENIED)
      await expect(as(actor, message, [clinic, adas.id])).rejects.toMatchObject(DENIED)
    }
    await as(harbour.as.holderOf(adas.id), event, [clinic, adas.id, null])
    await expect(as(lagoon.as.kim, link, [lagoon.clinic.id, adas.id])).rejects.toMatchObject(DENIED)
  })
})

describe('a booking that is there', () => {
  test('is not turned into another: whose, where, at what price and by whom stay', async () => {
    for (const column of [
      'patient_id',
      'clinic_id',
      'price_cents',
      'currency',
      'reference',
      'created_by_account_id',
      'series_id',
      'late_cancel_fee_cents',
      'reason_sealed',
    ])
      await expect(as(harbour.as.kim, `UPDATE booking SET ${column} = ${column}`)).rejects.toMatchObject(
        DENIED,
      )
    await expect(
      as(harbour.as.ada, 'UPDATE booking SET practitioner_id = $1', [lagoon.practitioners.mora]),
    ).rejects.toMatchObject(DENIED)
  })

  test('is moved and cancelled by its patient and the bearer of its link, who take no step of the day', async () => {
    for (const actor of [harbour.as.ada, harbour.as.holderOf(adas.id)]) {
      await expect(
        as(actor, `UPDATE booking SET status = 'arrived' WHERE id = $1`, [adas.id]),
      ).rejects.toMatchObject(NOT_YOURS)
      await expect(
        as(actor, 'UPDATE booking SET arrived_at = now() WHERE id = $1', [adas.id]),
      ).rejects.toMatchObject(NOT_YOURS)
      expect(
        await as(actor, 'UPDATE booking SET starts_at = starts_at WHERE id = $1 RETURNING 1', [adas.id]),
      ).toHaveLength(1)
    }
    expect(
      await as(harbour.as.ben, `UPDATE booking SET status = 'cancelled', cancelled_at = now() RETURNING 1`),
    ).toEqual([])
    await as(harbour.as.kim, `UPDATE booking SET status = 'arrived', arrived_at = now()`)
  })

  test.each(['cancelled', 'completed', 'no_show'])(
    'takes no step that its life does not have, from %s',
    async (status) => {
      await ownerQuery(`ALTER TABLE booking DISABLE TRIGGER booking_step`)
      await ownerQuery(
        `UPDATE booking SET status = $2::booking_status, cancelled_at = CASE WHEN $2 = 'cancelled' THEN now() END WHERE id = $1`,
        [adas.id, status],
      )
      await ownerQuery(`ALTER TABLE booking ENABLE TRIGGER booking_step`)
      await expect(
        as(harbour.as.kim, `UPDATE booking SET status = 'requested', cancelled_at = NULL`),
      ).rejects.toMatchObject({ code: 'AR409' })
    },
  )

  test('keeps its time from whoever would let it go or take it over', async () => {
    const claim = `SELECT claim_time($1, $2, $3, $4, tstzrange($5, $6), 0, 0, $7, NULL, NULL, NULL, $8, now())`
    const at = harbour.at(6, '15:00')
    const values = [
      harbour.clinic.id,
      harbour.services.gp,
      harbour.practitioners.mora,
      harbour.locations.street,
      at,
      new Date(at.getTime() + 1_200_000),
    ]
    for (const actor of [harbour.as.guest, harbour.as.ben, lagoon.as.kim, harbour.as.holderOf(newId())]) {
      await expect(as(actor, 'SELECT release_time($1, NULL)', [adas.id])).rejects.toMatchObject(NOT_YOURS)
      await expect(as(actor, claim, [...values, adas.id, false])).rejects.toMatchObject(NOT_YOURS)
    }
    await expect(as(harbour.as.ada, claim, [...values, adas.id, true])).rejects.toMatchObject(NOT_YOURS)
    expect(await ownerQuery('SELECT FROM calendar_claim WHERE booking_id = $1', [adas.id])).toHaveLength(1)
    await expect(as(harbour.as.kim, 'DELETE FROM calendar_claim')).rejects.toMatchObject(DENIED)
  })
})

test("nobody's hours are opened or shut by another clinic", async () => {
  const leave = `INSERT INTO availability_exception (id, clinic_id, practitioner_id, kind, starts_at, ends_at) VALUES (gen_random_uuid(), $1, $2, 'leave', now(), now() + interval '1 day')`
  const rule = `INSERT INTO availability_rule (id, clinic_id, practitioner_id, location_id, weekday, start_minute, end_minute) VALUES (gen_random_uuid(), $1, $2, $3, 7, 0, 60)`
  const { mora } = harbour.practitioners
  await expect(as(lagoon.as.ines, leave, [lagoon.clinic.id, mora])).rejects.toMatchObject(DENIED)
  await expect(as(lagoon.as.ines, leave, [harbour.clinic.id, mora])).rejects.toMatchObject(DENIED)
  await expect(
    as(lagoon.as.ines, rule, [lagoon.clinic.id, mora, harbour.locations.street]),
  ).rejects.toMatchObject(DENIED)
  await as(harbour.as.ines, leave, [harbour.clinic.id, mora])
  await expect(
    as(harbour.as.ines, 'UPDATE availability_exception SET practitioner_id = $1', [
      lagoon.practitioners.mora,
    ]),
  ).rejects.toMatchObject(DENIED)
})

test('answers that were kept are listed by nobody and given to whom they were given, who knows the key', async () => {
  const scope = `book ${harbour.clinic.slug} ${harbour.accounts.ada}`
  await as(
    harbour.as.ada,
    `INSERT INTO idempotency_key (scope, key, body_hash, answer_sealed) VALUES ($1, 'k', '', 'sealed')`,
    [scope],
  )
  await expect(as(harbour.as.ada, 'SELECT FROM idempotency_key')).rejects.toMatchObject(DENIED)
  const asked = (actor: Parameters<typeof as>[0], key = 'k') =>
    as(actor, 'SELECT answer_sealed FROM kept_answer($1, $2)', [scope, key])
  expect(await asked(harbour.as.ada)).toEqual([{ answer_sealed: 'sealed' }])
  expect(await asked(harbour.as.ada, 'j')).toEqual([])
  for (const actor of [harbour.as.ben, harbour.as.guest, harbour.as.kim])
    expect(await asked(actor)).toEqual([])
})

test("the log is written in nobody else's name, and by staff only in their own clinic's", async () => {
  const event = `INSERT INTO audit_event (id, at, chain_id, actor_kind, actor_id, action, subject) VALUES (gen_random_uuid(), now(), $1, $2, $3, 'x', 'x')`
  const { clinic, accounts } = harbour
  await expect(as(harbour.as.ada, event, [clinic.id, 'account', accounts.ben])).rejects.toMatchObject(DENIED)
  await expect(as(harbour.as.ada, event, [clinic.id, 'system', null])).rejects.toMatchObject(DENIED)
  await expect(as(harbour.as.guest, event, [clinic.id, 'account', accounts.ada])).rejects.toMatchObject(
    DENIED,
  )
  await expect(as(lagoon.as.kim, event, [clinic.id, 'account', lagoon.accounts.kim])).rejects.toMatchObject(
    DENIED,
  )
  await as(harbour.as.kim, event, [clinic.id, 'account', accounts.kim])
})
