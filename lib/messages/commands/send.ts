import type { SystemActor } from '../../access/actor'
import { renewLink } from '../../booking/commands/link'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { env } from '../../env'
import { log } from '../../log'
import { deliver, type Mail } from '../../mail/deliver'
import { findWaitingMessage, manageUrl, seriesCalendar, type WaitingMessage } from '../queries'
import { decideMessage } from '../rules'
import { writeLetter } from '../text/letters'
import { takesBack, visitsToTell } from '../text/series'

/**
 * Sends a message of the outbox, or withdraws it where it is not true any more. Done twice it sends once; a copy after a crash between the mail
 * server's yes and ours carries the same Message-ID. Throws where the mail server does not take it, for the job to try again; with
 * `isLast` the message is marked dead first, and stays visible as such. Source: domain.md, Messages; security.md C16, C17.
 */
export async function sendMessage(
  actor: SystemActor,
  outboxId: string,
  { isLast }: { isLast: boolean },
): Promise<void> {
  const waiting = await findWaitingMessage(actor, outboxId)
  if (!waiting) return
  const { message, booking, email, others, away } = waiting
  const decision = decideMessage(
    message,
    { ...booking, email, isProposed: booking.proposal !== null, isAway: away.length > 0 },
    others,
    now(),
  )
  if ('withdrawn' in decision || !email) return settle(actor, outboxId, { state: 'withdrawn' })
  for (const one of [booking, ...away.map(({ visit }) => visit)]) await renewLink(actor, one)
  await settle(actor, outboxId, { attempts: message.attempts + 1 })
  try {
    await deliver(actor, mailOf(waiting, decision.say, email))
  } catch (error) {
    if (isLast) {
      await settle(actor, outboxId, { state: 'dead' })
      log('error', 'message.dead', { kind: message.kind })
    }
    throw error
  }
  await settle(actor, outboxId, { state: 'sent', sentAt: now() })
}

type Outcome = { state?: 'sent' | 'withdrawn' | 'dead'; attempts?: number; sentAt?: Date }

/** Only what still waits is changed: of two workers with the same message the first to finish has said how it ended. */
async function settle(actor: SystemActor, outboxId: string, outcome: Outcome): Promise<void> {
  await asActor(actor, (tx) =>
    tx.outboxMessage.updateMany({ where: { id: outboxId, state: 'queued' }, data: outcome }),
  )
}

function mailOf(
  { message, booking, away }: WaitingMessage,
  say: WaitingMessage['message']['kind'],
  email: string,
): Mail {
  const links = { manage: manageUrl(booking.id), clinic: `${env.ANTEROOM_URL}/${booking.clinic.slug}` }
  return {
    messageId: `${message.kind}.${booking.id}.${message.bookingVersion}@${new URL(env.ANTEROOM_URL).hostname}`,
    clinic: booking.clinic,
    to: { name: `${booking.patient.firstName} ${booking.patient.lastName}`, address: email },
    letter: writeLetter(say, { ...booking, away }, links),
    ...calendarOf(booking, say, away),
  }
}

/** The file that puts into a calendar, or takes out of it, what the mail is about. What is only proposed changes no calendar yet. */
function calendarOf(
  booking: WaitingMessage['booking'],
  say: WaitingMessage['message']['kind'],
  away: WaitingMessage['away'],
): Pick<Mail, 'calendar'> {
  if (say === 'away.told') {
    const cancelled = away.filter(({ proposal }) => !proposal).map(({ visit }) => visit)
    if (cancelled.length === 0) return {}
    return { calendar: { method: 'CANCEL', content: seriesCalendar(cancelled, 'CANCEL') } }
  }
  const method = takesBack(say) ? 'CANCEL' : 'PUBLISH'
  const visits = visitsToTell(say, booking)
  return { calendar: { method, content: seriesCalendar(visits.length > 0 ? visits : [booking], method) } }
}
