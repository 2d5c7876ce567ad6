import { SECTIONS } from '@/lib/notes/rules'
import type { NoteContent } from '@/lib/notes/schema'
import { followUpSentence, SECTION_WORDS } from '@/lib/notes/text'

/** A note to read: everything that is in it, and that nothing is where nothing is. */
export function NoteText({ content }: { content: NoteContent }) {
  const parts = [
    { title: 'Chief complaint', text: content.chiefComplaint },
    ...SECTIONS.map((section) => ({ title: SECTION_WORDS[section].label, text: content[section] })),
    { title: 'Follow-up', text: followUpSentence(content) },
  ]
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      {parts.map(({ title, text }) => (
        <section key={title} aria-label={title} className="break-inside-avoid-page">
          <h2 className="font-semibold">{title}</h2>
          <p className="wrap-anywhere whitespace-pre-wrap">
            {text.trim() ? text : <span className="text-muted">Nothing written</span>}
          </p>
        </section>
      ))}
    </div>
  )
}
