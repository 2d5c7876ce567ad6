import { CLINICIANS, DESK, type Deed, HERE } from './access-actors'
import * as care from './lib/care/policy'
import * as chart from './lib/chart/policy'
import * as documents from './lib/documents/policy'
import * as notes from './lib/notes/policy'

/** Who may do what with the record: the part of DEEDS (access-matrix.ts) that is about it. */
export const RECORD_DEEDS: readonly Deed[] = [
  {
    deed: 'open charts here',
    asks: chart.mayReadChart,
    may: (actor) => chart.mayReadChart(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'write on charts here, and decide on what patients told us',
    asks: chart.mayWriteChart,
    may: (actor) => chart.mayWriteChart(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'tell us something for a chart here',
    asks: chart.mayProposeChange,
    may: (actor) => chart.mayProposeChange(actor, HERE),
    who: ['knownLink', 'otherKnownLink', 'patient', 'key', ...CLINICIANS, 'system'],
  },
  {
    deed: 'read notes here',
    asks: notes.mayReadNotes,
    may: (actor) => notes.mayReadNotes(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'write notes here, and add to signed ones',
    asks: notes.mayWriteNotes,
    may: (actor) => notes.mayWriteNotes(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'change their own draft here',
    asks: notes.mayChangeDraft,
    may: (actor) => notes.mayChangeDraft(actor, { clinicId: HERE, authorId: 'account' }),
    who: CLINICIANS,
  },
  {
    deed: 'change the draft of somebody else here',
    asks: notes.mayChangeDraft,
    may: (actor) => notes.mayChangeDraft(actor, { clinicId: HERE, authorId: 'another' }),
    who: [],
  },
  {
    deed: 'sign their own note here',
    asks: notes.maySignNote,
    may: (actor) => notes.maySignNote(actor, { clinicId: HERE, authorId: 'account', handedOverAt: null }),
    who: ['practitioner'],
  },
  {
    deed: 'sign a note that was handed over here',
    asks: notes.maySignNote,
    may: (actor) =>
      notes.maySignNote(actor, { clinicId: HERE, authorId: 'another', handedOverAt: new Date(0) }),
    who: ['practitioner'],
  },
  {
    deed: 'sign the draft of somebody else here',
    asks: notes.maySignNote,
    may: (actor) => notes.maySignNote(actor, { clinicId: HERE, authorId: 'another', handedOverAt: null }),
    who: [],
  },
  {
    deed: 'release the summary of a visit here',
    asks: notes.mayReleaseSummary,
    may: (actor) => notes.mayReleaseSummary(actor, HERE),
    who: ['practitioner'],
  },
  {
    deed: 'keep a template for notes of their own here',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: 'account' }),
    who: CLINICIANS,
  },
  {
    deed: 'keep a template for notes of somebody else here',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: 'another' }),
    who: [],
  },
  {
    deed: 'keep the clinic’s templates for notes',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: null }),
    who: ['practitioner'],
  },
  {
    deed: 'open the record of somebody they do not treat here, for a reason',
    asks: care.mayOpenInEmergency,
    may: (actor) => care.mayOpenInEmergency(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'read who opened a record here',
    asks: care.mayReadLooks,
    may: (actor) => care.mayReadLooks(actor, HERE),
    who: [...CLINICIANS, 'admin'],
  },
  {
    deed: 'see which records were opened in an emergency here',
    asks: care.mayReviewEmergencies,
    may: (actor) => care.mayReviewEmergencies(actor, HERE),
    who: ['admin'],
  },
  {
    deed: 'add a document of a patient here',
    asks: documents.mayAddDocument,
    may: (actor) => documents.mayAddDocument(actor, HERE),
    who: ['link', 'otherLink', 'knownLink', 'otherKnownLink', 'patient', ...DESK],
  },
  {
    deed: 'see the list of a patient’s documents here',
    asks: documents.maySeeDocuments,
    may: (actor) => documents.maySeeDocuments(actor, HERE),
    who: ['patient', ...DESK],
  },
  {
    deed: 'open a referral here',
    asks: documents.mayOpenDocument,
    may: (actor) => documents.mayOpenDocument(actor, { clinicId: HERE, kind: 'referral' }),
    who: ['patient', ...DESK],
  },
  {
    deed: 'open a test result here',
    asks: documents.mayOpenDocument,
    may: (actor) => documents.mayOpenDocument(actor, { clinicId: HERE, kind: 'result' }),
    who: ['patient', ...CLINICIANS],
  },
  {
    deed: 'release a test result to the patient here',
    asks: documents.mayReleaseDocument,
    may: (actor) => documents.mayReleaseDocument(actor, { clinicId: HERE, kind: 'result' }),
    who: CLINICIANS,
  },
]
