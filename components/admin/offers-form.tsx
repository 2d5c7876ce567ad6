import { FormCheckbox } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Disclosure } from '@/components/ui/disclosure'
import { saveOffersAction } from '@/lib/clinics/actions'
import type { ServiceSettings } from '@/lib/clinics/queries/setting-up'
import { printAmount } from '@/lib/clinics/text/money'
import { NumberField } from './service-rules'

/** Who offers a service, and what of its length, price and daily number is their own. */
export function OffersForm({ service }: { service: ServiceSettings }) {
  return (
    <FormPage
      title={`Who offers ${service.name}?`}
      back={{ href: `/admin/services/${service.id}`, say: service.name }}
      action={saveOffersAction}
    >
      <input type="hidden" name="serviceId" value={service.id} />
      <input type="hidden" name="version" value={service.offersVersion} />
      {service.people.map((person) => (
        <Offer key={person.id} person={person} service={service} />
      ))}
      <SubmitButton>Save</SubmitButton>
    </FormPage>
  )
}

function Offer({
  person: { id, name, title },
  service,
}: {
  person: ServiceSettings['people'][number]
  service: ServiceSettings
}) {
  const own = service.practitioners.find(({ practitionerId }) => practitionerId === id)
  const { currency } = service.clinic
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{name}</legend>
      <FormCheckbox name={`offers.${id}.offered`} label={name} hint={title} defaultChecked={Boolean(own)} />
      <div className="ml-8">
        <Disclosure
          summary={
            <>
              Own length, price and number<span className="sr-only"> of {name}</span>
            </>
          }
        >
          <p className="text-muted text-small">Leave empty what is the same as for everybody.</p>
          <NumberField
            name={`offers.${id}.initialMinutes`}
            label="First visit (minutes)"
            hint={`Otherwise ${service.initialMinutes}`}
            value={own?.initialMinutes}
          />
          <NumberField
            name={`offers.${id}.initialPriceCents`}
            label={`Price of a first visit (${currency})`}
            hint={`Otherwise ${printAmount(service.initialPriceCents)}`}
            value={printAmount(own?.initialPriceCents)}
            isMoney
          />
          <NumberField
            name={`offers.${id}.followUpMinutes`}
            label="Follow-up (minutes)"
            hint={`Otherwise ${service.followUpMinutes}`}
            value={own?.followUpMinutes}
          />
          <NumberField
            name={`offers.${id}.followUpPriceCents`}
            label={`Price of a follow-up (${currency})`}
            hint={`Otherwise ${printAmount(service.followUpPriceCents)}`}
            value={printAmount(own?.followUpPriceCents)}
            isMoney
          />
          <NumberField
            name={`offers.${id}.dailyCap`}
            label="Most a day"
            hint={`Otherwise ${service.dailyCap ?? 'as many as fit'}`}
            value={own?.dailyCap}
          />
        </Disclosure>
      </div>
    </fieldset>
  )
}
