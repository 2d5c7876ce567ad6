import { expect, test } from 'vitest'
import { makeClinic } from '../db/testing/world'
import { removeTemplate, saveTemplate } from './commands/templates'
import { getTemplate, listTemplates } from './queries/templates'

const refused = (code: string) => expect.objectContaining({ code })

test('a template is its owner’s; the clinic’s are kept by those who sign and used by all who write', async () => {
  const { as } = await makeClinic()
  const own = await saveTemplate(as.noor, { name: 'Dressing', plan: 'New dressing' })
  const clinics = await saveTemplate(as.mora, { name: 'Cold', plan: 'Rest', isClinics: 'on' })
  await expect(saveTemplate(as.noor, { name: 'Mine', plan: 'x', isClinics: 'on' })).rejects.toEqual(
    refused('not_allowed'),
  )
  expect((await listTemplates(as.noor)).map(({ name, isOwn }) => [name, isOwn])).toEqual([
    ['Cold', false],
    ['Dressing', true],
  ])
  expect((await listTemplates(as.mora)).map(({ name }) => name)).toEqual(['Cold'])
  await expect(getTemplate(as.mora, own.templateId)).rejects.toEqual(refused('not_found'))
  await expect(removeTemplate(as.mora, own)).rejects.toEqual(refused('not_found'))
  await expect(saveTemplate(as.noor, { ...clinics, name: 'Flu', plan: 'x' })).rejects.toEqual(
    refused('not_allowed'),
  )
  await saveTemplate(as.mora, { ...clinics, name: 'Flu', assessment: 'Flu' })
  expect(await getTemplate(as.noor, clinics.templateId)).toMatchObject({
    name: 'Flu',
    texts: { assessment: 'Flu' },
  })
  await removeTemplate(as.mora, clinics)
  await expect(getTemplate(as.noor, clinics.templateId)).rejects.toEqual(refused('not_found'))
})

test('reception, administrators and other clinics have none', async () => {
  const { as } = await makeClinic()
  const { templateId } = await saveTemplate(as.mora, { name: 'Cold', plan: 'Rest', isClinics: 'on' })
  const lagoon = await makeClinic()
  for (const actor of [as.kim, as.ines, lagoon.as.mora])
    await expect(getTemplate(actor, templateId)).rejects.toEqual(refused('not_found'))
  await expect(listTemplates(as.kim)).rejects.toEqual(refused('not_found'))
  await expect(saveTemplate(as.kim, { name: 'Cold', plan: 'Rest' })).rejects.toEqual(refused('not_allowed'))
})
