'use client'

import { useContext, useState } from 'react'
import { FormContext, useField } from './form-context'

/** Holds the first key it was given until the deed is done, though every refusal renders the page with a new one. */
export function KeptKey({ fresh }: { fresh: string }) {
  const { state } = useContext(FormContext)
  const { typed } = useField('idempotencyKey')
  const [kept, keep] = useState(typed?.() ?? fresh)
  if (state.status === 'ok' && kept !== fresh) keep(fresh)
  return <input type="hidden" name="idempotencyKey" value={kept} />
}
