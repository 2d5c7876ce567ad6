import { expect, it } from 'vitest'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { env } from '../env'
import { deliver, type Mail } from './deliver'
import { findDemoMail, listDemoMail } from './queries'

const mail: Mail = {
  messageId: 'one@localhost',
  clinic: { name: 'Harbour', email: 'hello@harbour.example' },
  to: { name: 'Łucja Gråhn', address: 'lucja@example.com' },
  letter: {
    subject: 'Žádný problém',
    parts: ['Hello Łucja,', { say: 'Look', href: 'https://anteroom.example/manage/x' }],
  },
  calendar: { method: 'PUBLISH', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
}
const isDemo = (demo: boolean) => ownerQuery(`UPDATE deployment SET demo = ${demo}`)

it('where there is neither a mail server nor a demo, a mail is refused loudly, and there is no mailbox', async () => {
  env.SMTP_URL = undefined
  const { as } = await makeClinic()
  await isDemo(false)
  await expect(deliver(as.system, mail)).rejects.toMatchObject({ name: 'NoMailServer' })
  expect(await listDemoMail()).toBeNull()
})

it('the demo keeps its mail, sealed, and shows it: text, links and files', async () => {
  env.SMTP_URL = undefined
  const { as } = await makeClinic()
  await isDemo(true)
  await deliver(as.system, mail)
  const [summary] = (await listDemoMail()) ?? []
  expect(summary).toMatchObject({ from: 'Harbour', to: 'lucja@example.com', subject: 'Žádný problém' })
  const view = await findDemoMail(summary?.id ?? '')
  expect(view).toMatchObject({
    messageId: 'one@localhost',
    text: expect.stringContaining('https://anteroom.example/manage/x'),
    attachments: [{ name: 'appointment.ics', content: mail.calendar?.content }],
  })
  const [row] = await ownerQuery<{ raw_sealed: string }>('SELECT raw_sealed FROM demo_mail')
  expect(row?.raw_sealed).toMatch(/^v1\.k1\./)
  expect(await findDemoMail('not an id')).toBeNull()
  await isDemo(false)
  expect(await findDemoMail(summary?.id ?? '')).toBeNull()
})
