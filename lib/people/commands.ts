import type { StaffActor } from '../access/actor'
import { allow } from '../access/allow'
import { record } from '../audit/record'
import { now } from '../clock'
import { asActor, type Tx } from '../db/client'
import { found, refusal } from '../errors'
import { newId } from '../ids'
import { readPhone } from '../phone'
import { printPlainDate } from '../time'
import { mayAddPatient } from './policy'
import type { AddPatientInput } from './schema'

/** The patient that was added. */
export type AddedPatient = { patientId: string }

/**
 * Puts somebody on file at the actor's clinic. Refuses with `possible_duplicate` where a patient of the clinic has the same name and birth
 * date, or the same phone, until staff say that this is somebody else: `fields` then has a sentence per look-alike, under `patient.<id>`.
 * Refuses with `invalid_input` where the phone cannot be read or the birth date is to come.
 */
export async function addPatient(actor: StaffActor, input: AddPatientInput): Promise<AddedPatient> {
  allow(mayAddPatient(actor), 'known')
  return asActor(actor, async (tx) => {
    const person = await personOf(tx, actor, input)
    if (!input.isSomebodyElse) await refuseLookalikes(tx, actor.clinicId, person)
    const id = newId()
    // Not `create`: its RETURNING would read a row that is nobody's patient until the next statement.
    await tx.patient.createMany({ data: { id, ...person, provisional: false, createdAt: now() } })
    await tx.patientRegistration.createMany({ data: { clinicId: actor.clinicId, patientId: id } })
    await record(tx, actor, 'patient.added', {
      clinicId: actor.clinicId,
      subject: 'patient',
      subjectId: id,
      patientId: id,
    })
    return { patientId: id }
  })
}

type Person = { firstName: string; lastName: string; dateOfBirth: Date; phone: string; email: string | null }

async function personOf(tx: Tx, actor: StaffActor, input: AddPatientInput): Promise<Person> {
  const clinic = found(await tx.clinic.findFirst({ where: { id: actor.clinicId }, select: { phone: true } }))
  const phone = readPhone(input.phone, clinic.phone)
  if (!phone) throw refusal('invalid_input', { phone: 'Enter a phone number we can call, like 0412 345 678' })
  if (input.dateOfBirth > now().toISOString().slice(0, 10))
    throw refusal('invalid_input', { dateOfBirth: 'Date of birth must be in the past' })
  const { firstName, lastName, email } = input
  return { firstName, lastName, dateOfBirth: new Date(input.dateOfBirth), phone, email: email ?? null }
}

async function refuseLookalikes(tx: Tx, clinicId: string, person: Person): Promise<void> {
  const { firstName, lastName, dateOfBirth, phone } = person
  const alike = await tx.patient.findMany({
    where: {
      deletedAt: null,
      registrations: { some: { clinicId } },
      OR: [
        {
          firstName: { equals: firstName, mode: 'insensitive' },
          lastName: { equals: lastName, mode: 'insensitive' },
          dateOfBirth,
        },
        { phone },
      ],
    },
    select: { id: true, number: true, firstName: true, lastName: true, dateOfBirth: true },
    orderBy: { number: 'asc' },
    take: 5,
  })
  if (alike.length === 0) return
  throw refusal(
    'possible_duplicate',
    Object.fromEntries(
      alike.map((it) => [
        `patient.${it.id}`,
        `${it.firstName} ${it.lastName}, born ${printPlainDate(it.dateOfBirth.toISOString().slice(0, 10))}, ${it.number}`,
      ]),
    ),
  )
}
