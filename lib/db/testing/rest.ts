import { randomBytes } from 'node:crypto'
import { now } from '../../clock'
import { newId } from '../../ids'
import { insertBooking } from './booking'
import { onTheChart } from './chart'
import { insertAll, type World } from './world'

/** A row in every other table, so that "no rows" means something. */
export async function fillTheRest(world: World): Promise<void> {
  const at = world.at(4, '09:00')
  const later = new Date(at.getTime() + 3_600_000)
  const clinic_id = world.clinic.id
  const secret = () => `\\x${randomBytes(32).toString('hex')}`
  const both = [world.accounts.ada, world.accounts.ben]
  const bens = await insertBooking(world, { startsAt: world.at(9, '15:00'), patientId: world.patients.ben })
  await insertAll({
    ...settings(world),
    ...signedNote(world, bens.id),
    ...onTheChart(world),
    ...{ ...appointments(world, bens.id), ...forms(world, bens.id) },
    calendar_feed: both.map((account_id) => ({
      id: newId(),
      account_id,
      token_hash: secret(),
      created_at: at,
    })),
    session: both.map((account_id) => ({
      ...{ id: newId(), account_id, token_hash: secret(), ip: '', user_agent: '' },
      ...{ created_at: at, last_seen_at: at, idle_minutes: 30, expires_at: later },
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
    vault_progress: [{ column_name: `a.${newId()}`, key_id: 'k1', started_at: at }],
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
    ...files(world),
    rate_limit: [{ key: newId(), points: 1 }],
  })
}

/** Ben's, by Dr Mora, what was added to it, and who opened his record all the same. */
function signedNote({ clinic, accounts, patients }: World, booking_id: string) {
  const at = now()
  const id = newId()
  const clinic_id = clinic.id
  const author_id = accounts.mora
  const content_hash = '\\x00'
  return {
    note: [
      {
        ...{ id, clinic_id, patient_id: patients.ben, booking_id, author_id, version: 2, state: 'signed' },
        ...{ content_sealed: '', created_at: at, saved_at: at },
        ...{ signed_by: author_id, signed_at: at, content_hash },
      },
    ],
    note_template: [
      { id: newId(), clinic_id, account_id: accounts.mora, name: 'Cold', texts: {}, created_at: at },
    ],
    note_addendum: [
      { id: newId(), clinic_id, note_id: id, author_id, written_at: at, text_sealed: '', content_hash },
    ],
    visit_summary: [
      {
        ...{ id: newId(), clinic_id, patient_id: patients.ben, booking_id, note_id: id, text_sealed: '' },
        ...{ released_by: author_id, released_at: at },
      },
    ],
    follow_up: [
      {
        ...{ id: newId(), clinic_id, patient_id: patients.ben, booking_id, note_id: id },
        ...{ due_on: '2026-12-24', created_at: at },
      },
    ],
    emergency_access: [
      {
        ...{ id: newId(), clinic_id, patient_id: patients.ben, account_id: accounts.noor, reason_sealed: '' },
        ...{ opened_at: at, until_at: new Date(at.getTime() + 3_600_000) },
      },
    ],
  }
}

/** What administrators set up and practitioners keep besides their hours. */
function settings({ clinic, practitioners, services, locations, patients, tag }: World) {
  const clinic_id = clinic.id
  const at = now()
  const room = newId()
  const practitioner_id = practitioners.mora
  return {
    resource: [
      { id: room, clinic_id, location_id: locations.street, kind: 'room', name: 'Room 1', active: true },
    ],
    service_need: [
      { id: newId(), clinic_id, service_id: services.weightLoss, name: 'A room', resource_ids: [room] },
    ],
    staff_invitation: [
      {
        id: newId(),
        clinic_id,
        email: `new.${tag}@example.com`,
        name: 'New',
        roles: ['nurse'],
        token_hash: `\\x${randomBytes(32).toString('hex')}`,
        created_at: at,
        expires_at: at,
      },
    ],
    acting_invitation: [
      {
        ...{ id: newId(), clinic_id, patient_id: patients.ada, email: `carer.${tag}@example.com` },
        ...{ relationship: 'carer', scopes: ['book'], created_at: at, expires_at: at },
        token_hash: `\\x${randomBytes(32).toString('hex')}`,
      },
    ],
    availability_exception: [
      {
        id: newId(),
        clinic_id,
        practitioner_id,
        kind: 'leave',
        starts_at: at,
        ends_at: new Date(at.getTime() + 60_000),
      },
    ],
    practitioner_travel: [
      {
        id: newId(),
        clinic_id,
        practitioner_id,
        from_date: '2020-01-01',
        until_date: '2020-01-09',
        time_zone: 'Africa/Lagos',
      },
    ],
    external_calendar: [
      { id: newId(), clinic_id, practitioner_id, name: 'Elsewhere', url_sealed: '', created_at: at },
    ],
  }
}

/** A document that Ben gave, and one on its way to be his. */
function files({ clinic, patients, accounts }: World) {
  const created_at = now()
  return {
    file_upload: [{ id: newId(), actor: `account:${accounts.ben}`, created_at }],
    patient_file: [
      {
        ...{ id: newId(), clinic_id: clinic.id, patient_id: patients.ben, kind: 'referral', created_at },
        ...{ media_type: 'image/png', byte_count: 1, sha256: `\\x${'00'.repeat(32)}` },
        ...{ name_sealed: '', key_sealed: '', by_patient: true, created_by_account_id: accounts.ben },
      },
    ],
  }
}

/** What stands beside single appointments; the proposal is for Ben's. */
function appointments(world: World, bensBooking: string) {
  const at = world.at(4, '09:00')
  const later = new Date(at.getTime() + 3_600_000)
  const clinic_id = world.clinic.id
  const where = {
    clinic_id,
    practitioner_id: world.practitioners.mora,
    location_id: world.locations.street,
  }
  return {
    group_session: [
      {
        ...where,
        id: newId(),
        service_id: world.services.gp,
        mode: 'in_person',
        starts_at: at,
        ends_at: later,
        capacity: 8,
        taken: 0,
        created_at: at,
      },
    ],
    booking_series: [{ id: newId(), clinic_id, every_weeks: 2, created_at: at }],
    proposal: [
      {
        ...where,
        id: newId(),
        booking_id: bensBooking,
        starts_at: at,
        ends_at: later,
        expires_at: later,
        state: 'open',
        created_at: at,
      },
    ],
    rebooking: [
      {
        id: newId(),
        clinic_id,
        practitioner_id: world.practitioners.mora,
        starts_at: at,
        ends_at: later,
        created_at: at,
        created_by: world.accounts.kim,
      },
    ],
  }
}

/** A form, and what Ben sent of it. */
function forms(world: World, bensBooking: string) {
  const at = world.at(4, '09:00')
  const clinic_id = world.clinic.id
  const [form_id, form_version_id, request_id, submission_id] = [newId(), newId(), newId(), newId()]
  const bens = { clinic_id, patient_id: world.patients.ben }
  return {
    api_key: [
      {
        ...{ id: newId(), clinic_id, name: 'A key', scopes: ['submissions'], created_at: at },
        token_hash: `\\x${randomBytes(32).toString('hex')}`,
      },
    ],
    form: [{ id: form_id, clinic_id, kind: 'other', created_at: at }],
    form_version: [
      {
        ...{ id: form_version_id, clinic_id, form_id, number: 1, state: 'published', title: 'A form' },
        ...{ definition: { questions: [] }, created_at: at, published_at: at },
      },
    ],
    service_form: [{ service_id: world.services.nurse, form_id, clinic_id }],
    form_request: [{ ...bens, id: request_id, form_id, booking_id: bensBooking, created_at: at }],
    form_submission: [
      {
        ...{ ...bens, id: submission_id, form_id, form_version_id, booking_id: bensBooking, request_id },
        ...{ source: 'internal', state: 'completed', answers_sealed: '', started_at: at, saved_at: at },
        ...{ completed_at: at, pages_done: 1, pages_asked: 1 },
      },
    ],
    consent: [
      {
        ...{ ...bens, id: newId(), submission_id, form_version_id, question_id: 'q', text_hash: '\\x00' },
        ...{ given_at: at, ip: '', user_agent: '', given_by_name: 'Ben' },
      },
    ],
    staff_task: [
      {
        ...{ ...bens, id: newId(), kind: 'red_flag', booking_id: bensBooking, submission_id },
        created_at: at,
      },
    ],
  }
}
