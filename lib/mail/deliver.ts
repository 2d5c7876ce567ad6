import nodemailer, { type SendMailOptions } from 'nodemailer'
import type { SystemActor } from '../access/actor'
import { now } from '../clock'
import { asActor } from '../db/client'
import { env } from '../env'
import { newId } from '../ids'
import { seal } from '../vault/seal'
import { isDemo } from './demo'
import { type Letter, printHtml, printText } from './letter'

/** A mail to one person. */
export type Mail = {
  /** Without its angle brackets; the same for every copy of the same message, so that a second one is known for what it is. */
  messageId: string
  /** The clinic: its name is what the reader sees as the sender, and answers go to its own address. */
  clinic: { name: string; email: string }
  to: { name: string; address: string }
  letter: Letter
  calendar?: { method: 'PUBLISH' | 'CANCEL'; content: string }
}

/** Milliseconds after which a mail server that does not answer has failed; the job tries again. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/**
 * Hands a mail over: to the mail server at SMTP_URL; in the demo to its mailbox; where there is neither it throws, so that the job is tried
 * again and is seen. When this returns, the mail has been taken. Never call it inside a transaction.
 */
export async function deliver(actor: SystemActor, mail: Mail): Promise<void> {
  if (env.SMTP_URL) return sendOverSmtp(env.SMTP_URL, mail)
  if (await isDemo(actor)) return keepInMailbox(actor, mail)
  throw new NoMailServer()
}

/** Neither SMTP_URL nor a demo database. */
class NoMailServer extends Error {
  override readonly name = 'NoMailServer'
}

async function sendOverSmtp(url: string, mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport(url, PATIENCE as object)
  try {
    await transport.sendMail(optionsOf(mail))
  } finally {
    transport.close()
  }
}

async function keepInMailbox(actor: SystemActor, mail: Mail): Promise<void> {
  const { message } = await nodemailer
    .createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
    .sendMail(optionsOf(mail))
  const id = newId()
  const rawSealed = seal(message.toString(), { table: 'demo_mail', column: 'raw_sealed', id })
  await asActor(actor, (tx) =>
    tx.demoMail.createMany({ data: { id, receivedAt: now(), messageId: mail.messageId, rawSealed } }),
  )
}

/** Names and subjects go in as values: nodemailer folds and encodes them, and a line break in one cannot begin a header (security.md J4). */
function optionsOf({ messageId, clinic, to, letter, calendar }: Mail): SendMailOptions {
  return {
    messageId: `<${messageId}>`,
    date: now(),
    from: { name: oneLine(clinic.name), address: senderAddress() },
    replyTo: { name: oneLine(clinic.name), address: clinic.email },
    to: { name: oneLine(to.name), address: to.address },
    subject: oneLine(letter.subject),
    text: printText(letter),
    html: printHtml(letter),
    ...(calendar && {
      icalEvent: { method: calendar.method, content: calendar.content, filename: 'appointment.ics' },
    }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The address in MAIL_FROM ("Anteroom <appointments@…>" or bare). */
export function senderAddress(): string {
  return /<([^>]+)>/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ')
