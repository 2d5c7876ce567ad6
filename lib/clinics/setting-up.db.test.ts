import { describe, expect, it } from 'vitest'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { changeClinic, saveLocation, saveResource } from './commands/clinic'
import { saveNeeds, saveOffers, saveService } from './commands/offering'
import { changeRoles, endMember, savePractitioner } from './commands/people'
import {
  getClinicSettings,
  getServiceSettings,
  getSetUp,
  type LocationSettings,
  listLocations,
  listPeople,
  listResources,
} from './queries/setting-up'
import type { ServiceInput } from './schema/offering'

const lastDeed = async (world: World) =>
  (
    await ownerQuery<{ action: string; detail: unknown }>(
      'SELECT action, detail::jsonb AS detail FROM audit_event WHERE chain_id = $1 ORDER BY seq DESC LIMIT 1',
      [world.clinic.id],
    )
  )[0]
const service: ServiceInput = {
  ...{ name: 'Physio', category: 'Allied health', description: '', modes: ['in_person'], active: true },
  ...{ initialMinutes: 40, initialPriceCents: 9000, followUpMinutes: 20, followUpPriceCents: 5000 },
  ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 5, gridMinutes: 20, noticeMinutes: 60, horizonDays: 90 },
  ...{ insideNotice: 'contact', requiresReferral: false, requiresInitialFirst: false, capacity: 1 },
  ...{ requiresApproval: false, requestHours: 48 },
}

