import { describe, expect, test } from 'vitest'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { addPatient } from './commands'
import { findPatients, getPatient } from './queries'

const pia = {
  firstName: 'Pia',
  lastName: 'Moreau',
  dateOfBirth: '1970-02-03',
  phone: '0491 572 549',
  isSomebodyElse: false,
}
const auditOf = (clinicId: string, action: string) =>
  ownerQuery<{ patient_id: string }>(
    'SELECT patient_id FROM audit_event WHERE chain_id = $1 AND action = $2',
    [clinicId, action],
  )

describe('a patient put on file by the desk', () => {
  test('is found by name, birth date and phone, in one audited deed', async () => {
    const { as, clinic } = await makeClinic()
    const { patientId } = await addPatient(as.kim, pia)
    for (const q of ['pia mor', '3/2/1970', '0491 572 549'])
      expect(
        (await findPatients(as.kim, q)).map(({ id }) => id),
        q,
      ).toEqual([patientId])
    expect(await auditOf(clinic.id, 'patient.added')).toEqual([{ patient_id: patientId }])
    expect(await getPatient(as.noor, patientId)).toMatchObject({
      phone: '+61491572549',
      phoneSays: '0491 572 549',
      born: '3 February 1970',
      isProvisional: false,
    })
    expect(await auditOf(clinic.id, 'patient.viewed')).toEqual([{ patient_id: patientId }])
  })

  test.each([
    ['name and birth date, however written', { firstName: 'PIA', lastName: 'moreau', phone: '0491 579 760' }],
    ['phone', { firstName: 'Paul', dateOfBirth: '1999-01-01' }],
  ])('is refused when somebody has the same %s, until staff say it is somebody else', async (_, other) => {
    const { as } = await makeClinic()
    const { patientId } = await addPatient(as.kim, pia)
    const twin = { ...pia, ...other }
    await expect(addPatient(as.kim, twin)).rejects.toMatchObject({
      code: 'possible_duplicate',
      fields: {
        [`patient.${patientId}`]: expect.stringMatching(/^Pia Moreau, born 3 February 1970, PAT-\d+$/),
      },
    })
    const added = await addPatient(as.kim, { ...twin, isSomebodyElse: true })
    expect(added.patientId).not.toBe(patientId)
  })

  test('needs a phone one can call and a birth date that is over', async () => {
    const { as } = await makeClinic()
    await expect(addPatient(as.kim, { ...pia, phone: '12' })).rejects.toMatchObject({
      fields: { phone: expect.stringContaining('Enter a phone number') },
    })
    await expect(addPatient(as.kim, { ...pia, dateOfBirth: '2999-01-01' })).rejects.toMatchObject({
      fields: { dateOfBirth: 'Date of birth must be in the past' },
    })
  })

  test('is nobody to the staff of another clinic, who are warned of nothing', async () => {
    const [here, elsewhere] = [await makeClinic(), await makeClinic()]
    const { patientId } = await addPatient(here.as.kim, pia)
    await expect(getPatient(elsewhere.as.kim, patientId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(addPatient(elsewhere.as.kim, pia)).resolves.toMatchObject({ patientId: expect.any(String) })
  })
})
