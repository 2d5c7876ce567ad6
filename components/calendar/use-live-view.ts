'use client'

import { useEffect, useRef, useState } from 'react'
import type { CalendarView } from '@/lib/calendar/queries/view'

/** `ended`: nobody is signed in any more, or may look. */
export type Liveness = 'connecting' | 'live' | 'cut' | 'ended'

const TOGETHER_MS = 60
const AGAIN_MS = 5_000

/**
 * The calendar as it is now: as the page rendered it, and read again whenever the server tells of a change of its days, and after every cut,
 * so that nothing is missed. A tab in the background hears nothing and reads on return (a browser has few connections to a server).
 */
export function useLiveView(
  rendered: CalendarView,
  search: string,
): { view: CalendarView; liveness: Liveness } {
  const [read, setRead] = useState<{ over: CalendarView; view: CalendarView } | null>(null)
  const [liveness, setLiveness] = useState<Liveness>('connecting')
  const latest = useRef(rendered)
  const stream = useRef<Stream>(null)
  useEffect(() => {
    latest.current = rendered
    // What was read meanwhile goes with the page it was read for, and may have been newer.
    stream.current?.readSoon()
  }, [rendered])

  useEffect(() => {
    stream.current = listen(
      search,
      setLiveness,
      (view, over) => setRead({ over, view }),
      () => latest.current,
    )
    return () => stream.current?.end()
  }, [search])

  // What the page has rendered since is newer.
  return { view: read?.over === rendered ? read.view : rendered, liveness }
}

type Stream = { readSoon: () => void; end: () => void }
type Give = (view: CalendarView, over: CalendarView) => void

/** Listens while the page is looked at; `latest`: what it has rendered last. */
function listen(
  search: string,
  setLiveness: (liveness: Liveness) => void,
  give: Give,
  latest: () => CalendarView,
): Stream {
  const reader = readerOf(search, give, latest)
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined

  function close() {
    source?.close()
    source = undefined
    clearTimeout(again)
    reader.stop()
  }
  function open() {
    close()
    const opened = new EventSource('/api/desk/calendar/live')
    source = opened
    opened.onopen = () => {
      setLiveness('live')
      reader.readSoon()
    }
    opened.onmessage = ({ data }) => {
      const { from, to } = latest().hears
      if (data === '*' || (from <= data && data <= to)) reader.readSoon()
    }
    opened.onerror = async () => {
      setLiveness('cut')
      // It comes back by itself, unless the answer was a no.
      if (opened.readyState !== EventSource.CLOSED) return
      const mayRead = await reader.read()
      // Left, or out of sight, meanwhile.
      if (source !== opened) return
      if (mayRead) again = setTimeout(open, AGAIN_MS)
      else setLiveness('ended')
    }
  }
  function follow() {
    if (document.visibilityState === 'visible') open()
    else close()
  }
  document.addEventListener('visibilitychange', follow)
  follow()
  return {
    readSoon: reader.readSoon,
    end: () => {
      document.removeEventListener('visibilitychange', follow)
      close()
    },
  }
}

/** Reads the calendar again: at once, or once for all that is told together. Only the last answer counts. */
function readerOf(search: string, give: Give, latest: () => CalendarView) {
  let soon: ReturnType<typeof setTimeout> | undefined
  let count = 0
  /** False where it may not be read any more. */
  async function read(): Promise<boolean> {
    count += 1
    const [mine, over] = [count, latest()]
    const answer = await fetch(`/api/desk/calendar?${search}`).catch(() => null)
    if (answer?.ok) {
      const view = (await answer.json()) as CalendarView
      if (mine === count) give(view, over)
    }
    return !answer || answer.ok || answer.status >= 500 || answer.status === 429
  }
  return {
    read,
    readSoon: () => {
      soon ??= setTimeout(() => {
        soon = undefined
        void read()
      }, TOGETHER_MS)
    },
    stop: () => {
      clearTimeout(soon)
      soon = undefined
    },
  }
}
