'use client'

import { useEffect } from 'react'

const CHANNEL = 'anteroom signed in'

/**
 * Tabs of one browser have one session. A tab that shows somebody's own pages says whose (`name`), the sign-in page that it is nobody's; a
 * tab that still shows somebody else's is loaded again, and asks who is there (security.md I8: two people, one computer). Without script a
 * tab left open goes on showing what it showed.
 */
export function SameInAllTabs({ name }: { name: string | null }) {
  useEffect(() => {
    const tabs = new BroadcastChannel(CHANNEL)
    tabs.postMessage(name)
    tabs.onmessage = ({ data }) => {
      if (name !== null && data !== name) window.location.reload()
    }
    return () => tabs.close()
  }, [name])
  return null
}
