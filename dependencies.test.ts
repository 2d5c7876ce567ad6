import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Row N8, as far as it can be told without asking anybody: the versions that `npm ci` installs. */

type Lock = {
  packages: Record<string, { version?: string; integrity?: string; link?: boolean; inBundle?: boolean }>
}
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const { packages }: Lock = read('package-lock.json')
const { dependencies, devDependencies }: Record<string, Record<string, string>> = read('package.json')

/** Below these there are known holes in what the portal uses of them. Raised whenever one is told of; `npm audit` where there is a network. */
const FLOORS: Record<string, string> = {
  // The image optimiser and typed arrays in the cache, Oct 2026; authority in the proxy, July 2026.
  next: '16.4.1',
  // Look-alike @ in addresses.
  'next-auth': '4.24.15',
  // Decoders of libvips, Aug and Oct 2026.
  sharp: '0.35.5',
  // What a server component takes from a request.
  react: '19.2.6',
  'react-dom': '19.2.6',
}

test.each(Object.entries(FLOORS))('wherever %s is installed, it is %s or newer', (name, floor) => {
  const versions = Object.entries(packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version ? [version] : [],
  )
  expect(versions.length).toBeGreaterThan(0)
  expect(versions.filter((version) => isOlder(version, floor))).toEqual([])
})

test('every dependency of our own is one version, not a range, and the one that is locked', () => {
  const ours = Object.entries({ ...dependencies, ...devDependencies })
  const others = ours.filter(([name, version]) => packages[`node_modules/${name}`]?.version !== version)
  expect(others).toEqual([])
})

test('every package is locked to its content', () => {
  const loose = Object.entries(packages).flatMap(([path, { integrity, link, inBundle }]) =>
    path === '' || integrity || link || inBundle ? [] : [path],
  )
  expect(loose).toEqual([])
})

function isOlder(version: string, floor: string): boolean {
  const [mine, theirs] = [version, floor].map((it) => it.split(/[.-]/).map(Number))
  for (const [n, part] of (theirs ?? []).entries()) {
    const own = mine?.[n] ?? 0
    if (own !== part) return own < part
  }
  return false
}
