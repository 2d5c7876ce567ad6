'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** What was typed and not sent when a page was left for another one of ours. In memory only: it ends with the tab. */
let unsent: { path: string; values: Map<string, string> } | null = null
/** The time was let go by going to another page of ours: what the router keeps of these pages is no longer so. */
let hasLeft = false

/**
 * On a page with a kept time. Leaving the journey (a link elsewhere, another address, a closed tab) lets the time go; Back, Forward, reload
 * and signing in do not. Whatever was typed in the form around it and not sent is kept. Without script the time runs out by itself.
 */
export function Leaving({ clinicSlug }: { clinicSlug: string }) {
  const here = useRef<HTMLSpanElement>(null)
  const router = useRouter()

  useEffect(() => {
    const form = here.current?.closest('form') ?? null
    const path = window.location.pathname
    // A browser that does not tell where it goes is not taken to leave.
    let isStaying = !('onpageswap' in window)
    let isTyped = false
    if (form && unsent?.path === path) isTyped = restore(form, unsent.values)
    if (hasLeft) router.refresh()
    hasLeft = false
    const listening = new AbortController()
    const { signal } = listening

    const tell = (leaves: boolean) => {
      if (!leaves && !isTyped) return
      const values = isTyped && form ? typedIn(form) : new Map<string, string>()
      if (isTyped) unsent = { path, values }
      isTyped = false
      navigator.sendBeacon(
        '/api/booking/leaving',
        new URLSearchParams([...values, ['clinicSlug', clinicSlug], ['leaves', String(leaves)]]),
      )
    }
    const forget = () => {
      isTyped = false
      unsent = null
    }
    form?.addEventListener('input', () => (isTyped = true), { signal })
    form?.addEventListener('submit', () => (isTyped = false), { signal })
    window.addEventListener(
      'pageswap',
      ({ activation: to }) => {
        isStaying = to !== null && (to.navigationType === 'reload' || isInside(to.entry.url, clinicSlug))
      },
      { signal },
    )
    // Another form of this page was sent (start again, sign out): what was typed here is not to be kept.
    window.addEventListener('submit', ({ target }) => target !== form && forget(), { signal })
    window.addEventListener('pagehide', () => tell(!isStaying), { signal })
    // Back from elsewhere into this very page: what it says of the time is no longer so.
    window.addEventListener('pageshow', ({ persisted }) => persisted && router.refresh(), { signal })
    return () => {
      listening.abort()
      hasLeft = !isInside(window.location.href, clinicSlug)
      tell(hasLeft)
    }
  }, [clinicSlug, router])

  return <span ref={here} hidden />
}

function isInside(url: string | null, clinicSlug: string) {
  const { origin, pathname } = new URL(url ?? 'about:blank', window.location.href)
  const inside = [`/${clinicSlug}/book`, '/manage/', '/sign-in']
  return origin === window.location.origin && inside.some((path) => pathname.startsWith(path))
}

function typedIn(form: HTMLFormElement) {
  const values = new Map<string, string>()
  for (const [name, value] of new FormData(form))
    if (!name.startsWith('$') && typeof value === 'string') values.set(name, value)
  return values
}

/** Types again what was typed. The page may have been kept by the router from before it was. */
function restore(form: HTMLFormElement, values: Map<string, string>) {
  unsent = null
  for (const [name, value] of values) {
    const control = form.elements.namedItem(name)
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.value = value
  }
  return true
}
