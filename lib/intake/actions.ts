'use server'

import { defineAction } from '../actions/define'
import { withDraft } from '../actions/draft'
import { knownDraft } from '../actions/known-draft'
import { askForForm, withdrawRequest } from './commands/ask'
import { saveFormServices } from './commands/asked-by'
import {
  addForm,
  beginDraft,
  moveQuestion,
  publishForm,
  retireForm,
  saveDetails,
  saveQuestion,
} from './commands/build'
import { savePage, savePageByLink, startForm } from './commands/fill'
import { endKey, makeKey } from './commands/keys'
import { sayBorn } from './commands/known'
import { sendForm } from './commands/send'
import { finishTask } from './commands/tasks'
import { withdrawConsent } from './commands/withdraw'
import { previewPage } from './queries/preview'
import { savePageInput, sendInput, startInput, withdrawInput } from './schema/answers'
import { askInput, finishTaskInput, withdrawRequestInput } from './schema/asking'
import {
  addFormInput,
  detailsInput,
  draftInput,
  formInput,
  moveQuestionInput,
  previewInput,
  questionInput,
  servicesInput,
} from './schema/building'
import { endKeyInput, makeKeyInput } from './schema/importing'
import { bornInput } from './schema/known'

const pathOf = ({ goTo }: { goTo: string }) => goTo

/** A form that a booking or staff ask for: begins it, or goes on with it. */
export const startFormAction = defineAction({
  as: 'patient',
  input: startInput,
  command: startForm,
  then: pathOf,
})

/** A page of it. */
export const savePageAction = defineAction({
  as: 'patient',
  input: savePageInput,
  command: savePage,
  then: pathOf,
})

/** "Send", with the consents it asks for. */
export const sendFormAction = defineAction({
  as: 'patient',
  input: sendInput,
  command: sendForm,
  then: pathOf,
})

/** Takes a consent back. */
export const withdrawConsentAction = defineAction({
  as: 'patient',
  input: withdrawInput,
  command: withdrawConsent,
  then: pathOf,
})

/** Whoever has a manage link says when the patient was born. */
export const sayBornAction = defineAction({
  as: 'link',
  input: bornInput,
  command: withDraft(knownDraft, sayBorn),
  then: pathOf,
})

/** The same four for whoever has said it. */
export const startFormByLinkAction = defineAction({
  as: 'known',
  input: startInput,
  command: startForm,
  then: pathOf,
})
export const savePageByLinkAction = defineAction({
  as: 'known',
  input: savePageInput,
  command: withDraft(knownDraft, savePageByLink),
  then: pathOf,
})
export const sendFormByLinkAction = defineAction({
  as: 'known',
  input: sendInput,
  command: sendForm,
  then: pathOf,
})
export const withdrawConsentByLinkAction = defineAction({
  as: 'known',
  input: withdrawInput,
  command: withdrawConsent,
  then: pathOf,
})

/** Staff ask a patient for a form. */
export const askForFormAction = defineAction({
  as: 'staff',
  input: askInput,
  command: askForForm,
  then: ({ bookingId }) => `/desk/bookings/${bookingId}?done=asked#forms`,
})

/** And no longer. */
export const withdrawRequestAction = defineAction({
  as: 'staff',
  input: withdrawRequestInput,
  command: withdrawRequest,
})

/** Answers were looked at. */
export const finishTaskAction = defineAction({ as: 'staff', input: finishTaskInput, command: finishTask })

const formPage = ({ formId }: { formId: string }) => `/admin/forms/${formId}`

/** Building forms: a new one, a draft of one, and the draft's title, questions, order. */
export const addFormAction = defineAction({
  as: 'staff',
  input: addFormInput,
  command: addForm,
  then: formPage,
})
export const beginDraftAction = defineAction({
  as: 'staff',
  input: formInput,
  command: beginDraft,
  then: formPage,
})
export const saveDetailsAction = defineAction({
  as: 'staff',
  input: detailsInput,
  command: saveDetails,
  then: formPage,
})
export const saveQuestionAction = defineAction({
  as: 'staff',
  input: questionInput,
  command: saveQuestion,
  then: formPage,
})
export const moveQuestionAction = defineAction({
  as: 'staff',
  input: moveQuestionInput,
  command: moveQuestion,
})

/** Asked of patients from now on, or no longer; and by which services. */
export const publishFormAction = defineAction({
  as: 'staff',
  input: draftInput,
  command: publishForm,
  then: (form) => `${formPage(form)}?done=published`,
})
export const retireFormAction = defineAction({
  as: 'staff',
  input: formInput,
  command: retireForm,
  then: (form) => `${formPage(form)}?done=retired`,
})
export const saveFormServicesAction = defineAction({
  as: 'staff',
  input: servicesInput,
  command: saveFormServices,
  then: (form) => `${formPage(form)}?done=services`,
})

/** A page of the preview. */
export const previewPageAction = defineAction({
  as: 'staff',
  input: previewInput,
  command: previewPage,
  then: pathOf,
})

/** Keys of other systems, which hand in what was filled in there. A new one is shown once, on the page. */
export const makeKeyAction = defineAction({ as: 'staff', input: makeKeyInput, command: makeKey })
export const endKeyAction = defineAction({ as: 'staff', input: endKeyInput, command: endKey })
