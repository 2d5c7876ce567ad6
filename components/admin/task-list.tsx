import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'

/** `left`: what is missing, in words; null where the task is done. `optional`: nothing waits for it. */
export type Task = { href: string; name: string; hint?: string; left: string | null; optional?: boolean }

/** Tasks one under another, each a link with its state: the task list of GOV.UK's design system. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="divide-y divide-line border-line border-y">
      {tasks.map(({ href, name, hint, left, optional }) => {
        const id = `task${href.replaceAll('/', '-')}`
        return (
          <li key={href} className="flex items-start justify-between gap-x-6 py-3">
            <div className="min-w-0">
              <Link href={href} aria-describedby={id}>
                {name}
              </Link>
              {(left ?? hint) && <p className="text-muted text-small">{left ?? hint}</p>}
            </div>
            <span id={id}>
              {left === null ? (
                <Badge tone="ok">Done</Badge>
              ) : (
                <Badge tone={optional ? 'neutral' : 'accent'}>{optional ? 'Optional' : 'To do'}</Badge>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
