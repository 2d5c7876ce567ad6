import { randomBytes } from 'node:crypto'
import { now } from '../../clock'
import { newId } from '../../ids'
import { insertAll, type World } from './world'

/** A row in every other table, so that "no rows" means something. */
export async function fillTheRest(world: World): Promise<void> {
  const at = world.at(4, '09:00')
  const later = new Date(at.getTime() + 3_600_000)
  const clinic_id = world.clinic.id
  const secret = () => `\\x${randomBytes(32).toString('hex')}`
  const both = [world.accounts.ada, world.accounts.ben]
  await insertAll({
    session: both.map((account_id) => ({
      id: newId(),
      account_id,
      token_hash: secret(),
      ip: '',
      user_agent: '',
      created_at: at,
      last_seen_at: at,
      idle_minutes: 30,
      expires_at: later,
    })),
    known_device: both.map((account_id) => ({
      id: newId(),
      account_id,
      token_hash: secret(),
      created_at: at,
    })),
    hold: [
      {
        id: newId(),
        clinic_id,
        service_id: world.services.gp,
        type: 'initial',
        mode: 'video',
        practitioner_id: world.practitioners.mora,
        location_id: world.locations.street,
        starts_at: at,
        ends_at: later,
        expires_at: at,
        created_at: at,
      },
    ],
    idempotency_key: both.map((id) => ({
      scope: `book ${world.clinic.slug} ${id}`,
      key: newId(),
      body_hash: secret(),
      answer_sealed: '',
    })),
    availability_exception: [
      {
        id: newId(),
        clinic_id,
        practitioner_id: world.practitioners.mora,
        kind: 'leave',
        starts_at: at,
        ends_at: later,
      },
    ],
    demo_mail: [{ id: newId(), received_at: at, message_id: '', raw_sealed: '' }],
    audit_event: both.map((id) => ({
      id: newId(),
      at: now(),
      chain_id: clinic_id,
      actor_kind: 'system',
      action: 'day.viewed',
      subject: 'account',
      subject_id: id,
    })),
    rate_limit: [{ key: newId(), points: 1 }],
  })
}
