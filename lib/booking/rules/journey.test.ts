import { describe, expect, test } from 'vitest'
import type { ServiceView } from '../../clinics/queries'
import {
  linkedTo,
  type Offer,
  openQuestion,
  pathOnwards,
  settled,
  stepPath,
  stepsFor,
  stepWords,
  waysOf,
} from './journey'

const street = {
  id: 'street',
  name: 'Harbour Street',
  kind: 'in_person',
  address: null,
  timeZone: 'UTC',
} as const
const telehealth = { ...street, id: 'telehealth', name: 'Telehealth', kind: 'telehealth' } as const
const visit = { minutes: 20, priceCents: 6500 }

function service(code: string, modes: ServiceView['modes']): ServiceView {
  return {
    ...{ id: code, code, name: code, category: '', description: '', modes, currency: 'AUD' },
    ...{ initial: visit, followUp: visit, noticeMinutes: 60, horizonDays: 90 },
    ...{ minimumAgeYears: null, maximumAgeYears: null, requiresReferral: false },
    ...{ requiresApproval: false, requestHours: 48, capacity: 1 },
  }
}

const mora = { id: 'mora', name: 'Dr Mora', title: 'Doctor', acceptsNewPatients: true, services: ['gp'] }
const noor = { ...mora, id: 'noor', name: 'Noor', services: ['nurse'] }
const offer: Offer = {
  clinic: { slug: 'harbour', locations: [street, telehealth] },
  services: [service('gp', ['video', 'in_person']), service('nurse', ['in_person'])],
  practitioners: [mora, noor],
}

describe('answers that hold together:', () => {
  test('what does not exist here is dropped; without a service all of it', () => {
    expect(settled(offer, { service: 'surgery', type: 'initial', mode: 'video' })).toEqual({})
    expect(settled(offer, { service: 'gp', type: 'initial', mode: 'phone', practitioner: 'mora' })).toEqual({
      ...{ service: 'gp', type: 'initial', practitioner: 'mora' },
    })
  })

  test('what leaves no choice is answered', () => {
    expect(settled(offer, { service: 'nurse', type: 'follow_up' })).toEqual({
      ...{ service: 'nurse', type: 'follow_up', mode: 'in_person', location: 'street' },
    })
    expect(settled({ ...offer, services: [service('gp', ['video'])] }, {})).toEqual({ service: 'gp' })
  })

  test('somebody who does not offer the service is not chosen', () => {
    const asked = { service: 'nurse', type: 'initial', practitioner: 'mora' } as const
    expect(settled(offer, asked).practitioner).toBeUndefined()
    expect(settled(offer, { ...asked, practitioner: 'anyone' }).practitioner).toBe('anyone')
  })
})

describe('a link from elsewhere', () => {
  const busy = { ...mora, id: 'busy', acceptsNewPatients: false }
  const wide = { ...offer, practitioners: [mora, noor, busy] }

  test('answers what it names and leaves the rest open', () => {
    const { choices, unknown } = linkedTo(offer, { service: 'gp', practitioner: 'mora' })
    expect({ choices, unknown }).toEqual({ choices: { service: 'gp', practitioner: 'mora' }, unknown: [] })
    expect(pathOnwards(offer, choices)).toBe('/harbour/book/visit?service=gp&practitioner=mora')
    const all = { ...choices, type: 'follow_up', mode: 'video' } as const
    expect(pathOnwards(offer, all)).toMatch(/^\/harbour\/book\/when\?/)
  })

  test('to somebody who offers one service is to that service', () => {
    expect(linkedTo(offer, { practitioner: 'noor' })).toEqual({
      choices: { service: 'nurse', practitioner: 'noor' },
      unknown: [],
    })
  })

  test('to a practitioner who takes no new patients asks again whom a new patient would see', () => {
    const { choices } = linkedTo(wide, { service: 'gp', practitioner: 'busy' })
    expect(choices.practitioner).toBe('busy')
    const next = pathOnwards(wide, { ...choices, type: 'initial', mode: 'video' })
    expect(next).toMatch(/^\/harbour\/book\/who\?/)
  })

  test('says what it names that is not there', () => {
    const names = (asked: object) => linkedTo(offer, asked).unknown
    expect(names({})).toEqual([])
    expect(names({ service: 'surgery' })).toEqual(['service'])
    expect(names({ service: 'gp', practitioner: 'nobody' })).toEqual(['practitioner'])
    expect(names({ service: 'gp', practitioner: 'noor' })).toEqual(['practitioner'])
    expect(names({ service: 'surgery', practitioner: 'mora', type: 'x' })).toEqual([
      ...['service', 'type', 'practitioner'],
    ])
  })
})

describe('the questions shown', () => {
  test('are counted, and those without a choice are not', () => {
    expect(stepsFor(offer, { service: 'gp' }, false)).toContain('how')
    const steps = stepsFor(offer, { service: 'nurse' }, false)
    expect(steps).toEqual(['service', 'visit', 'who', 'when', 'details', 'check'])
    expect(stepWords(steps, 'when')).toBe('Step 4 of 6')
  })

  test('ask signed-in people for whom they book', () => {
    expect(stepsFor(offer, { service: 'gp' }, true)).toContain('person')
  })

  test('follow one another: the first open one is next, and after them the times', () => {
    expect(openQuestion({ service: 'gp' })).toBe('visit')
    expect(pathOnwards(offer, { service: 'nurse', type: 'initial' })).toMatch(/^\/harbour\/book\/who\?/)
    const all = { service: 'nurse', type: 'initial', practitioner: 'noor' } as const
    expect(pathOnwards(offer, all)).toMatch(/^\/harbour\/book\/when\?/)
  })
})

test('in person comes first among the ways to be seen', () => {
  expect(waysOf(offer, service('gp', ['video', 'in_person'])).map(({ mode }) => mode)).toEqual([
    'in_person',
    'video',
  ])
})

test('an address holds choices and nothing empty', () => {
  expect(stepPath('harbour', 'service')).toBe('/harbour/book')
  expect(stepPath('harbour', 'when', { service: 'gp', practitioner: undefined }, { day: '2026-11-24' })).toBe(
    '/harbour/book/when?service=gp&day=2026-11-24',
  )
})
