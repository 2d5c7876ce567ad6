import PostalMime, { type Email } from 'postal-mime'
import { actors } from '../access/actor'
import { asActor } from '../db/client'
import { isId } from '../ids'
import { open } from '../vault/seal'
import { isDemo } from './demo'

/** A mail as the demo's mailbox lists it. */
export type MailSummary = { id: string; receivedAt: Date; from: string; to: string; subject: string }
/** The same with what it says: its plain text, and the files it brings. */
export type MailView = MailSummary & {
  messageId: string
  text: string
  attachments: { name: string; content: string }[]
}

const SHOWN = 50
const anybody = actors.guest({ ip: 'none', requestId: 'none' })

/** What the demo sent last, newest first, at most 50; null where this is not the demo. Nobody is asked who they are: everybody in it is made up. */
export async function listDemoMail(): Promise<MailSummary[] | null> {
  if (!(await isDemo(anybody))) return null
  const rows = await asActor(actors.system(), (tx) =>
    tx.demoMail.findMany({ orderBy: { receivedAt: 'desc' }, take: SHOWN, select: columns }),
  )
  return Promise.all(rows.map(async (row) => summaryOf(row, await parsed(row))))
}

/** One of them, or null: unknown, or not the demo. */
export async function findDemoMail(id: string): Promise<MailView | null> {
  if (!isId(id) || !(await isDemo(anybody))) return null
  const row = await asActor(actors.system(), (tx) =>
    tx.demoMail.findFirst({ where: { id }, select: columns }),
  )
  if (!row) return null
  const mail = await parsed(row)
  return {
    ...summaryOf(row, mail),
    messageId: row.messageId,
    text: mail.text ?? '',
    // A calendar file comes twice: beside the texts, for mail programs that know what to do with it, and attached.
    attachments: mail.attachments
      .filter(({ disposition }) => disposition === 'attachment')
      .map(({ filename, content }) => ({
        name: filename ?? 'attachment',
        // The parser hands out text with bare line feeds; a calendar file has CRLF (RFC 5545).
        content: textOf(content).replaceAll(/\r?\n/g, '\r\n'),
      })),
  }
}

const columns = { id: true, receivedAt: true, messageId: true, rawSealed: true } as const
type Row = { id: string; receivedAt: Date; messageId: string; rawSealed: string }

function parsed({ id, rawSealed }: Row): Promise<Email> {
  return PostalMime.parse(open(rawSealed, { table: 'demo_mail', column: 'raw_sealed', id }))
}

function textOf(content: Email['attachments'][number]['content']): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content)
}

function summaryOf(row: Row, mail: Email): MailSummary {
  return {
    id: row.id,
    receivedAt: row.receivedAt,
    from: mail.from?.name || mail.from?.address || '',
    to: mail.to?.map((person) => person.address).join(', ') ?? '',
    subject: mail.subject ?? '',
  }
}
