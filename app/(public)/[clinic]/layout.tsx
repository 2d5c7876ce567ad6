import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ClinicFrame } from '@/components/clinics/clinic-frame'
import { currentActor } from '@/lib/access/current'
import { titleTemplate } from '@/lib/actions/refused'
import { clinicName, clinicOf } from './clinic'

type Props = { params: Promise<{ clinic: string }>; children: ReactNode }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const name = await clinicName((await params).clinic)
  if (!name) return { title: { absolute: 'Page not found – Anteroom' } }
  return {
    title: { template: await titleTemplate(name), default: name },
    description: `Book an appointment at ${name}.`,
  }
}

export default async function ClinicLayout({ params, children }: Props) {
  const { clinic } = await clinicOf((await params).clinic)
  const actor = await currentActor()
  return (
    <ClinicFrame clinic={clinic} account={actor.kind === 'patient' ? actor.name : null}>
      {children}
    </ClinicFrame>
  )
}
