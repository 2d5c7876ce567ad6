import { basename } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  allSources,
  functionLengths,
  importsOf,
  isBareExport,
  isServerDirective,
  nodesOf,
  pathsIn,
  readsEnvironment,
  type Source,
} from './lint/source'

/** The house, checked: which way imports point, what a file may be called, and how long it may get. */

const plumbing = [
  'access',
  'actions',
  'audit',
  'db',
  'files',
  'http',
  'jobs',
  'mail',
  'sms',
  'stripe',
  'vault',
]
const vocabulary = 'schema|rules|policy|queries|commands|actions|jobs|text'

const files = allSources()
const house = files.filter(({ path }) => /^(app|components|lib)\//.test(path))

describe('imports', () => {
  let seen: ICruiseResult
  beforeAll(async () => {
    seen = await cruised()
  }, 60_000)

  test('point only in the directions of the design', () => {
    const violations = seen.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
    expect(violations).toEqual([])
  })

  // With a TypeScript it cannot read, the cruiser sees nothing, finds nothing wrong and says so.
  test('were all seen, in every file', () => {
    const imports = new Map(
      seen.modules.map(({ source, dependencies }) => [
        source,
        // "node:fs" is told apart as protocol "node:" and module "fs".
        dependencies.map((it) => `${it.protocol ?? ''}${it.module}`),
      ]),
    )
    const unseen = files.flatMap(({ path, tree }) =>
      importsOf(tree).flatMap((to) => (imports.get(path)?.includes(to) ? [] : `${path}: ${to}`)),
    )
    expect(house.length).toBeGreaterThan(0)
    expect(files.map(pathOf).filter((path) => !imports.has(path))).toEqual([])
    expect(unseen).toEqual([])
  })
})

describe('a file is called', () => {
  test('in lib/<domain>, by a word of the closed vocabulary', () => {
    const word = new RegExp(`^lib/[a-z-]+/(${vocabulary})\\.ts$`)
    const folderOfWord = /^lib\/[a-z-]+\/(schema|rules|policy|queries|commands|text)\/[a-z-]+\.ts$/
    const itsTest = /^lib\/[a-z-]+\/([a-z]+\/)?[a-z-]+(\.db)?\.test\.tsx?$/
    const allowed = [word, folderOfWord, itsTest]
    const others = pathsIn('lib').filter((path) => isOfDomain(path) && !allowed.some((it) => it.test(path)))
    expect(others).toEqual([])
  })

  test('never index, utils, helpers, service or types', () => {
    const drawers = /^(index|utils?|helpers?|services?|types|common|misc)(\.d)?\.[cm]?[jt]sx?$/
    expect(house.map(pathOf).filter((path) => drawers.test(basename(path)))).toEqual([])
  })
})

describe('the tail is policed:', () => {
  const capped = files.filter(({ path }) => !/^(components\/ui|prisma\/seed)\//.test(path))
  const logic = files.filter(
    ({ path }) => /^lib\/.*\.ts$/.test(path) && !/\.test\.ts$|\/testing\//.test(path),
  )

  test('no file has more than 300 lines', () => {
    expect(capped.filter(({ lines }) => lines > 300).map((it) => `${it.path}: ${it.lines}`)).toEqual([])
  })

  test('95 of 100 files have at most 200 lines', () => {
    expect(percentile95(capped.map(({ lines }) => lines))).toBeLessThanOrEqual(200)
  })

  // Biome caps each function; only this sees how many come near the cap.
  test('95 of 100 functions in lib have at most 40 lines', () => {
    expect(percentile95(logic.flatMap(({ tree }) => functionLengths(tree)))).toBeLessThanOrEqual(40)
  })
})

describe('the environment', () => {
  // Prisma hands its schema engine the connection in the environment, and schema-engine.mjs stands in for it.
  // NEXT_RUNTIME in instrumentation.ts is a constant the bundler replaces.
  const mayRead = /^(lib\/env\.ts|instrumentation\.ts|scripts\/schema-engine\.mjs|[\w.-]+\.config\.[a-z]+)$/
  const mayPassOn = /^(scripts|bench|chaos|e2e|lib\/db\/testing)\//

  test('is read by lib/env.ts alone', () => {
    const others = files.filter(({ path }) => !mayRead.test(path))
    const readers = others.filter(({ path, tree }) => readsEnvironment(tree, mayPassOn.test(path)))
    expect(readers.map(pathOf)).toEqual([])
  })
})

describe('a server action', () => {
  test("is in a domain's actions.ts, and 'use server' is its first line and nowhere else", () => {
    const strays = files.filter(({ path, tree }) => {
      const directives = nodesOf(tree).filter(isServerDirective)
      const isActions = isOfDomain(path) && basename(path) === 'actions.ts'
      return (
        directives.length !== (isActions ? 1 : 0) ||
        directives[0] !== (isActions ? tree.statements[0] : undefined)
      )
    })
    expect(strays.map(pathOf)).toEqual([])
  })

  test('is made by defineAction', () => {
    const actions = files.filter(({ tree }) => tree.statements.some(isServerDirective))
    const bare = actions.flatMap(({ path, tree }) =>
      tree.statements.filter(isBareExport).map((it) => `${path}: ${it.getText()}`),
    )
    expect(bare).toEqual([])
  })
})

async function cruised() {
  const options = await extractDepcruiseOptions('./.dependency-cruiser.cjs')
  const tsConfig = extractTSConfig('tsconfig.json')
  const { output } = await cruise(files.map(pathOf), { ...options, validate: true }, undefined, { tsConfig })
  return output as ICruiseResult
}

function pathOf({ path }: Source) {
  return path
}

function isOfDomain(path: string) {
  const [lib, folder, file] = path.split('/')
  return lib === 'lib' && file !== undefined && !plumbing.includes(folder ?? '')
}

function percentile95(numbers: number[]) {
  return numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * 0.95) - 1] ?? 0
}

test('every route of the API is dynamic by its own word', () => {
  const routes = house.filter(({ tree }) => importsOf(tree).includes('@/lib/http/route'))
  const silent = routes.filter(({ tree }) => !/^export const dynamic = 'force-dynamic'$/m.test(tree.text))
  expect(routes.length).toBeGreaterThan(8)
  expect(silent.map(({ path }) => path)).toEqual([])
})
