import { hash } from '@node-rs/argon2'
import { Temporal } from 'temporal-polyfill'
import { askingOver } from '../../lib/db/ask'
import { isDemo } from '../../lib/mail/demo'
import { SCOPES } from '../../lib/people/schema'
import { openVault } from '../../lib/vault/keys'
import { plannedAhead } from './ahead'
import {
  type CastClinic,
  clinics,
  DEMO_PASSWORD,
  harbour,
  harbourOthers,
  lagoon,
  lagoonOthers,
  patients,
  people,
} from './cast'
import { seedCharts } from './chart'
import { demoDiary, idOf } from './diary'
import { seedForms } from './forms'
import { seedAhead, seedBookings } from './history'
import { seedNotes } from './notes'
import { asSeeder, type Seeder } from './rows'

/**
 * Says of a database that it is a demo, for good. Refuses (throws) one that already holds clinics without being one: nobody's real
 * database becomes a demo by a slip of the environment (security.md H14).
 */
export async function markDemo(ownerUrl: string): Promise<void> {
  await asSeeder(ownerUrl, async ({ client }) => {
    if (await isDemo(client)) return
    const { rowCount } = await client.query('SELECT FROM clinic LIMIT 1')
    if (rowCount)
      throw new Error('This database holds clinics and is not a demo: give the demo a database of its own.')
    await client.query('UPDATE deployment SET demo = true')
  })
}

/** Whether a database was marked as a demo. */
export async function isDemoDatabase(ownerUrl: string): Promise<boolean> {
  return asSeeder(ownerUrl, ({ client }) => isDemo(client))
}

/**
 * Fills a demo database with the cast and some weeks of bookings around today; does nothing where the cast is there already. Any number
 * of processes may call it at once. Refuses (throws) a database that was not marked as a demo (security.md H14).
 */
export async function seedDemo(ownerUrl: string): Promise<void> {
  await asSeeder(ownerUrl, async (seeder) => {
    if (!(await isDemo(seeder.client)))
      throw new Error('The demo cast goes into a demo database only; set ANTEROOM_DEMO=true for one.')
    const { rowCount } = await seeder.client.query('SELECT FROM clinic WHERE id = $1', [harbour.id])
    if (rowCount) return
    await openVault(askingOver(seeder.client))
    const now = Temporal.Now.instant()
    await seedPeople(seeder, now)
    for (const clinic of clinics) {
      await seedClinic(seeder, clinic)
      await seedForms(seeder, clinic, now)
    }
    await seedRegistrations(seeder)
    const planned = plannedAhead(now)
    await seedAhead(seeder, planned, now)
    const diary = clinics.flatMap((clinic) => demoDiary(clinic, now, planned.visits))
    await seedBookings(seeder, [...planned.visits, ...diary], now)
    await seedNotes(seeder, diary)
    await seedCharts(seeder, now)
    await seeder.client.query(
      `INSERT INTO audit_event (id, at, chain_id, actor_kind, action, subject, subject_id)
       SELECT gen_random_uuid(), now(), id, 'system', 'demo.seeded', 'clinic', id FROM clinic ORDER BY id`,
    )
  })
}

async function seedPeople({ insert }: Seeder, now: Temporal.Instant): Promise<void> {
  // OWASP's floor for argon2id; the same password for everybody, so hashed once.
  const passwordHash = await hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const since = now.subtract({ hours: 24 * 120 })
  await insert(
    'account',
    Object.values(people).map(({ accountId, email, name, phone }) => ({
      ...{ id: accountId, email, name, phone, created_at: since },
      password_hash: passwordHash,
    })),
  )
  const everybody = [...Object.values(patients), ...harbourOthers, ...lagoonOthers]
  await insert(
    'patient',
    everybody.map((it) => ({
      ...{ id: it.id, first_name: it.firstName, last_name: it.lastName, date_of_birth: it.dateOfBirth },
      ...{ phone: it.phone, email: it.email, provisional: false, created_at: since },
    })),
  )
  await insert(
    'patient_access',
    everybody.flatMap((it) =>
      it.actedForBy.map(({ person, relationship }) => ({
        ...{
          id: idOf(`access ${person.accountId} ${it.id}`),
          account_id: person.accountId,
          patient_id: it.id,
        },
        ...{ relationship, scopes: SCOPES, from_at: since },
      })),
    ),
  )
}

