'use client'

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { CalendarView } from '@/lib/calendar/queries/view'
import { hasMoved, type Moving, pickedUp, placeInWords, stepped } from './moving'
import type { Found } from './use-pointer'

export const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

/** The visit that is on its way, by pointer or by keys, and what is said of it to whoever does not see it. */
export function useMoving(view: CalendarView, grid: RefObject<HTMLElement | null>) {
  const [moving, setMoving] = useState<Moving | null>(null)
  const [said, say] = useState('')
  const last = useRef<string>(null)

  // What was moved keeps the focus, also where it is drawn anew in another column.
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew is when the view has changed.
  useEffect(() => {
    if (moving) last.current = moving.item.id
    else if (last.current && document.activeElement === document.body)
      grid.current?.querySelector<HTMLElement>(`[data-item="${last.current}"] a`)?.focus()
  }, [view, moving, grid])

  function pickUp({ item, column }: Found) {
    setMoving(pickedUp(item, column, 'keys'))
    say(`${item.title} picked up, ${item.time}. Arrow keys move, Enter drops, Escape puts it back.`)
  }
  /** Where it lies it is asked about; where it was it stays. */
  function drop(dropped: Moving) {
    setMoving(hasMoved(dropped) ? { ...dropped, asks: 'move' } : null)
    say('')
  }
  /** Whether a key was about the visit that is on its way. */
  function press(event: KeyboardEvent): boolean {
    if (moving?.asks !== 'nothing') return moving !== null
    const { item, by } = moving
    if (event.key === 'Escape') {
      setMoving(null)
      say(`${item.title} is back at ${item.time}.`)
    } else if (by === 'keys' && event.key === 'Enter') drop(moving)
    else if (by === 'keys' && ARROWS.includes(event.key)) {
      const next = stepped(view, moving, event.key, event.shiftKey)
      setMoving(next)
      say(placeInWords(view, next.place))
    } else return event.key !== 'Tab'
    event.preventDefault()
    return true
  }
  return { moving, setMoving, said, pickUp, drop, press }
}
