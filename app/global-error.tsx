'use client'

import { Problem } from '@/components/shell/problem'
import { TryAgain } from '@/components/shell/try-again'
import './globals.css'

/** The root layout itself failed, so this brings its own document, in the system's typeface. */
export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <html lang="en-AU">
      <body>
        <title>Sorry, there is a problem with the service – Anteroom</title>
        <Problem title="Sorry, there is a problem with the service" reference={error.digest}>
          <TryAgain onClick={retry} />
        </Problem>
      </body>
    </html>
  )
}
