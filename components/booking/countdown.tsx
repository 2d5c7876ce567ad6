'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

/**
 * What is left of a kept time, for the eye only: the words beside it say until when. When it has run out the page is made anew, and says so.
 * `seconds` are the server's count: the browser's own clock may be wrong.
 */
export function Countdown({ seconds }: { seconds: number }) {
  const router = useRouter()
  const [left, setLeft] = useState(seconds)

  useEffect(() => {
    const end = performance.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1000))
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      router.refresh()
    }, 1000)
    return () => clearInterval(timer)
  }, [seconds, router])

  return (
    <span aria-hidden className="whitespace-nowrap text-muted tabular-nums">
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')} left
    </span>
  )
}
