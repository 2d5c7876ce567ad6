import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changedFields, isReadyForPatients, type SetUpFacts, serviceCode, setUpState } from './rules'
import { RESERVED_SLUGS } from './schema/clinic'

const TODAY = '2026-11-24'
const ready: SetUpFacts = {
  hasDetails: true,
  locations: [{ id: 'street', kind: 'in_person', active: true }],
  practitioners: [{ id: 'mora', name: 'Dr Mora', active: true }],
  services: [{ id: 'gp', name: 'GP', active: true, modes: ['in_person'] }],
  offers: [{ practitionerId: 'mora', serviceId: 'gp' }],
  hours: [{ practitionerId: 'mora', locationId: 'street', serviceIds: [], validUntil: null }],
}
const [street] = ready.locations
const [mora] = ready.practitioners
const [gp] = ready.services
const [block] = ready.hours

describe('patients can book', () => {
  test('where somebody offers something and has hours for it', () => {
    expect(isReadyForPatients(ready, TODAY)).toBe(true)
    expect(Object.values(setUpState(ready, TODAY))).toEqual([null, null, null, null, null, null])
  })

  test.each([
    ['no details', { hasDetails: false }, 'clinic'],
    ['no location', { locations: [] }, 'locations'],
    ['only a closed location', { locations: [{ ...street!, active: false }] }, 'hours'],
    ['nobody to be booked', { practitioners: [] }, 'people'],
    ['only somebody who cannot be booked', { practitioners: [{ ...mora!, active: false }] }, 'people'],
    ['no service', { services: [] }, 'services'],
    ['only a service that is stopped', { services: [{ ...gp!, active: false }] }, 'services'],
    ['nobody who offers it', { offers: [] }, 'offers'],
    ['no hours', { hours: [] }, 'hours'],
    ['only hours that are over', { hours: [{ ...block!, validUntil: '2026-11-23' }] }, 'hours'],
  ] as const)('not with %s, and the list says so', (_, change, task) => {
    const facts = { ...ready, ...change }
    expect(isReadyForPatients(facts, TODAY)).toBe(false)
    expect(setUpState(facts, TODAY)[task]).toMatch(/^\w/)
  })

  test.each([
    ['are of another service', { hours: [{ ...block!, serviceIds: ['nurse'] }] }],
    ['are where it is not given', { services: [{ ...gp!, modes: ['video' as const] }] }],
  ])('not where the only hours %s', (_, change) => {
    expect(isReadyForPatients({ ...ready, ...change }, TODAY)).toBe(false)
  })

  test('on the last day of the hours still', () => {
    const hours = [{ ...block!, validUntil: TODAY }]
    expect(isReadyForPatients({ ...ready, hours }, TODAY)).toBe(true)
  })
})

test('a task says whom or what it waits for', () => {
  const services = [gp!, { ...gp!, id: 'nurse', name: 'Nurse' }, { ...gp!, id: 'x', name: 'X-ray' }]
  expect(setUpState({ ...ready, services }, TODAY).offers).toBe('Nobody offers Nurse and 1 more yet')
  expect(setUpState({ ...ready, hours: [] }, TODAY).hours).toBe('No hours for Dr Mora yet')
})

test('what changed is named, and what stayed is not', () => {
  const before = { name: 'GP', modes: ['in_person'], dailyCap: null as number | null }
  expect(changedFields(before, { name: 'GP', modes: ['in_person', 'video'], dailyCap: 3 })).toEqual([
    'modes',
    'dailyCap',
  ])
})

test('a service has a code of its own, whatever its name', () => {
  expect(serviceCode('Weight-loss clinic', [])).toBe('weight-loss-clinic')
  expect(serviceCode('Café ☕', ['cafe', 'cafe-2'])).toBe('cafe-3')
  expect(serviceCode('診療', [])).toBe('service')
})

test('no clinic can have an address that is the portal’s own', () => {
  const folders = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((it) => {
      if (!it.isDirectory() || it.name.startsWith('[')) return []
      return it.name.startsWith('(') ? folders(`${path}/${it.name}`) : [it.name]
    })
  const own = folders('app')
  expect(own).toContain('join')
  expect(own.filter((name) => !RESERVED_SLUGS.includes(name))).toEqual([])
})
