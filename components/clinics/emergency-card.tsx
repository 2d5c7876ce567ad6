import { Siren } from 'lucide-react'
import { Link } from '@/components/ui/link'

/** Above the start of every booking: not here, and not now. */
export function EmergencyCard({ timeZone }: { timeZone: string }) {
  const number = timeZone.startsWith('Australia/') ? '000' : '112'
  return (
    <section
      aria-labelledby="emergency"
      className="flex gap-3 rounded-card border border-danger bg-danger-soft p-4"
    >
      <Siren aria-hidden className="mt-0.5 size-6 shrink-0 text-danger" />
      <div>
        <h2 id="emergency" className="font-semibold">
          Call <Link href={`tel:${number}`}>{number}</Link> in an emergency
        </h2>
        <p className="mt-1">
          For chest pain, trouble breathing, heavy bleeding or anything that cannot wait. Do not book online.
        </p>
      </div>
    </section>
  )
}
