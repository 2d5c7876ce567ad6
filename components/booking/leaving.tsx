'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/**
 * On a page with a kept time. Leaving the journey (a link elsewhere, another address, a closed tab) lets the time go; Back, Forward, reload
 * and signing in do not. Whatever was typed in the form around it and not sent is kept. Without script the time runs out by itself.
 */
export function Leaving({ clinicSlug }: { clinicSlug: string }) {
  const here = useRef<HTMLSpanElement>(null)
  const router = useRouter()

  useEffect(() => {
    const form = here.current?.closest('form')
    // Where the browser does not tell where it goes, it is not taken for leaving.
    const navigation = 'navigation' in window ? window.navigation : undefined
    let isTyped = false
    let isStaying = navigation === undefined
    const listening = new AbortController()
    const { signal } = listening
    const tell = (leaves: boolean) => {
      if (!leaves && !isTyped) return
      navigator.sendBeacon('/api/booking/leaving', answers(isTyped ? form : null, clinicSlug, leaves))
      isTyped = false
    }
    form?.addEventListener('input', () => (isTyped = true), { signal })
    form?.addEventListener('submit', () => (isTyped = false), { signal })
    navigation?.addEventListener(
      'navigate',
      ({ destination, navigationType }) => {
        if (destination.sameDocument) return
        isStaying = navigationType === 'reload' || isInside(destination.url, clinicSlug)
      },
      { signal },
    )
    window.addEventListener('pagehide', () => tell(!isStaying), { signal })
    // Back from elsewhere into this very page: what it says of the time is no longer so.
    window.addEventListener('pageshow', ({ persisted }) => persisted && router.refresh(), { signal })
    return () => {
      listening.abort()
      tell(!isInside(window.location.href, clinicSlug))
    }
  }, [clinicSlug, router])

  return <span ref={here} hidden />
}

function isInside(url: string, clinicSlug: string) {
  const { origin, pathname } = new URL(url, window.location.href)
  const inside = [`/${clinicSlug}/book`, '/manage/', '/sign-in']
  return origin === window.location.origin && inside.some((path) => pathname.startsWith(path))
}

function answers(form: HTMLFormElement | null | undefined, clinicSlug: string, leaves: boolean) {
  const typed = form ? new FormData(form) : new FormData()
  const sent = new URLSearchParams()
  for (const [name, value] of typed)
    if (!name.startsWith('$') && typeof value === 'string') sent.set(name, value)
  sent.set('clinicSlug', clinicSlug)
  sent.set('leaves', String(leaves))
  return sent
}