describe('a setting', () => {
  it('that changes is audited by the names of its fields, and one that stays is not', async () => {
    const world = await makeClinic()
    const { serviceId } = await saveService(world.as.ines, service)
    expect(await lastDeed(world)).toMatchObject({ action: 'service.added' })
    await saveService(world.as.ines, { ...service, serviceId, dailyCap: 4, noticeMinutes: 30 })
    const deed = { action: 'service.changed', detail: { changed: ['noticeMinutes', 'dailyCap'] } }
    expect(await lastDeed(world)).toEqual(deed)
    await saveService(world.as.ines, { ...service, serviceId, dailyCap: 4, noticeMinutes: 30 })
    expect(await lastDeed(world)).toEqual(deed)
    expect(await getServiceSettings(world.as.ines, serviceId)).toMatchObject({ dailyCap: 4, code: 'physio' })
  })

  it('of the clinic keeps its web address its own', async () => {
    const [here, there] = [await makeClinic(), await makeClinic()]
    const { ...settings } = await getClinicSettings(here.as.ines)
    const input = { ...settings, currency: 'AUD' as const }
    await expect(changeClinic(here.as.ines, { ...input, slug: there.clinic.slug })).rejects.toMatchObject({
      fields: { slug: expect.any(String) },
    })
    await changeClinic(here.as.ines, { ...input, name: 'New name' })
    expect(await lastDeed(here)).toEqual({ action: 'clinic.changed', detail: { changed: ['name'] } })
  })

  it('that somebody else changed since the form was made is not overwritten unseen, whatever it is of', async () => {
    const world = await makeClinic()
    const { ines } = world.as
    const stale = { version: 'of-yesterday' }
    const changed = { code: 'settings_changed' }
    const { version, ...clinic } = await getClinicSettings(ines)
    const details = { ...clinic, currency: 'AUD' as const }
    const [place] = await listLocations(ines)
    const { id: locationId, address, ...where } = place as LocationSettings
    const location = {
      ...where,
      locationId,
      address: address ?? 'Here',
      cancelNoticeHours: 5,
      lateCancelFeeCents: 0,
    }
    const { serviceId } = await saveService(ines, service)
    const made = await getServiceSettings(ines, serviceId)
    await expect(changeClinic(ines, { ...details, ...stale })).rejects.toMatchObject(changed)
    await expect(saveLocation(ines, { ...location, ...stale })).rejects.toMatchObject(changed)
    await expect(saveService(ines, { ...service, serviceId, ...stale })).rejects.toMatchObject(changed)
    const { practitioners } = await listPeople(ines)
    const { id: practitionerId, number: _, ...rest } = practitioners[0] as (typeof practitioners)[number]
    const person = {
      ...{ ...rest, practitionerId, accountId: rest.accountId ?? undefined },
      ...{ registrationNumber: undefined, registrationBody: undefined },
    }
    await expect(savePractitioner(ines, { ...person, ...stale })).rejects.toMatchObject(changed)
    // As they are shown they can be saved; then what was shown is old.
    await changeClinic(ines, { ...details, version, name: 'One' })
    await expect(changeClinic(ines, { ...details, version, name: 'Two' })).rejects.toMatchObject(changed)
    await saveLocation(ines, location)
    await savePractitioner(ines, { ...person, title: 'Doctor' })
    // Of two at once one is told.
    const names = ['Physio A', 'Physio B']
    const both = await Promise.allSettled(
      names.map((name) => saveService(ines, { ...service, serviceId, name, version: made.version })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('as who offers a service, what it needs and a room are: of two at once one is told', async () => {
    const world = await makeClinic()
    const { ines } = world.as
    const { gp: serviceId } = world.services
    const room = { kind: 'room' as const, locationId: world.locations.street, active: true }
    await saveResource(ines, { ...room, name: 'Room 1' })
    const [made] = await listResources(ines)
    const { id: resourceId = '', version } = made ?? {}
    const { offersVersion, needsVersion } = await getServiceSettings(ines, serviceId)
    const offers = (initialMinutes: number) => ({
      ...{ serviceId, version: offersVersion },
      offers: { [world.practitioners.noor]: { offered: true, initialMinutes } },
    })
    const needs = (name: string) => ({
      ...{ serviceId, version: needsVersion },
      needs: { new: { name, resourceIds: [resourceId] } },
    })
    const named = (name: string) => ({ ...room, resourceId, version, name })
    const saves: (() => Promise<unknown>[])[] = [
      () => [10, 15].map((minutes) => saveOffers(ines, offers(minutes))),
      () => ['A room', 'Any room'].map((name) => saveNeeds(ines, needs(name))),
      () => ['Room A', 'Room B'].map((name) => saveResource(ines, named(name))),
    ]
    for (const save of saves) {
      const both = await Promise.allSettled(save())
      const told = both.filter(({ status }) => status === 'rejected')
      expect(told).toMatchObject([{ reason: { code: 'settings_changed' } }])
    }
    const now = await getServiceSettings(ines, serviceId)
    expect(now.needs).toHaveLength(1)
    await saveNeeds(ines, { ...needs('Another'), version: now.needsVersion })
  })

  it('is an administrator’s alone', async () => {
    const world = await makeClinic()
    for (const actor of [world.as.kim, world.as.mora, world.as.noor]) {
      await expect(saveService(actor, service)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(endMember(actor, { memberId: newId() })).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(getSetUp(actor)).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('names nothing of another clinic', async () => {
    const [here, there] = [await makeClinic(), await makeClinic()]
    const notFound = { code: 'not_found' }
    const { ines } = here.as
    const offer = { offered: true }
    await expect(saveService(ines, { ...service, serviceId: there.services.gp })).rejects.toMatchObject(
      notFound,
    )
    await expect(
      saveOffers(ines, { serviceId: here.services.gp, offers: { [there.practitioners.mora]: offer } }),
    ).rejects.toMatchObject(notFound)
    await expect(saveOffers(ines, { serviceId: there.services.gp, offers: {} })).rejects.toMatchObject(
      notFound,
    )
    await expect(
      saveResource(ines, { kind: 'room', name: 'Room', locationId: there.locations.street, active: true }),
    ).rejects.toMatchObject(notFound)
    await expect(
      savePractitioner(ines, { ...profile, accountId: there.accounts.mora }),
    ).rejects.toMatchObject(notFound)
  })

  it('names nothing of another clinic even past the commands', async () => {
    const [here, there] = [await makeClinic(), await makeClinic()]
    const actor = `account:${here.accounts.ines}:${here.clinic.id}`
    const REFUSED = /row-level security|permission denied/
    const tries: [string, unknown[]][] = [
      [
        'INSERT INTO practitioner_service (practitioner_id, service_id, clinic_id) VALUES ($1, $2, $3)',
        [there.practitioners.noor, there.services.gp, here.clinic.id],
      ],
      [
        `INSERT INTO resource (id, clinic_id, location_id, kind, name) VALUES ($1, $2, $3, 'room', 'Room')`,
        [newId(), here.clinic.id, there.locations.street],
      ],
      [
        `INSERT INTO service_need (id, clinic_id, service_id, name, resource_ids) VALUES ($1, $2, $3, 'Room', ARRAY[$4::uuid])`,
        [newId(), here.clinic.id, here.services.gp, there.practitioners.mora],
      ],
      [
        'UPDATE practitioner SET account_id = $1 WHERE id = $2',
        [there.accounts.mora, here.practitioners.mora],
      ],
      [
        `INSERT INTO clinic_member (id, clinic_id, account_id, roles) VALUES ($1, $2, $3, '{nurse}')`,
        [newId(), here.clinic.id, there.accounts.mora],
      ],
    ]
    for (const [statement, values] of tries)
      await expect(rawAs('app', actor, statement, values), statement).rejects.toThrow(REFUSED)
  })
})

const profile = {
  ...{ name: 'Dr Ines Duarte', title: 'Physiotherapist', specialisations: ['Knees'] },
  ...{ acceptingNewPatients: true, active: true },
}

describe('people', () => {
  it('who get a profile get the role of a practitioner with it', async () => {
    const world = await makeClinic()
    await savePractitioner(world.as.ines, { ...profile, accountId: world.accounts.ines })
    const { members, practitioners } = await listPeople(world.as.ines)
    expect(members.find(({ accountId }) => accountId === world.accounts.ines)?.roles).toContain(
      'practitioner',
    )
    expect(practitioners.map(({ name }) => name)).toContain('Dr Ines Duarte')
  })

  it('who lose their access can do nothing from then on, and the last administrator stays', async () => {
    const world = await makeClinic()
    const { members } = await listPeople(world.as.ines)
    const idOf = (accountId: string) => members.find((one) => one.accountId === accountId)?.id ?? ''
    const last = { code: 'last_admin' }
    const ines = { memberId: idOf(world.accounts.ines) }
    await expect(endMember(world.as.ines, ines)).rejects.toMatchObject(last)
    await expect(changeRoles(world.as.ines, { ...ines, roles: ['nurse'] })).rejects.toMatchObject(last)
    await changeRoles(world.as.ines, { memberId: idOf(world.accounts.kim), roles: ['receptionist', 'admin'] })
    const both = await Promise.allSettled([
      endMember(world.as.ines, ines),
      endMember(world.as.ines, { memberId: idOf(world.accounts.kim) }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('what a service needs', () => {
  it('is kept by need, and goes where nothing is ticked', async () => {
    const world = await makeClinic()
    const { ines } = world.as
    const serviceId = world.services.gp
    await saveResource(ines, {
      kind: 'room',
      name: 'Room 1',
      locationId: world.locations.street,
      active: true,
    })
    const [room] = await ownerQuery<{ id: string }>('SELECT id FROM resource WHERE clinic_id = $1', [
      world.clinic.id,
    ])
    const resourceIds = [room?.id ?? '']
    await saveNeeds(ines, { serviceId, needs: { new: { name: 'A room', resourceIds } } })
    const [need] = (await getServiceSettings(ines, serviceId)).needs
    expect(need).toMatchObject({ name: 'A room', resourceIds })
    await saveNeeds(ines, { serviceId, needs: { [need?.id ?? '']: { resourceIds: [] } } })
    expect((await getServiceSettings(ines, serviceId)).needs).toEqual([])
  })
})

it('a closed location is offered no more, and the task list knows', async () => {
  const world = await makeClinic()
  expect((await getSetUp(world.as.ines)).isReady).toBe(true)
  const places = [
    ['street', 'in_person', world.locations.street],
    ['telehealth', 'telehealth', world.locations.telehealth],
  ] as const
  for (const [name, kind, locationId] of places)
    await saveLocation(world.as.ines, {
      ...{ locationId, name, kind, timeZone: 'Australia/Sydney', address: 'Somewhere', active: false },
    })
  const { isReady, state } = await getSetUp(world.as.ines)
  expect(isReady).toBe(false)
  expect(state.locations).toBe('Add a location')
})
