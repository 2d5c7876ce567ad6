import { Button } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import type { NoteContent } from '@/lib/notes/schema'
import { FIELD_WORDS, wordsIn } from '@/lib/notes/text'

/** Two texts of one note. `theirsIs`: what the other one is ("Saved at 10:42 am in another window"). */
export type TwoTexts = { mine: NoteContent; theirs: NoteContent; mineIs: string; theirsIs: string }

/**
 * The two texts side by side, where they differ, and the choice. Without `choose` (no script) there is the form below to copy into. Nothing is
 * lost before somebody has chosen.
 */
export function Conflict({
  texts: { mine, theirs, mineIs, theirsIs },
  choose,
}: {
  texts: TwoTexts
  choose?: (kept: 'both' | 'mine' | 'theirs') => void
}) {
  const different = FIELD_WORDS.filter(([name]) => mine[name] !== theirs[name])
  return (
    <Notification kind="warning" title="There are two texts of this note: choose what to keep">
      <div className="flex flex-col gap-4">
        {different.map(([name, label]) => (
          <section key={name} aria-label={label} className="grid gap-3 md:grid-cols-2">
            <Text title={`${label}: ${mineIs}`} text={wordsIn(mine, name)} />
            <Text title={`${label}: ${theirsIs}`} text={wordsIn(theirs, name)} />
          </section>
        ))}
        {choose ? (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => choose('both')}>Keep both, one after the other</Button>
            <Button kind="secondary" onClick={() => choose('mine')}>
              Keep the first one
            </Button>
            <Button kind="secondary" onClick={() => choose('theirs')}>
              Keep the second one
            </Button>
          </div>
        ) : (
          <p>
            The first one is in the form below. Copy into it what you want to keep of the second one, then
            save.
          </p>
        )}
      </div>
    </Notification>
  )
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0">
      <h3 className="font-medium text-small">{title}</h3>
      <p className="wrap-anywhere max-h-96 overflow-y-auto whitespace-pre-wrap rounded-control border border-line bg-surface p-2">
        {text.trim() ? text : <span className="text-muted">Nothing written</span>}
      </p>
    </div>
  )
}
