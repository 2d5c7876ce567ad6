import { Ellipsis } from 'lucide-react'
import { Children, type ReactNode, useId } from 'react'
import { buttonStyle } from './button'

/**
 * What else can be done with a row, behind one button. Children are buttons or links with `kind="menu"`. The browser's
 * own popover: Escape and a press elsewhere close it, focus returns, and no table cuts it off.
 */
export function ActionMenu({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonStyle({ kind: 'quiet', size: 'icon' })}>
        <Ellipsis aria-hidden className="size-5" />
        <span className="sr-only">{label}</span>
      </button>
      <div
        id={id}
        popover="auto"
        className="menu-sheet min-w-52 rounded-control border border-line bg-surface p-1 text-ink shadow-float"
      >
        <ul>{Children.map(children, (item) => item && <li>{item}</li>)}</ul>
      </div>
    </>
  )
}
