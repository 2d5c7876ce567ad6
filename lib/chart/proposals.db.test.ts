import { beforeEach, describe, expect, test } from 'vitest'
import { asActor } from '../db/client'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { decideProposal } from './commands/decide'
import { type Proposed, proposeChange } from './commands/propose'
import { readChart } from './queries/chart'

let world: World
let ada: string
beforeEach(async () => {
  world = await makeClinic()
  ada = world.patients.ada
  await insertBooking(world, { startsAt: world.at(3, '09:00') })
})

type Teller = Parameters<typeof proposeChange>[1]
const told = (more: object = {}) =>
  ({
    ...{ clinicId: world.clinic.id, patientId: ada, section: 'allergy', entry: { substance: 'Peanuts' } },
    source: { kind: 'submission', id: newId() },
    ...more,
  }) as Proposed
const tell = (actor: Teller, proposed: Proposed) => asActor(actor, (tx) => proposeChange(tx, actor, proposed))
const deeds = () =>
  ownerQuery<{ action: string }>(
    `SELECT action FROM audit_event WHERE chain_id = $1 AND patient_id = $2 AND action <> 'chart.read' ORDER BY seq`,
    [world.clinic.id, ada],
  )
const open = () => readChart(world.as.mora, ada, 'allergies')
const pending = async () => (await open()).proposals

describe('what a patient tells us at home', () => {
  test('waits on the banner, is accepted once, is on the chart once, and in the log twice', async () => {
    await tell(world.as.ada, told())
    const [proposal] = await pending()
    expect(proposal).toMatchObject({ section: 'allergy', content: { substance: 'Peanuts' } })
    expect((await open()).banner).toEqual([])
    await decideProposal(world.as.noor, { proposalId: proposal?.id ?? '', decision: 'accepted' })
    expect(await pending()).toEqual([])
    expect((await open()).banner).toMatchObject([
      { section: 'allergy', content: { substance: 'Peanuts' }, isTold: true },
    ])
    await expect(
      decideProposal(world.as.mora, { proposalId: proposal?.id ?? '', decision: 'rejected' }),
    ).rejects.toMatchObject({ code: 'proposal_decided' })
    expect(await deeds()).toEqual([{ action: 'chart.changeProposed' }, { action: 'chart.proposalAccepted' }])
  })

  test('is decided by one of 16 clinicians who press at the same moment', async () => {
    await tell(world.as.ada, told())
    const [proposal] = await pending()
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) =>
        decideProposal(n % 2 ? world.as.mora : world.as.noor, {
          proposalId: proposal?.id ?? '',
          decision: n % 3 ? 'accepted' : 'rejected',
        }),
      ),
    )
    const done = tries.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    expect(done).toHaveLength(1)
    for (const it of tries)
      if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'proposal_decided' })
    expect((await open()).banner).toHaveLength(done[0]?.decision === 'accepted' ? 1 : 0)
    expect(await deeds()).toHaveLength(2)
  })

  test('is one proposal however often the same form is sent, and another in another form', async () => {
    const same = told()
    for (let n = 0; n < 3; n++) await tell(world.as.ada, same)
    await Promise.all(Array.from({ length: 8 }, () => tell(world.as.ada, same)))
    expect(await pending()).toHaveLength(1)
    await tell(world.as.ada, told())
    await tell(world.as.ada, { ...same, entry: { substance: 'Egg' } } as Proposed)
    expect(await pending()).toHaveLength(3)
    expect(await deeds()).toHaveLength(3)
  })

  test('may be a medicine, a problem or a history, as short as they say it', async () => {
    await tell(world.as.ada, told({ section: 'medicine', entry: { name: 'Fish oil' } }))
    await tell(world.as.ada, told({ section: 'problem', entry: { name: 'Migraine' } }))
    await tell(world.as.ada, told({ section: 'history', entry: { kind: 'family', text: 'Diabetes' } }))
    expect(new Set((await pending()).map(({ section }) => section))).toEqual(
      new Set(['medicine', 'problem', 'history']),
    )
    await expect(tell(world.as.ada, told({ section: 'alert', entry: { text: 'x' } }))).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await expect(tell(world.as.ada, told({ entry: { substance: 'x'.repeat(201) } }))).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  test('is told of nobody whom they do not act for, and of a patient whom the clinic has', async () => {
    const elsewhere = await makeClinic()
    for (const proposed of [told({ patientId: world.patients.ben }), told({ clinicId: elsewhere.clinic.id })])
      await expect(tell(world.as.ada, proposed)).rejects.toThrow()
    await expect(tell(elsewhere.as.mora, told())).rejects.toThrow()
    await expect(tell(world.as.kim, told())).rejects.toMatchObject({ code: 'not_found' })
    await expect(tell(world.as.guest, told())).rejects.toMatchObject({ code: 'not_found' })
    expect(await ownerQuery('SELECT FROM chart_proposal WHERE patient_id = $1', [ada])).toEqual([])
  })

  test('is decided by no receptionist and by nobody of another clinic', async () => {
    const elsewhere = await makeClinic()
    await tell(world.as.ada, told())
    const [proposal] = await pending()
    for (const actor of [world.as.kim, world.as.ines, elsewhere.as.mora])
      await expect(
        decideProposal(actor, { proposalId: proposal?.id ?? '', decision: 'accepted' }),
      ).rejects.toMatchObject({ code: 'not_found' })
    expect(await pending()).toHaveLength(1)
  })
})
