import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Measured, ProposalEntry, Written } from '../../lib/chart/schema'
import { seal } from '../../lib/vault/seal'
import { type CastPatient, harbour, harbourOthers, patients, people } from './cast'
import { idOf } from './diary'
import type { Seeder } from './rows'

/** An entry and how many days ago it was recorded; by Dr Mora, where nobody else is named. */
type Told = Written & { daysAgo: number; by?: { accountId: string }; isConfidential?: boolean }

const CHARTS: { patient: CastPatient; entries: Told[] }[] = [
  {
    patient: patients.ada,
    entries: [
      {
        daysAgo: 400,
        section: 'allergy',
        content: { substance: 'Penicillin', reaction: 'Rash', severity: 'severe' },
      },
      { daysAgo: 400, section: 'problem', content: { name: 'Asthma', since: 'childhood' } },
      { daysAgo: 90, section: 'problem', content: { name: 'Hypertension', since: '2026' } },
      {
        daysAgo: 400,
        section: 'medicine',
        content: {
          name: 'Salbutamol',
          dose: '100 micrograms',
          directions: '2 puffs when needed',
          reason: 'asthma',
        },
      },
      {
        daysAgo: 90,
        section: 'medicine',
        content: {
          name: 'Perindopril',
          dose: '4 mg',
          directions: '1 tablet in the morning',
          reason: 'blood pressure',
        },
      },
      {
        daysAgo: 400,
        section: 'history',
        content: { kind: 'surgical', text: 'Appendix taken out', when: '2008' },
      },
      {
        daysAgo: 400,
        section: 'history',
        content: { kind: 'family', text: 'Father: heart attack at 58. Mother: type 2 diabetes.' },
      },
      {
        daysAgo: 90,
        section: 'history',
        content: { kind: 'social', text: 'Never smoked. Two glasses of wine a week. Teacher.' },
      },
      {
        daysAgo: 60,
        isConfidential: true,
        section: 'history',
        content: {
          kind: 'medical',
          text: 'Postnatal depression, treated; does not want it mentioned at the desk.',
          when: '2019',
        },
      },
      { daysAgo: 90, section: 'alert', content: { text: 'Faints when blood is taken: lying down only' } },
      {
        daysAgo: 400,
        section: 'next_of_kin',
        content: { name: 'Sven Lindqvist', relationship: 'husband', phone: '0491 570 156' },
      },
      ...over(400, 8, (n) => ({
        ...{ systolic: 152 - n * 3, diastolic: 96 - n * 2, pulse: 78 - n, weightGrams: 74_200 - n * 350 },
        ...(n === 0 && { heightMillimetres: 1_685 }),
        ...(n % 3 === 0 && { temperatureTenths: 366 + n, oxygenPercent: 98 }),
      })),
    ],
  },
  {
    patient: patients.ben,
    entries: [
      { daysAgo: 200, section: 'no_known_allergies', content: {} },
      { daysAgo: 200, section: 'problem', content: { name: 'Type 2 diabetes', since: '2021' } },
      {
        daysAgo: 200,
        section: 'medicine',
        content: {
          name: 'Metformin',
          dose: '500 mg',
          directions: '1 tablet twice a day with food',
          reason: 'diabetes',
        },
      },
      {
        daysAgo: 200,
        section: 'history',
        content: { kind: 'social', text: 'Smoked until 2015, ten a day.' },
      },
      ...over(200, 4, (n) => ({
        systolic: 128 + n,
        diastolic: 82,
        weightGrams: 91_000 - n * 600,
        heightMillimetres: 1_810,
      })),
    ],
  },
  {
    patient: patients.cleo,
    entries: [
      {
        daysAgo: 300,
        section: 'allergy',
        content: { substance: 'Egg', reaction: 'Hives', severity: 'mild' },
      },
      {
        daysAgo: 300,
        section: 'next_of_kin',
        content: { name: 'Ben Okafor', relationship: 'father', phone: '0491 570 157' },
      },
      ...over(700, 5, (n) => ({ weightGrams: 24_500 + n * 1_900, heightMillimetres: 1_260 + n * 32 })),
    ],
  },
  {
    patient: harbourOthers[1],
    entries: [
      {
        daysAgo: 500,
        section: 'allergy',
        content: { substance: 'Codeine', reaction: 'Confusion', severity: 'moderate' },
      },
      { daysAgo: 500, section: 'problem', content: { name: 'Atrial fibrillation', since: '2019' } },
      {
        daysAgo: 500,
        section: 'medicine',
        content: { name: 'Apixaban', dose: '5 mg', directions: '1 tablet twice a day' },
      },
      { daysAgo: 120, section: 'alert', content: { text: 'Takes a blood thinner' } },
      ...over(500, 6, (n) => ({ systolic: 138 - n, diastolic: 80, pulse: 74 + (n % 3) * 4 })),
    ],
  },
]

/** What Ada told at home and nobody has looked at. */
const PROPOSED: ProposalEntry[] = [
  { section: 'allergy', entry: { substance: 'Peanuts' } },
  { section: 'medicine', entry: { name: 'Fish oil' } },
]

/** Charts of a few patients of Harbour. */
export async function seedCharts({ insert, client }: Seeder, now: Temporal.Instant): Promise<void> {
  await insert(
    'chart_entry',
    CHARTS.flatMap(({ patient, entries }) => entries.map((told, n) => entryRow(patient, told, n, now))),
  )
  await insert(
    'chart_proposal',
    PROPOSED.map((told) => proposalRow(told, now)),
  )
  await client.query(`UPDATE patient SET sex = 'female', pronouns = 'she/her' WHERE id = $1`, [
    patients.ada.id,
  ])
  await client.query(`UPDATE patient SET sex = 'male' WHERE id = $1`, [patients.ben.id])
}

/** So many measurements, the first of them so many days ago, all by Noor. */
function over(daysAgo: number, times: number, measured: (n: number) => Measured): Told[] {
  return Array.from({ length: times }, (_, n) => ({
    daysAgo: Math.round(daysAgo - ((daysAgo - 4) / (times - 1)) * n),
    by: people.noor,
    section: 'measurement',
    content: measured(n),
  }))
}

function entryRow(patient: CastPatient, told: Told, n: number, now: Temporal.Instant) {
  const { section, content, daysAgo, by = people.mora, isConfidential } = told
  const id = idOf(`chart ${patient.id} ${n}`)
  const at = now.subtract({ hours: daysAgo * 24, minutes: n * 3 }).round('second')
  return {
    ...{ id, clinic_id: harbour.id, patient_id: patient.id, section, at, recorded_at: at },
    ...{ recorded_by: by.accountId, visibility: isConfidential ? 'confidential' : 'team', state: 'current' },
    content_sealed: seal(JSON.stringify(content), { table: 'chart_entry', column: 'content_sealed', id }),
  }
}

function proposalRow({ section, entry }: ProposalEntry, now: Temporal.Instant) {
  const content = JSON.stringify(entry)
  const id = idOf(`proposed ${content}`)
  const fingerprint = createHash('sha256').update(id).digest('hex')
  return {
    ...{ id, clinic_id: harbour.id, patient_id: patients.ada.id, section, state: 'pending' },
    ...{ source_kind: 'submission', source_id: idOf('told'), fingerprint: `\\x${fingerprint}` },
    content_sealed: seal(content, { table: 'chart_proposal', column: 'content_sealed', id }),
    proposed_at: now.subtract({ hours: 20 }).round('second'),
  }
}
