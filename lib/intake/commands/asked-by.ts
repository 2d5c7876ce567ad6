import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { found, refuseUnless } from '../../errors'
import type { ServicesInput } from '../schema/building'
import { asBuilder, lockForm } from './build'

/** Says which services ask for a form, and at which visits. Services that are not named stay as they are. Refuses with `not_found`. */
export function saveFormServices(
  actor: StaffActor,
  { formId, services }: ServicesInput,
): Promise<{ formId: string }> {
  const { clinicId } = actor
  return asBuilder(actor, async (tx) => {
    await lockForm(tx, formId)
    found(await tx.form.findFirst({ where: { id: formId, clinicId }, select: { id: true } }))
    const serviceIds = Object.keys(services)
    const known = await tx.service.count({ where: { clinicId, id: { in: serviceIds } } })
    refuseUnless(known === serviceIds.length, 'not_found')
    await tx.serviceForm.deleteMany({ where: { formId, serviceId: { in: serviceIds } } })
    await tx.serviceForm.createMany({
      data: Object.entries(services).flatMap(([serviceId, asks]) =>
        asks === 'no' ? [] : [{ serviceId, formId, clinicId, type: asks === 'all' ? null : asks }],
      ),
    })
    await record(tx, actor, 'form.servicesChanged', { clinicId, subject: 'form', subjectId: formId })
    return { formId }
  })
}
