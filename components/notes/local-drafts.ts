import { now } from '@/lib/clock'
import type { NoteContent } from '@/lib/notes/schema'

/**
 * What is typed and not saved yet, kept in the browser: sealed (AES-256-GCM), for one account and note. The key is made of two halves: one
 * that this browser keeps and no script can read out, one that the server gives to the note's author alone, so that the next person at this
 * computer opens nothing. Signing out takes both store and key (`Clear-Site-Data`). Each open tab has a draft of its own.
 */

export type LeftDraft = { content: NoteContent; version: number; discard: () => Promise<void> }
export type LocalDrafts = {
  /** Keeps what this tab has, on the version it was written on. */
  keep: (content: NoteContent, version: number) => Promise<void>
  /** Everything is saved: nothing is kept. */
  clear: () => Promise<void>
  /** What tabs that are gone have left, oldest first. */
  left: () => Promise<LeftDraft[]>
  /** This tab is done. */
  close: () => void
}
type Row = { id: string; of: string; at: number; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

/** Null where the browser cannot: no IndexedDB, no safe connection. */
export async function openLocalDrafts(
  accountId: string,
  noteId: string,
  draftKey: string,
): Promise<LocalDrafts | null> {
  const { subtle } = crypto as Partial<Crypto>
  if (!subtle || !('locks' in navigator)) return null
  const of = `${accountId} ${noteId}`
  const id = `${of} ${crypto.randomUUID()}`
  const key = await sealingKey(of, draftKey)
  const letGo = hold(id)
  return {
    close: letGo,
    keep: async (content, version) => {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const text = new TextEncoder().encode(JSON.stringify({ content, version }))
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytes(id) }, key, text)
      await inStore('drafts', 'readwrite', (store) =>
        store.put({ id, of, at: now().getTime(), iv, sealed } satisfies Row),
      )
    },
    clear: () => remove(id),
    left: async () => {
      const rows = (await inStore('drafts', 'readonly', (store) => store.index('of').getAll(of))) as Row[]
      const open = new Set((await navigator.locks.query()).held?.map(({ name }) => name))
      const gone = rows.filter((row) => !open.has(row.id)).toSorted((a, b) => a.at - b.at)
      return (await Promise.all(gone.map((row) => opened(row, key)))).filter((draft) => draft !== null)
    },
  }
}

async function opened({ id, iv, sealed }: Row, key: CryptoKey): Promise<LeftDraft | null> {
  const algorithm = { name: 'AES-GCM', iv, additionalData: bytes(id) }
  const text = await crypto.subtle.decrypt(algorithm, key, sealed).catch(() => null)
  if (!text) return null
  const { content, version } = JSON.parse(new TextDecoder().decode(text))
  return { content, version, discard: () => remove(id) }
}

async function sealingKey(of: string, draftKey: string): Promise<CryptoKey> {
  const half = await crypto.subtle.sign('HMAC', await browsersHalf(), bytes(`${of} ${draftKey}`))
  return crypto.subtle.importKey('raw', half, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Made once in this browser; of two tabs that make one at once, the first to store it has made it. */
async function browsersHalf(): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  ;(await openDatabase('make')).close()
  await inStore('keys', 'readwrite', (store) => store.add(made, 'half')).catch(() => {})
  return (await inStore('keys', 'readonly', (store) => store.get('half'))) as CryptoKey
}

const bytes = (text: string) => new TextEncoder().encode(text)
const remove = async (id: string) => {
  await inStore('drafts', 'readwrite', (store) => store.delete(id))
}

/** Says to other tabs, for as long as this one lives, that its draft is in hand. */
function hold(name: string): () => void {
  let letGo = () => {}
  void navigator.locks.request(
    name,
    () =>
      new Promise<void>((done) => {
        letGo = done
      }),
  )
  return () => letGo()
}

// Opened for each deed: one that is held open would keep signing out from taking the store away.
async function inStore(
  name: 'keys' | 'drafts',
  mode: IDBTransactionMode,
  deed: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await openDatabase('find')
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(name, mode)
      const asked = deed(transaction.objectStore(name))
      transaction.oncomplete = () => done(asked.result)
      transaction.onabort = () => fail(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** `find`: what signing out has taken away is not made again by a page that is on its way out. */
function openDatabase(how: 'make' | 'find'): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open('anteroom notes', 1)
    asked.onupgradeneeded = () => {
      if (how === 'find') return asked.transaction?.abort()
      asked.result.createObjectStore('keys')
      asked.result.createObjectStore('drafts', { keyPath: 'id' }).createIndex('of', 'of')
    }
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  })
}
