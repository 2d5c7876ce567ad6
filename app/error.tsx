'use client'

import { Problem } from '@/components/shell/problem'
import { TryAgain } from '@/components/shell/try-again'

/** Something failed while making a page. In production `error` says nothing but its digest, which is in our log. */
export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <Problem title="Sorry, there is a problem with the service" reference={error.digest}>
      <title>Sorry, there is a problem with the service – Anteroom</title>
      <TryAgain onClick={retry} />
    </Problem>
  )
}
