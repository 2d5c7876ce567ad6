import type { RefusedSave } from '@/lib/actions/save'
import { TYPED_HEADER } from '@/lib/actions/typed'
import { isSameContent } from '@/lib/notes/rules'
import type { NoteContent, SavedNote, Theirs } from '@/lib/notes/schema'
import type { LocalDrafts } from './local-drafts'

/** How it stands with what is typed. `saved`: with the time on the clinic's clock. `refused`: in the server's words. */
export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'typing' | 'offline' | 'signedOut' | 'conflict' }
  | { kind: 'refused'; say: string }

type Page = {
  read: () => NoteContent
  tell: (state: SaveState) => void
  /** Somebody else saved: nothing is sent until `resolve`. */
  ask: (theirs: Theirs) => void
}
type Base = { version: number; content: NoteContent; savedAt: string }

/** The version that this browser window saved last, by note. */
const savedHere = new Map<string, number>()

/** Whether a page is older than what this window has saved since: the browser's Back shows it as it was. */
export function isOutdated(noteId: string, version: number): boolean {
  return (savedHere.get(noteId) ?? 0) > version
}

/** After the last key; while somebody types without a pause, as often as `LONGEST_MS`. */
const SAVE_MS = 1000
const LONGEST_MS = 2000
const KEEP_MS = 150
const AGAIN_MS = [2000, 4000, 8000, 15_000]
/** Longer than a save can take; a connection that hangs is none. */
const PATIENCE_MS = 12_000

/**
 * Saves an open note as it is typed: first sealed in this browser, then on the server, on the version that this tab knows. What cannot be sent
 * is tried again, at once when the connection or the person comes back; what somebody else saved meanwhile is asked about, never overwritten.
 */
export class Autosave {
  /** What was sent and may have arrived, though no answer came: any of them. */
  private sent: NoteContent[] = []
  private sending: Promise<boolean> | null = null
  private isStopped = false
  private isTyping = false
  private failures = 0
  private typingSince: number | null = null
  private drafts: LocalDrafts | null = null
  private saveTimer: ReturnType<typeof setTimeout> | undefined
  private keepTimer: ReturnType<typeof setTimeout> | undefined

  /** `base`: what the server has, as far as this tab knows. */
  constructor(
    private readonly noteId: string,
    private base: Base,
    private readonly page: Page,
  ) {}

  get version(): number {
    return this.base.version
  }

  isDirty(): boolean {
    return !isSameContent(this.page.read(), this.base.content)
  }

  typed = (): void => {
    const at = performance.now()
    this.typingSince ??= at
    this.keepTimer ??= setTimeout(() => void this.keep(), KEEP_MS)
    if (this.failures === 0 && !this.isTyping) this.tell({ kind: 'typing' })
    this.later(Math.max(0, Math.min(SAVE_MS, this.typingSince + LONGEST_MS - at)))
  }

  /** Sends what is there, unless it is on its way. Whether it was saved. */
  save(): Promise<boolean> {
    clearTimeout(this.saveTimer)
    if (this.isStopped) return Promise.resolve(false)
    this.sending ??= this.send().finally(() => {
      this.sending = null
    })
    return this.sending
  }

  /** Saves until everything that is typed is saved, or cannot be. */
  async saveAll(): Promise<boolean> {
    do if (!(await this.save())) return false
    while (this.isDirty())
    return true
  }

  /** The connection, or the person, is back. */
  wake = (): void => {
    if (this.isDirty()) void this.save()
  }

  /** Keeps what is typed in this browser. */
  async keep(): Promise<void> {
    clearTimeout(this.keepTimer)
    this.keepTimer = undefined
    if (this.isDirty()) await this.drafts?.keep(this.page.read(), this.version).catch(() => {})
  }

  keepIn(drafts: LocalDrafts): void {
    this.drafts = drafts
    void this.keep()
  }

  /** What is in the form now is to be saved over this text, which was seen. */
  resolve(theirs: Pick<Base, 'version' | 'content'>): void {
    this.base = { ...this.base, ...theirs }
    this.isStopped = false
    this.failures = 0
    void this.keep()
    void this.save()
  }

  end(): void {
    clearTimeout(this.saveTimer)
    clearTimeout(this.keepTimer)
  }

  private tell(state: SaveState): void {
    this.isTyping = state.kind === 'typing'
    this.page.tell(state)
  }

  private later(ms: number): void {
    clearTimeout(this.saveTimer)
    this.saveTimer = setTimeout(() => void this.save(), ms)
  }

  private async send(): Promise<boolean> {
    const content = this.page.read()
    this.typingSince = null
    if (isSameContent(content, this.base.content)) return this.settled()
    const answer = await post({ noteId: this.noteId, version: this.version, ...content })
    if (answer.kind === 'saved') {
      this.base = { ...answer.saved, content }
      savedHere.set(this.noteId, this.version)
      this.sent = []
      this.failures = 0
      if (this.isDirty()) this.typed()
      else await this.settled()
      return true
    }
    if (answer.kind === 'changed' && this.sent.some((it) => isSameContent(it, answer.theirs.content))) {
      // Our own, whose answer got lost.
      this.base = answer.theirs
      return this.send()
    }
    return this.refused(content, answer)
  }

  /** Everything is saved: the browser need keep nothing. */
  private async settled(): Promise<true> {
    clearTimeout(this.keepTimer)
    this.keepTimer = undefined
    this.failures = 0
    this.sent = []
    this.tell({ kind: 'saved', at: this.base.savedAt })
    await this.drafts?.clear().catch(() => {})
    return true
  }

  private refused(content: NoteContent, answer: Exclude<Answer, { kind: 'saved' }>): false {
    this.failures += 1
    if (answer.kind === 'unheard') {
      this.sent.push(content)
      this.later(AGAIN_MS[Math.min(this.failures, AGAIN_MS.length) - 1] ?? SAVE_MS)
    }
    if (answer.kind === 'changed') {
      this.isStopped = true
      this.page.ask(answer.theirs)
    }
    this.tell(
      answer.kind === 'refused' ? { kind: 'refused', say: answer.say } : { kind: STATE_AFTER[answer.kind] },
    )
    return false
  }
}

type Answer =
  | { kind: 'saved'; saved: SavedNote }
  | { kind: 'changed'; theirs: Theirs }
  | { kind: 'signedOut' | 'unheard' }
  | { kind: 'refused'; say: string }

const STATE_AFTER = { changed: 'conflict', signedOut: 'signedOut', unheard: 'offline' } as const

async function post(note: object): Promise<Answer> {
  try {
    const answer = await fetch('/api/clinic/notes', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [TYPED_HEADER]: '1' },
      body: JSON.stringify(note),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (answer.ok) return { kind: 'saved', saved: await answer.json() }
    if (answer.status === 401) return { kind: 'signedOut' }
    if (answer.status >= 500 || answer.status === 429) return { kind: 'unheard' }
    const { code, say, fields, shows } = (await answer.json()) as RefusedSave
    if (code === 'note_changed') return { kind: 'changed', theirs: shows as Theirs }
    return { kind: 'refused', say: Object.values(fields)[0] ?? say }
  } catch {
    return { kind: 'unheard' }
  }
}
