import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ACTORS } from './access-actors'
import { DOORS, type Door } from './access-doors'
import { DEEDS, POLICIES } from './access-matrix'
import { pathsIn } from './lint/source'

/** Holds the code to the table in access-matrix.ts, which says how to extend it. */

const answers = DEEDS.flatMap(({ deed, may, who }) =>
  Object.entries(ACTORS).map(([name, actor]) => ({
    deed,
    name,
    actor,
    may,
    yes: (who as readonly string[]).includes(name),
  })),
)

describe('a deed', () => {
  test.each(answers)('$deed: $name → $yes', ({ actor, may, yes }) => {
    expect(may(actor)).toBe(yes)
  })

  test('is in the table if a policy answers for it', () => {
    const asked = new Set(DEEDS.map(({ asks }) => asks))
    const missing = Object.entries(POLICIES).flatMap(([path, policy]) =>
      Object.entries(policy).flatMap(([name, may]) => (asked.has(may) ? [] : `${path} ${name}`)),
    )
    expect(missing).toEqual([])
  })

  test('is answered by a policy the table knows', () => {
    const isPolicy = /^lib\/[^/]+\/policy(\/[^/]+)?\.ts$/
    const policies = pathsIn('lib').filter((path) => isPolicy.test(path) && !path.endsWith('.test.ts'))
    expect(policies.toSorted()).toEqual(Object.keys(POLICIES).toSorted())
  })
})

/** What a page or a plain handler calls before anything else; who comes in by nobody's leave calls none of them. */
const GUARDS: Partial<Record<Door, string[]>> = {
  patient: ['patient'],
  staff: ['staff'],
  link: ['link'],
  known: ['known'],
}

const pages = pathsIn('app').filter((path) => /\/page\.[jt]sx?$/.test(path))
const handlers = pathsIn('app')
  .filter((path) => /\/route\.[jt]sx?$/.test(path))
  .flatMap((path) => methodsOf(source(path)).map((method) => `${method} ${path}`))
const actions = pathsIn('lib')
  .filter((path) => path.endsWith('/actions.ts'))
  .flatMap((path) => actionsOf(source(path)).map(({ name }) => `${path} ${name}`))

describe('a door', () => {
  test('is in the table if it is in the house, and the other way round', () => {
    const real = [...pages, ...handlers, ...actions]
    expect(real.length).toBeGreaterThan(0)
    expect({
      unlisted: real.filter((door) => !(door in DOORS)),
      gone: Object.keys(DOORS).filter((door) => !real.includes(door)),
    }).toEqual({
      unlisted: [],
      gone: [],
    })
  })

  // A guard in a layout is none: Next renders a page without running its layout again.
  test.each([...pages, ...handlers].filter(isListed))('%s guards itself as the table says', (door) => {
    const text = source(door.replace(/^[A-Z]+ /, ''))
    const made = /\bas: '(\w+)'/.exec(text)?.[1]
    expect(made ?? guardsIn(text)).toEqual(made ? DOORS[door] : (GUARDS[DOORS[door] as Door] ?? []))
  })

  test.each([
    ['app/(patient)/my/own.ts', /\bawait requireActor\('patient'\)/],
    ['app/(patient)/my/forms/own.ts', /\bawait requireActor\('patient'\)/],
    ['app/(public)/manage/link.ts', /\bawait linkActor\(/],
    ['app/(public)/manage/known.ts', /\bawait knownLinkActor\(/],
  ])('%s, which guards several pages, does', (path, guard) => {
    expect(source(path)).toMatch(guard)
  })

  test.each(actions.filter(isListed))('%s is made for whom the table says', (action) => {
    const [path = '', name] = action.split(' ')
    expect(actionsOf(source(path)).find((made) => made.name === name)?.as).toBe(DOORS[action])
  })
})

function isListed(door: string) {
  return door in DOORS
}

function source(path: string) {
  return readFileSync(path, 'utf8')
}

/** The guards of lib/access, or what is made of them beside the pages. */
function guardsIn(text: string) {
  const guards = {
    patient: /\b(requireActor|signedIn)\('patient'\)|\bown(Booking|Form)\(/,
    staff: /\b(requireActor|signedIn)\('staff'\)/,
    link: /\blinkActor\(|\bmanagedOrNotFound\(|\bopenManaged\(/,
    known: /\bknownLinkActor\(|\bknown(Managed|Form)\(/,
  }
  return Object.entries(guards).flatMap(([door, guard]) => (guard.test(text) ? [door] : []))
}

function methodsOf(text: string) {
  return [
    ...text.matchAll(/export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g),
  ].map(([, method]) => method)
}

function actionsOf(text: string) {
  return [...text.matchAll(/export const (\w+) = defineAction[^(]*\(\{([\s\S]*?)\n?\}\)/g)].map(
    ([, name, made]) => ({
      name,
      as: /\bas: '(\w+)'/.exec(made ?? '')?.[1],
    }),
  )
}
