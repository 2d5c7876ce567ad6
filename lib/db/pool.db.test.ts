import { expect, test, vi } from 'vitest'
import { actors } from '../access/actor'
import { newId } from '../ids'
import { crossUsers } from './testing/crossing'
import { insertAll } from './testing/world'

vi.hoisted(() => vi.stubEnv('DATABASE_POOL', '2'))

test('fifty people through two connections never see a row of each other, whatever is thrown between them', async () => {
  const people = Array.from({ length: 50 }, () => ({ accountId: newId(), patientId: newId() }))
  await insertAll({
    account: people.map((it) => ({
      id: it.accountId,
      email: `${it.accountId}@example.com`,
      name: 'Somebody',
    })),
    patient: people.map((it) => ({
      id: it.patientId,
      first_name: 'Some',
      last_name: 'Body',
      date_of_birth: '2000-01-01',
    })),
    patient_access: people.map((it) => ({
      id: newId(),
      account_id: it.accountId,
      patient_id: it.patientId,
      relationship: 'self',
      scopes: [],
      from_at: '2020-01-01T00:00:00Z',
    })),
  })
  const via = { ip: 'none', requestId: 'none' }
  const askers = people.map(({ accountId, patientId }) => ({
    patientId,
    actor: actors.patient({
      kind: 'patient',
      via,
      accountId,
      sessionId: newId(),
      name: 'Somebody',
      email: '',
    }),
  }))
  const crossed = await crossUsers(askers, 1500, Math.random)
  expect(crossed).toMatchObject({ foreign: 0, leftBehind: 0, hung: 0 })
  expect(crossed.thrown).toBeGreaterThan(100)
}, 60_000)
