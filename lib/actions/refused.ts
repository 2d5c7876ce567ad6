import 'server-only'
import { headers } from 'next/headers'

/**
 * Without JavaScript the page that says what is wrong with a form is made in the same request as the answer, and its title has to begin with
 * "Error: " (with JavaScript components/form/action-form.tsx sees to it). Metadata knows no form; but Next hands an action and the page
 * after it the same headers, and so those stand for the request here.
 */
const kept = globalThis as { anteroomRefused?: WeakSet<object> }
// One for all bundles of the process.
kept.anteroomRefused ??= new WeakSet()
const refusedRequests = kept.anteroomRefused

/** Notes that the form of this request was refused, where the page itself is the answer. */
export async function noteRefused(): Promise<void> {
  const asked = await headers()
  if (!asked.has('next-action')) refusedRequests.add(asked)
}

/** How titles are made in a part of the portal: "Your details – Harbour", "Error: Your details – Harbour". For metadata. */
export async function titleTemplate(place: string): Promise<string> {
  return `${refusedRequests.has(await headers()) ? 'Error: ' : ''}%s – ${place}`
}
