import type { ConsentQuestion, Definition } from '../schema/definition'
import { answersOf, ask, isAnyOf, section } from './making'

/** What every form that is sent asks to be agreed to. */
export const PRIVACY: ConsentQuestion = {
  id: 'privacy',
  type: 'consent',
  title: 'Your information',
  text: 'The clinic keeps what you tell it in your record, for your care. The people who treat you read it; each time somebody does is written down. It is passed on only with your agreement or where the law says so. You can see what you have sent, and withdraw your consent, at any time.',
  label: 'I agree that the clinic keeps and uses this information for my care',
}

export const ALLERGY_LIST = ask('long_text', 'allergy_list', 'What are you allergic to?', {
  hint: 'Each on a line of its own, for example Penicillin',
  mapsTo: 'allergy',
})

/** The full intake of a new patient. */
export const fullIntake: Definition = {
  lead: 'It takes about ten minutes. Have your medicines at hand if you can.',
  questions: [
    section('health', 'Your health'),
    ask('many_choices', 'conditions', 'Do you have, or have you had, any of these?', {
      options: answersOf(
        ...['pressure: High blood pressure', 'heart: Heart disease', 'diabetes: Diabetes', 'asthma: Asthma'],
        ...[
          'epilepsy: Epilepsy',
          'cancer: Cancer',
          'depression: Depression or anxiety',
          '-none: None of these',
        ],
      ),
      mapsTo: 'problem',
    }),
    ask('long_text', 'conditions_more', 'Anything else we should know of?', {
      hint: 'Each on a line of its own',
      mapsTo: 'problem',
      isOptional: true,
    }),
    ask('scale', 'mood', 'How well have you felt over the last two weeks?', {
      ...{ min: 0, max: 10, minLabel: 'very bad', maxLabel: 'very well', isOptional: true },
      redFlag: { is: 'atMost', value: 1 },
    }),
    ask('choice', 'pregnant', 'Could you be pregnant?', {
      hint: 'Some medicines and tests are then done differently.',
      options: answersOf('yes: Yes', 'no: No', 'unsure: I do not know', 'skip: Prefer not to say'),
      isOptional: true,
    }),
    section('medicines', 'Your medicines'),
    ask('long_text', 'medicine_list', 'Which medicines do you take?', {
      hint: 'Each on a line of its own, with the dose if you know it; also without a prescription. Leave it empty if none.',
      mapsTo: 'medicine',
      isOptional: true,
    }),
    section('allergies', 'Your allergies'),
    ask('many_choices', 'allergy_kinds', 'Are you allergic to anything?', {
      options: answersOf(
        ...['medicine: A medicine', 'food: Food', 'other: Something else, such as latex or bee stings'],
        '-none: Nothing I know of',
      ),
    }),
    section('allergy_more', 'What you are allergic to', {
      question: 'allergy_kinds',
      when: isAnyOf('medicine', 'food', 'other'),
    }),
    ALLERGY_LIST,
    ask('choice', 'anaphylaxis', 'Has an allergy ever made it hard to breathe, or needed a hospital?', {
      options: answersOf('yes: Yes', 'no: No'),
      redFlag: isAnyOf('yes'),
    }),
    section('history', 'Your history'),
    ask('long_text', 'operations', 'Operations and stays in hospital', {
      hint: 'With the year if you know it',
      mapsTo: 'history',
      historyKind: 'surgical',
      isOptional: true,
    }),
    ask('long_text', 'family', 'Illnesses of your parents, brothers and sisters', {
      mapsTo: 'history',
      historyKind: 'family',
      isOptional: true,
    }),
    section('life', 'Your life'),
    ask('choice', 'smoking', 'Do you smoke or vape?', {
      options: answersOf('yes: Yes', 'past: Not any more', 'never: Never', '-skip: Prefer not to say'),
      mapsTo: 'history',
      historyKind: 'social',
      isOptional: true,
    }),
    ask('number', 'height', 'Height', { min: 30, max: 250, unit: 'cm', decimals: 0, isOptional: true }),
    ask('number', 'weight', 'Weight', { min: 1, max: 400, unit: 'kg', decimals: 1, isOptional: true }),
    PRIVACY,
  ],
}
