'use client'

import { CalendarClock, CalendarX, FileText, Keyboard, MoveVertical } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { isCancelOffered } from '@/lib/booking/rules'
import type { CalendarColumn, CalendarItem } from '@/lib/calendar/queries/view'

/** Of which item the menu is, and where it opens on the screen. */
export type MenuAt = { item: CalendarItem; column: CalendarColumn; x: number; y: number }

/** Everything that can be done with an appointment or a session without dragging it. The browser's own popover: Escape and a press elsewhere close it. */
export function ItemMenu({
  at,
  onClose,
  onPickUp,
  onStretch,
}: {
  at: MenuAt
  onClose: () => void
  onPickUp: () => void
  onStretch: () => void
}) {
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = sheet.current
    if (!element) return
    element.style.left = `${Math.max(8, Math.min(at.x, window.innerWidth - 260))}px`
    element.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - 240))}px`
    if (!element.matches(':popover-open')) element.showPopover()
    element.querySelector<HTMLElement>('a, button')?.focus()
  }, [at])
  const { item } = at
  const icon = 'size-4'
  return (
    <div
      ref={sheet}
      popover="auto"
      onToggle={({ newState }) => newState === 'closed' && onClose()}
      className="fixed inset-auto m-0 w-60 rounded-control border border-line bg-surface p-1 text-ink shadow-float"
    >
      <p className="px-4 py-1.5 font-semibold">
        {item.title}
        <span className="block font-normal text-muted text-small">{item.time}</span>
      </p>
      <ul>
        <li>
          <LinkButton kind="menu" href={item.href ?? ''}>
            <FileText aria-hidden className={icon} />
            {item.booking ? 'Details and history' : 'Who comes'}
          </LinkButton>
        </li>
        {item.moves && (
          <>
            <li>
              <Button kind="menu" onClick={onPickUp}>
                <Keyboard aria-hidden className={icon} />
                Move with arrow keys
              </Button>
            </li>
            {item.booking && (
              <li>
                <Button kind="menu" onClick={onStretch}>
                  <MoveVertical aria-hidden className={icon} />
                  Longer or shorter…
                </Button>
              </li>
            )}
            <li>
              <LinkButton kind="menu" href={`${item.href}/move`}>
                <CalendarClock aria-hidden className={icon} />
                Move to another time…
              </LinkButton>
            </li>
          </>
        )}
        {item.booking && isCancelOffered(item.booking.status) && (
          <li>
            <LinkButton kind="menu" href={`${item.href}/cancel`}>
              <CalendarX aria-hidden className={icon} />
              Cancel appointment…
            </LinkButton>
          </li>
        )}
      </ul>
    </div>
  )
}
