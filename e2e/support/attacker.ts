import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Page } from '@playwright/test'
import { DOORS } from '@/access-doors'
import { harbour, people } from '@/prisma/seed/cast'
import { pathsOf, type Rooms } from './house'
import type { Portal } from './portal'

/** A form of ours as somebody else's page would send it. `path` with the query of the page it stands on. */
export type Form = { path: string; fields: [string, string][] }
export type Encoding = 'application/x-www-form-urlencoded' | 'multipart/form-data' | 'text/plain'

/** What an attacker types into our forms; a sign-in form is sent with an account of the attacker's own. */
const TYPED: Record<string, string> = {
  ...{ firstName: 'Mallory', lastName: 'Attacker', phone: '0491 570 156', email: people.ben.email },
  ...{ password: 'harbour-demo-2026', reason: 'An attack', search: 'Ada', q: 'Ada' },
  ...{ 'dateOfBirth.day': '17', 'dateOfBirth.month': '5', 'dateOfBirth.year': '1990' },
}

/** Every form that posts on these pages, as they are served to whoever the browser is signed in as; one of each action. */
export async function formsOn(page: Page, paths: readonly string[]): Promise<Form[]> {
  const found = await page.evaluate(harvest, { paths, typed: TYPED })
  const one = new Map(found.map(({ action, ...form }) => [action, form]))
  return [...one.values()]
}

/** Runs in the page. What names the action is a hidden field that Next writes for browsers without script. */
async function harvest({ paths, typed }: { paths: readonly string[]; typed: Record<string, string> }) {
  const found: (Form & { action: string })[] = []
  for (const path of paths) {
    const page = await (await fetch(path)).text()
    for (const form of new DOMParser().parseFromString(page, 'text/html').forms) {
      if (form.method !== 'post') continue
      for (const radio of form.querySelectorAll<HTMLInputElement>('input[type=radio]'))
        radio.checked ||= !form.querySelector(`input[name="${radio.name}"]:checked`)
      const fields = [...new FormData(form)].map(([name, value]): [string, string] => [
        name,
        String(value) || (typed[name] ?? ''),
      ])
      for (const button of [...form.querySelectorAll<HTMLButtonElement>('button[name]')].slice(0, 1))
        fields.push([button.name, button.value])
      const action = fields.find(([name]) => /^\$ACTION_(ID|\d+:0)/.test(name))?.join()
      const to = form.getAttribute('action') || path
      found.push({ path: to, fields, action: action ?? to })
    }
  }
  return found
}

/** The actions of the build that none of these forms sends, with what Next needs to find them and nothing of what they want. */
export function formless(forms: readonly Form[], rooms: Rooms): Form[] {
  const sent = JSON.stringify(forms)
  const { node } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as {
    node: Record<string, { workers: Record<string, unknown> }>
  }
  return Object.entries(node).flatMap(([id, { workers }]) => {
    const door = Object.keys(workers).find((worker) => `${worker}.tsx` in DOORS)
    const path = door && pathsOf(`${door}.tsx`, rooms)[0]
    return path && !sent.includes(id) ? [{ path, fields: [[`$ACTION_ID_${id}`, '']] }] : []
  })
}

/** What else takes a POST and does something: the handlers of the access matrix, with what each would want. */
export function handlers(rooms: Rooms): Form[] {
  const person = {
    firstName: 'Mallory',
    lastName: 'Attacker',
    dateOfBirth: '1990-05-17',
    phone: '0491570156',
  }
  const wanted = { service: 'gp', type: 'follow_up', mode: 'in_person', ...rooms.slot }
  // With text/plain the line becomes `{…"x":"="}`: JSON, and an attacker's favourite.
  const json = (body: object): [string, string][] => [[`${JSON.stringify(body).slice(0, -1)},"x":"`, '"}']]
  const path = {
    ...{ slug: harbour.slug, reference: rooms.guest.reference },
  }
  const fields: Record<string, [string, string][]> = {
    holds: json(wanted),
    bookings: json({ ...wanted, patient: person }),
    move: json({ ...rooms.slot, version: 1 }),
    cancel: json({ version: 1 }),
    leaving: [...Object.entries({ clinicSlug: harbour.slug, leaves: 'true' })],
    'sign-out': [],
  }
  const posts = Object.keys(DOORS).filter((door) => door.startsWith('POST ') && DOORS[door] !== 'nowhere')
  return posts.flatMap((door) => {
    const plain = door
      .replace(/^POST app/, '')
      .replace('/route.ts', '')
      .replace('[slug]', path.slug)
      .replace('[reference]', path.reference)
    if (!plain.includes('[...nextauth]'))
      return [{ path: plain, fields: fields[plain.split('/').at(-1) ?? ''] ?? [] }]
    const signIn: [string, string][] = Object.entries({
      email: people.ben.email,
      password: TYPED.password ?? '',
    })
    return ['signin', 'signin/credentials', 'callback/credentials', 'signout', 'session'].map((deed) => ({
      path: plain.replace('[...nextauth]', deed),
      fields: [...signIn, ['csrfToken', 'f'.repeat(64)], ['callbackUrl', '/']] as [string, string][],
    }))
  })
}

/** How a page of an attacker's sends forms. `sandboxed`: from frames whose origin is `null`. `scripted`: with fetch, without a form. */
export type Attack = {
  host: 'localhost' | '127.0.0.1'
  encoding: Encoding
  how: 'framed' | 'sandboxed' | 'scripted'
}

/**
 * A site of somebody else. On 127.0.0.1 it is another site than the portal on localhost; on another port of localhost it is another
 * origin of the same site, to which browsers send SameSite cookies along.
 */
export async function attackersSite(portal: Portal, forms: readonly Form[]) {
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams: asked, search } = new URL(request.url ?? '/', 'http://attacker.invalid')
    const one = forms[Number(pathname.slice(1))]
    const body = asked.has('script')
      ? scripted(portal, forms)
      : framed(portal, one ? [one] : forms, asked.get('encoding') ?? '', one ? '_top' : undefined)
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end(
      pathname === '/outer'
        ? `<iframe sandbox="allow-forms allow-scripts" src="/all${search}"></iframe>`
        : body,
    )
  })
  await new Promise<void>((done) => server.listen(0, done))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    /** The page that sends them all, or one of them. */
    address: ({ host, encoding, how }: Attack, which: number | 'all' = 'all') => {
      const asked = how === 'scripted' ? 'script' : new URLSearchParams({ encoding })
      return `http://${host}:${port}/${how === 'sandboxed' ? 'outer' : which}?${asked}`
    },
    close: () => server.close(),
  }
}

/** Each form is answered in a frame of its own, or all over the window. */
function framed(portal: Portal, forms: readonly Form[], encoding: string, target?: string): string {
  const parts = forms.map(({ path, fields }, n) => {
    const inputs = fields.map(
      ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
    )
    const to = `action="${escaped(new URL(path, portal.url).href)}" target="${target ?? `frame${n}`}"`
    return `<iframe name="frame${n}"></iframe><form method="post" ${to} enctype="${encoding}">${inputs.join('')}</form>`
  })
  return `${parts.join('')}<script>for (const form of document.forms) HTMLFormElement.prototype.submit.call(form)</script>`
}

function scripted(portal: Portal, forms: readonly Form[]): string {
  const posts = forms.map(({ path, fields }) => [new URL(path, portal.url).href, fields.flat().join('')])
  return `<script>for (const [to, body] of ${JSON.stringify(posts).replaceAll('<', '\\u003c')})
    fetch(to, { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'content-type': 'text/plain' }, body })</script>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
