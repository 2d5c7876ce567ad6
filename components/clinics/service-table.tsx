import { LinkButton } from '@/components/ui/button'
import { stepPath } from '@/lib/booking/rules/journey'
import { MODE_WORDS } from '@/lib/booking/text'
import type { ServiceView } from '@/lib/clinics/queries'
import { printMoney } from '@/lib/money'

/** What a clinic offers, how long it takes and what it costs, each with its own way into booking. */
export function ServiceTable({ clinicSlug, services }: { clinicSlug: string; services: ServiceView[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {services.map(({ code, name, description, modes, initial, followUp, currency }) => (
        <li
          key={code}
          className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4 shadow-card"
        >
          <h3 className="font-medium">{name}</h3>
          {description && <p className="text-muted">{description}</p>}
          <p className="text-small">
            First visit {lengthWords(initial, currency)}. Later visits {lengthWords(followUp, currency)}.{' '}
            {modes.map((mode) => MODE_WORDS[mode]).join(' or ')}.
          </p>
          <p>
            <LinkButton kind="secondary" href={stepPath(clinicSlug, 'visit', { service: code })}>
              Book<span className="sr-only"> {name}</span>
            </LinkButton>
          </p>
        </li>
      ))}
    </ul>
  )
}

/** "40 minutes, $120.00". */
function lengthWords({ minutes, priceCents }: ServiceView['initial'], currency: string) {
  return `${minutes} minutes, ${printMoney(priceCents, currency)}`
}
