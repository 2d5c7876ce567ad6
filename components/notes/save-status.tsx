import { Link } from '@/components/ui/link'
import type { SaveState } from './autosave'

/** How it stands with what is typed, said aloud when it changes; that something is on its way is shown only. */
export function SaveStatus({ state, signIn }: { state: SaveState; signIn: string }) {
  const isTyping = state.kind === 'typing'
  const isTrouble = !isTyping && state.kind !== 'saved'
  return (
    <p className={isTrouble ? 'font-medium text-danger' : 'text-muted'}>
      {isTyping && <span>Saving…</span>}
      <span role="status">
        {state.kind === 'saved' && `Saved ${state.at}`}
        {state.kind === 'offline' && 'Not saved: no connection. Your text is kept on this computer.'}
        {state.kind === 'conflict' && (
          <>
            Not saved: this note was saved somewhere else meanwhile.{' '}
            <Link href="#two-texts">Choose what to keep</Link>
          </>
        )}
        {state.kind === 'refused' && `Not saved: ${state.say}`}
        {state.kind === 'signedOut' && (
          <>
            Not saved: you are signed out. Your text is kept on this computer.{' '}
            <Link href={signIn}>Sign in again</Link>
          </>
        )}
      </span>
    </p>
  )
}
