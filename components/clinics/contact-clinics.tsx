import { HelpFooter } from '@/components/shell/help-footer'
import type { ClinicView } from '@/lib/clinics/queries'
import { printPhone } from '@/lib/people/text'

/** Help at the foot of pages that belong to several clinics: how each is reached. */
export function ContactClinics({ clinics }: { clinics: ClinicView[] }) {
  return clinics.map(({ id, name, phone, email, openingHours }) => (
    <HelpFooter
      key={id}
      help={{ clinic: name, phone: { say: printPhone(phone), dial: phone }, email, hours: openingHours }}
    />
  ))
}
