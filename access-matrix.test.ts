import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ACTORS, DEEDS, DOORS, type Door, POLICIES } from './access-matrix'
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
  test.each(pages.filter(isListed))('%s guards itself as the table says', (path) => {
    const guards: Partial<Record<Door, RegExp>> = {
      patient: /\bawait requireActor\('patient'\)/,
      staff: /\bawait requireActor\('staff'\)/,
      link: /\b(linkActor|byLink|ByLink|openManaged)\w*\(/,
      demo: /\?\? notFound\(\)/,
    }
    const guard = guards[DOORS[path] as Door]
    expect(guard ? guard.test(source(path)) : !source(path).includes('requireActor(')).toBe(true)
  })

  test.each(handlers.filter(isListed))('%s lets in whom the table says', (handler) => {
    const defined = /\bas: '(\w+)'/.exec(source(handler.replace(/^\w+ /, '')))?.[1]
    expect(defined ? [defined] : ['anyone', 'auth', 'demo']).toContain(DOORS[handler])
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