async function seedClinic({ insert }: Seeder, clinic: CastClinic): Promise<void> {
  const { locations, services, staff } = clinic
  const clinic_id = clinic.id
  await insert('clinic', [
    {
      ...{
        id: clinic.id,
        slug: clinic.slug,
        name: clinic.name,
        time_zone: clinic.timeZone,
        currency: clinic.currency,
      },
      ...{
        phone: clinic.phone,
        email: clinic.email,
        address: clinic.address,
        opening_hours: clinic.openingHours,
      },
      ...{ cancel_notice_hours: clinic.cancelNoticeHours, late_cancel_fee_cents: clinic.lateCancelFeeCents },
    },
  ])
  await insert(
    'location',
    locations.map(({ timeZone, ...it }) => ({ ...it, clinic_id, time_zone: timeZone })),
  )
  await insert(
    'service',
    services.map((it, position) => serviceRow(it, clinic_id, position)),
  )
  await insert(
    'clinic_member',
    staff.map(({ person, roles }) => ({
      ...{
        id: idOf(`member ${clinic_id} ${person.accountId}`),
        clinic_id,
        account_id: person.accountId,
        roles,
      },
    })),
  )
  await seedPractitioners(insert, clinic)
  await insert(
    'resource',
    clinic.resources.map(({ id, kind, name }) => ({
      ...{ id, clinic_id, kind, name, location_id: locations[0].id, active: true },
    })),
  )
  await insert(
    'service_need',
    clinic.resources.flatMap(({ id, name, services }) =>
      services.map((service) => ({
        ...{ id: idOf(`need ${service.id} ${id}`), clinic_id, service_id: service.id, name },
        resource_ids: [id],
      })),
    ),
  )
}

async function seedPractitioners(
  insert: Seeder['insert'],
  { id: clinic_id, practitioners }: CastClinic,
): Promise<void> {
  await insert(
    'practitioner',
    practitioners.map(({ id, person, title }) => ({
      id,
      clinic_id,
      account_id: person.accountId,
      name: person.name,
      title,
    })),
  )
  await insert(
    'practitioner_service',
    practitioners.flatMap((it) =>
      [...it.services, ...it.alsoOffers].map((service) => ({
        practitioner_id: it.id,
        service_id: service.id,
        clinic_id,
      })),
    ),
  )
  await insert(
    'availability_rule',
    practitioners.flatMap((it) =>
      it.hours.flatMap(({ location, weekdays, start, end }) =>
        weekdays.map((weekday) => ({
          ...{
            id: idOf(`rule ${it.id} ${location.id} ${weekday} ${start}`),
            clinic_id,
            practitioner_id: it.id,
          },
          ...{ location_id: location.id, weekday, start_minute: start, end_minute: end },
          service_ids: [],
        })),
      ),
    ),
  )
}

function serviceRow(it: CastClinic['services'][number], clinic_id: string, position: number) {
  return {
    ...{
      id: it.id,
      clinic_id,
      position,
      code: it.code,
      name: it.name,
      category: it.category,
      description: it.description,
    },
    ...{ modes: it.modes, initial_minutes: it.initialMinutes, initial_price_cents: it.initialPriceCents },
    ...{ follow_up_minutes: it.followUpMinutes, follow_up_price_cents: it.followUpPriceCents },
    ...{
      notice_minutes: it.noticeMinutes,
      horizon_days: it.horizonDays,
      minimum_age_years: it.minimumAgeYears,
    },
    capacity: 'capacity' in it ? it.capacity : 1,
    requires_approval: 'requestHours' in it,
    request_hours: 'requestHours' in it ? it.requestHours : 48,
  }
}

async function seedRegistrations({ insert }: Seeder): Promise<void> {
  const registered = (clinic: CastClinic, who: readonly { id: string }[]) =>
    who.map((it) => ({ clinic_id: clinic.id, patient_id: it.id }))
  await insert('patient_registration', [
    ...registered(harbour, [...Object.values(patients), ...harbourOthers]),
    ...registered(lagoon, lagoonOthers),
  ])
}
