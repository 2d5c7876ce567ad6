import type { Definition } from '../schema/definition'
import { answersOf, ask, isAnyOf, section } from './making'
import { ALLERGY_LIST, fullIntake, PRIVACY } from './ready-made-full'

/** Forms that every clinic can begin with, as they ship; a clinic changes its own copies. */

type ReadyMade = { title: string; definition: Definition }

const yesOrNo = answersOf('yes: Yes', 'no: No')
const yesNoOrUnsure = answersOf('yes: Yes', 'no: No', 'unsure: I do not know')

const miniIntake: ReadyMade = {
  title: 'Before your visit',
  definition: {
    lead: 'A few questions, so that there is more time for you at the visit. It takes about three minutes.',
    questions: [
      section('visit', 'Your visit'),
      ask('long_text', 'wish', 'What would you like to talk about, or have looked at?', {
        hint: 'In your own words. If it is urgent, call us.',
        isOptional: true,
      }),
      ask('choice', 'since', 'Since when has it been so?', {
        options: answersOf(
          ...['days: Some days', 'weeks: Some weeks', 'months: Months or longer'],
          '-none: Nothing is wrong, it is a check-up',
        ),
        isOptional: true,
      }),
      section('changes', 'What we should know'),
      ask('choice', 'has_allergy', 'Do you have any allergies?', { options: yesOrNo }),
      ask('choice', 'has_medicine', 'Do you take any medicines, also without a prescription?', {
        options: yesOrNo,
      }),
      section('allergies', 'Your allergies', { question: 'has_allergy', when: isAnyOf('yes') }),
      ALLERGY_LIST,
      section('medicines', 'Your medicines', { question: 'has_medicine', when: isAnyOf('yes') }),
      ask('long_text', 'medicine_list', 'Which medicines do you take?', {
        hint: 'Each on a line of its own, with the dose if you know it',
        mapsTo: 'medicine',
      }),
      PRIVACY,
    ],
  },
}

const triage: ReadyMade = {
  title: 'How you are now',
  definition: {
    lead: 'So that we know whether you should be seen sooner. In an emergency call the emergency number now.',
    questions: [
      section('now', 'Right now'),
      ask('many_choices', 'signs', 'Do you have any of these now?', {
        options: answersOf(
          ...['chest: Pain or pressure in the chest', 'breath: Trouble breathing'],
          ...['faint: Fainting, or weakness on one side', 'blood: Bleeding that does not stop'],
          ...['fever: Fever above 39 °C', '-none: None of these'],
        ),
        redFlag: isAnyOf('chest', 'breath', 'faint', 'blood'),
      }),
      ask('scale', 'pain', 'How strong is your pain?', {
        ...{ min: 0, max: 10, minLabel: 'no pain', maxLabel: 'the worst there is' },
        redFlag: { is: 'atLeast', value: 8 },
      }),
      ask('number', 'temperature', 'Your temperature, if you have measured it', {
        ...{ min: 33, max: 43, unit: '°C', decimals: 1, isOptional: true },
      }),
      section('pain_more', 'Your pain', { question: 'pain', when: { is: 'atLeast', value: 4 } }),
      ask('text', 'pain_where', 'Where does it hurt?', {}),
      ask('date', 'pain_since', 'Since which day?', { isPast: true, isOptional: true }),
    ],
  },
}

const consent: ReadyMade = {
  title: 'Consent to treatment',
  definition: {
    lead: 'Please read this before the treatment. If anything is unclear, ask us before you agree.',
    questions: [
      section('before', 'Before the treatment'),
      ask('choice', 'thinners', 'Do you take anything that thins the blood?', {
        options: yesNoOrUnsure,
        redFlag: isAnyOf('yes', 'unsure'),
      }),
      ask('choice', 'reaction', 'Have you ever reacted badly to a local anaesthetic?', {
        options: yesNoOrUnsure,
        redFlag: isAnyOf('yes'),
      }),
      {
        ...{ id: 'treatment', title: 'The treatment', label: 'I agree to the treatment' },
        type: 'consent',
        text: 'The treatment, what it is for, its usual risks (pain, bleeding, infection, a scar) and what else could be done have been explained to me, or will be before it begins. I can ask anything, and I can say no at any time, also on the day.',
      },
      PRIVACY,
    ],
  },
}

/** By kind; a form of the kind `other` begins empty. */
export const READY_MADE: Record<'mini_intake' | 'full_intake' | 'triage' | 'consent', ReadyMade> = {
  mini_intake: miniIntake,
  full_intake: { title: 'New patient', definition: fullIntake },
  triage,
  consent,
}
