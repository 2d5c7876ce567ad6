import type { SystemActor } from '../../access/actor'
import { env } from '../../env'
import { deliver } from '../../mail/deliver'
import { findInvitationToSend } from '../queries'
import { invitationLetter } from '../text'

/**
 * Sends the mail of an invitation, if it is still open. The secret in its link is made here and kept nowhere. Throws where the mail server
 * does not take it, for the job to try again; a copy sent after a crash carries the same Message-ID.
 */
export async function sendInvitation(actor: SystemActor, invitationId: string): Promise<void> {
  const invitation = await findInvitationToSend(actor, invitationId)
  if (!invitation) return
  const { clinic, name, email, href } = invitation
  await deliver(actor, {
    messageId: `invitation.${invitationId}@${new URL(env.ANTEROOM_URL).hostname}`,
    clinic,
    to: { name, address: email },
    letter: invitationLetter({ name, clinic, href }),
  })
}
