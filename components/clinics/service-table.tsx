import { LinkButton } from '@/components/ui/button'
import { stepPath } from '@/lib/booking/rules/journey'
import { modesSentence } from '@/lib/booking/text/patient'
import type { ServiceView } from '@/lib/clinics/queries'
import { printMoney } from '@/lib/money'

/** What a clinic offers, how long it takes and what it costs, each with its own way into booking. */
export function ServiceTable({ clinicSlug, services }: { clinicSlug: string; services: ServiceView[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {services.map(({ code, name, description, modes, ...service }) => (
        <li
          key={code}
          className="flex flex-col gap-2 rounded-card border border-line bg-surface p-4 shadow-card"
        >
          <h3 className="font-medium">{name}</h3>
          {description && <p className="text-muted">{description}</p>}
          <p className="text-small">
            {lengthsSentence(service)} {modesSentence(modes)}.
            {service.capacity > 1 && ` In a group of up to ${service.capacity}.`}
            {service.requiresApproval && ' You ask for a time, and the clinic confirms it.'}
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

function lengthsSentence({
  initial,
  followUp,
  currency,
}: Pick<ServiceView, 'initial' | 'followUp' | 'currency'>) {
  const [first, later] = [lengthWords(initial, currency), lengthWords(followUp, currency)]
  return first === later ? `${first}.` : `First visit ${first}. Follow-up visits ${later}.`
}

/** "40 minutes, $120.00". */
function lengthWords({ minutes, priceCents }: ServiceView['initial'], currency: string) {
  return `${minutes} minutes, ${printMoney(priceCents, currency)}`
}
