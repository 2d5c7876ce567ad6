'use client'

import { useSyncExternalStore } from 'react'

/** Whether script runs: false on the server and while the page wakes up. What only script can do is shown from then on. */
export function useAwake(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
