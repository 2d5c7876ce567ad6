import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { mayRunDay } from '../policy'

/** An appointment to come, as the desk tells a caller about it. `timeZone` is the location's. */
export type ComingVisit = {
  id: string
  startsAt: Date
  timeZone: string
  serviceName: string
  practitionerName: string
}

/**
 * What the clinic knows of a patient's visits here, to book another: whether they were ever seen, and the next three to come. Part of
 * opening the patient's details (`getPatient`), which writes the audit row.
 */
export async function listComingVisits(
  actor: StaffActor,
  patientId: string,
): Promise<{ hasBeenSeen: boolean; coming: ComingVisit[] }> {
  allow(mayRunDay(actor, actor.clinicId))
  const ofPatient = { clinicId: actor.clinicId, patientId }
  return asActor(actor, async (tx) => {
    const seen = await tx.booking.findFirst({
      where: { ...ofPatient, status: { in: ['in_progress', 'completed'] } },
      select: { id: true },
    })
    const rows = await tx.booking.findMany({
      where: { ...ofPatient, status: { in: ['requested', 'confirmed', 'arrived'] }, endsAt: { gte: now() } },
      select: {
        id: true,
        startsAt: true,
        location: { select: { timeZone: true } },
        service: { select: { name: true } },
        practitioner: { select: { name: true } },
      },
      orderBy: { startsAt: 'asc' },
      take: 3,
    })
    return {
      hasBeenSeen: seen !== null,
      coming: rows.map(({ location, service, practitioner, ...row }) => ({
        ...row,
        timeZone: location.timeZone,
        serviceName: service.name,
        practitionerName: practitioner.name,
      })),
    }
  })
}
