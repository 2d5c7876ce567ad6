import type { PatientMatch } from '@/lib/people/queries'

/** What tells this patient from another, in one line, to ask the caller about. */
export function PatientLine({ patient }: { patient: PatientMatch }) {
  const facts = [
    { label: 'Born', value: patient.born },
    { label: 'Number', value: patient.number },
    { label: 'Phone', value: patient.phoneSays ?? 'None' },
    { label: 'Email', value: patient.email ?? 'None: no confirmation is sent' },
  ]
  return (
    <dl className="-mt-4 flex flex-wrap gap-x-6 gap-y-1">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
