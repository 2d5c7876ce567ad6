import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'

const kinds = {
  success: { look: 'border-ok bg-ok-soft', mark: 'text-ok', Icon: CircleCheck, word: 'Done' },
  info: { look: 'border-accent bg-accent-soft', mark: 'text-accent', Icon: Info, word: 'Note' },
  warning: { look: 'border-warn bg-warn-soft', mark: 'text-warn', Icon: TriangleAlert, word: 'Important' },
}

/** Something to know on this page. `kind`: success, info or warning; the kind is also said in words. */
export function Notification({
  kind = 'info',
  title,
  children,
}: {
  kind?: keyof typeof kinds
  title: ReactNode
  children?: ReactNode
}) {
  const id = useId()
  const { look, mark, Icon, word } = kinds[kind]
  return (
    <section aria-labelledby={id} className={`flex gap-3 rounded-card border p-4 ${look}`}>
      <Icon aria-hidden className={`mt-0.5 size-6 shrink-0 ${mark}`} />
      <div className="flex min-w-0 grow flex-col gap-1.5">
        <h2 id={id} className="font-semibold">
          <span className="sr-only">{word}: </span>
          {title}
        </h2>
        {children}
      </div>
    </section>
  )
}
