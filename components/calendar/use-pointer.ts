'use client'

import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { CalendarColumn, CalendarItem, CalendarView } from '@/lib/calendar/queries/view'
import { columnOf, endAt, type Moving, pickedUp, putAt } from './moving'

/** How far a pointer goes before a press is a drag. */
const SLACK_PX = 4
/** How near the edge of what is seen a drag scrolls it, and by how much at a time. */
const EDGE_PX = 32
const SCROLL_PX = 16

type Grip = { moving: Moving; x: number; y: number; grip: number; isStretch: boolean; hasBegun: boolean }
export type Found = { item: CalendarItem; column: CalendarColumn }

/**
 * Dragging with a mouse or a pen: an item by its body to another time or column, by its lower edge to another length. A finger scrolls, and
 * has the menu. `set` is called only when the place has changed, not at each pixel.
 */
export function usePointer(
  view: CalendarView,
  moving: Moving | null,
  set: (moving: Moving | null) => void,
  drop: (moving: Moving) => void,
) {
  const held = useRef<Grip | null>(null)
  const wasDragged = useRef(false)
  // Escape puts back what is held.
  useEffect(() => {
    if (!moving) held.current = null
  }, [moving])

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    wasDragged.current = false
    const target = event.target as Element
    const found = itemAt(view, target)
    if (!found?.item.moves || moving || event.button !== 0) return
    if (event.pointerType === 'touch' || target.closest('[data-menu]')) return
    const minute = minuteAt(view, event.currentTarget, found.column.key, event.clientY)
    held.current = {
      moving: pickedUp(found.item, found.column, 'pointer'),
      ...{ x: event.clientX, y: event.clientY, grip: minute - found.item.from },
      ...{ isStretch: target.closest('[data-stretch]') !== null, hasBegun: false },
    }
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const grip = held.current
    if (!grip) return
    if (!grip.hasBegun) {
      if (Math.hypot(event.clientX - grip.x, event.clientY - grip.y) < SLACK_PX) return
      grip.hasBegun = true
      event.currentTarget.setPointerCapture(event.pointerId)
      set(grip.moving)
    }
    scrollAtEdge(event.currentTarget, event.clientY)
    const key = columnAt(event.currentTarget, event.clientX) ?? grip.moving.place.column
    const minute = minuteAt(view, event.currentTarget, key, event.clientY)
    const next = grip.isStretch
      ? endAt(view, grip.moving, minute)
      : putAt(view, grip.moving, columnOf(view, key), minute - grip.grip)
    const { place } = grip.moving
    if (place.column === next.place.column && place.from === next.place.from && place.to === next.place.to)
      return
    grip.moving = next
    set(next)
  }

  function onPointerUp() {
    const grip = held.current
    held.current = null
    if (!grip?.hasBegun) return
    wasDragged.current = true
    drop(grip.moving)
  }

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: () => {
      held.current = null
      set(null)
    },
    /** The press that ended a drag opens nothing. */
    onClickCapture: (event: MouseEvent) => {
      if (!wasDragged.current) return
      wasDragged.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

/** The item that an element of the grid is part of. */
export function itemAt(view: CalendarView, element: Element): Found | null {
  const id = element.closest<HTMLElement>('[data-item]')?.dataset.item
  const key = element.closest<HTMLElement>('[data-column]')?.dataset.column
  const column = view.columns.find((one) => one.key === key)
  const item = column?.items.find((one) => one.id === id)
  return column && item ? { column, item } : null
}

function columnAt(grid: HTMLElement, x: number): string | undefined {
  const bodies = [...grid.querySelectorAll<HTMLElement>('[data-column]')]
  return bodies.find((body) => {
    const { left, right } = body.getBoundingClientRect()
    return left <= x && x < right
  })?.dataset.column
}

function minuteAt(view: CalendarView, grid: HTMLElement, key: string, y: number): number {
  const { top, height } = grid.querySelector(`[data-column="${key}"]`)?.getBoundingClientRect() ?? {
    top: 0,
    height: 1,
  }
  return ((y - top) / height) * view.minutes
}

function scrollAtEdge(grid: HTMLElement, y: number): void {
  const { top, bottom } = grid.getBoundingClientRect()
  if (y < top + EDGE_PX + 44) grid.scrollBy(0, -SCROLL_PX)
  else if (y > bottom - EDGE_PX) grid.scrollBy(0, SCROLL_PX)
}
