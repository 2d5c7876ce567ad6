import { redirect } from 'next/navigation'
import { cache } from 'react'
import { accountIdOf } from '@/lib/access/actor'
import { currentActor } from '@/lib/access/current'
import { readDraft } from '@/lib/actions/draft'
import {
  type Choices,
  isDraftOf,
  openQuestion,
  STEPS,
  type Step,
  settled,
  stepBefore,
  stepPath,
  stepsFor,
  stepWords,
} from '@/lib/booking/rules/journey'
import { bookingDraft } from '@/lib/booking/schema/draft'
import { clinicOf } from '../clinic'

/** What Next hands a page of the journey. */
export type StepProps = {
  params: Promise<{ clinic: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What this browser keeps of a journey. */
const currentDraft = cache(() => readDraft(bookingDraft))

/**
 * A question of the journey as its page needs it: what can be chosen, what was, "Step 3 of 6", the way back. Where an earlier question is
 * still open, that one instead.
 */
export async function journeyAt(step: Step, { params, searchParams }: StepProps) {
  const { clinic: slug } = await params
  const asked = await searchParams
  const offer = await clinicOf(slug)
  const choices = settled(offer, askedChoices(asked))
  const open = openQuestion(choices)
  if (open && STEPS.indexOf(open) < STEPS.indexOf(step)) redirect(stepPath(slug, open, choices))
  const steps = await stepsShown(slug, choices)
  if (!steps.includes(step)) redirect(stepPath(slug, open ?? 'when', choices))
  const before = stepBefore(steps, step)
  return {
    ...offer,
    choices,
    asked,
    words: stepWords(steps, step),
    // The first question with answers in its address would be passed over.
    back: before ? stepPath(slug, before, before === 'service' ? {} : choices) : `/${slug}`,
  }
}

/** "Step 6 of 6" and the way back, of a page after the time was chosen. */
export async function stepAfterTime(slug: string, step: Step, choices: Choices) {
  const steps = await stepsShown(slug, choices)
  const before = stepBefore(steps, step) ?? 'when'
  return { words: stepWords(steps, step), back: stepPath(slug, before, before === 'when' ? choices : {}) }
}

/** What this browser keeps of a journey at this clinic, if it is for the eyes of whoever is there now. */
export async function draftAt(slug: string) {
  const draft = await currentDraft()
  const accountId = accountIdOf(await currentActor())
  return draft?.clinicSlug === slug && isDraftOf(draft, accountId) ? draft : null
}

async function stepsShown(slug: string, choices: Choices) {
  const actor = await currentActor()
  return stepsFor(await clinicOf(slug), choices, actor.kind === 'patient')
}

/** What the address asks for, as it stands there. */
export function askedChoices(asked: Record<string, string | string[] | undefined>): Choices {
  const one = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined)
  return {
    service: one('service'),
    type: one('type') as Choices['type'],
    mode: one('mode') as Choices['mode'],
    location: one('location'),
    practitioner: one('practitioner'),
  }
}
