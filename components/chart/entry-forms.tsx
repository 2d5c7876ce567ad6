import { ActionForm } from '@/components/form/action-form'
import { FormField, FormRadioGroup } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { addEntryAction, changeEntryAction, closeEntryAction } from '@/lib/chart/actions'
import type { Entry } from '@/lib/chart/queries/rows'
import { canEnd, tabWith } from '@/lib/chart/rules'
import type { Section as ChartSection } from '@/lib/chart/schema'
import { ENDED_WORDS, entryWords, SECTION_WORDS } from '@/lib/chart/text'
import { EntryFields } from './entry-fields'
import { chartHref } from './tabs'

/** Adds to a section. It stays and is empty again, for the next one. */
export function AddEntry({ patientId, section }: { patientId: string; section: ChartSection }) {
  const what = SECTION_WORDS[section].one.toLowerCase()
  return (
    <Section id="form" title={`New ${what}`}>
      <ActionForm
        action={addEntryAction}
        done={<p className="mb-3 text-ok">Added to the chart.</p>}
        className={FORM}
      >
        <input type="hidden" name="patientId" value={patientId} />
        <input type="hidden" name="section" value={section} />
        <EntryFields section={section} />
        <SubmitButton>Add {what}</SubmitButton>
      </ActionForm>
    </Section>
  )
}

/** Words an entry anew; what it said before stays to be looked up. */
export function ChangeEntry({ patientId, entry }: { patientId: string; entry: Entry }) {
  const { id, section, visibility } = entry
  return (
    <Section id="form" title={`Change: ${entryWords(entry).title}`}>
      <ActionForm key={id} action={changeEntryAction} className={FORM}>
        <input type="hidden" name="patientId" value={patientId} />
        <input type="hidden" name="section" value={section} />
        <input type="hidden" name="replacesId" value={id} />
        <EntryFields section={section} written={entry} isConfidential={visibility === 'confidential'} />
        <Buttons say="Save" patientId={patientId} section={section} />
      </ActionForm>
    </Section>
  )
}

/** Ends an entry, or says that it was wrong. */
export function CloseEntry({ patientId, entry }: { patientId: string; entry: Entry }) {
  const { id, section } = entry
  const ended = ENDED_WORDS[section] ?? 'Ended'
  const how = [
    { value: 'ended', label: ended, hint: 'It was so, and is over' },
    { value: 'entered_in_error', label: 'Entered in error', hint: 'It was never so' },
  ]
  return (
    <Section id="form" title={`${canEnd(section) ? 'End' : 'Entered in error'}: ${entryWords(entry).title}`}>
      <ActionForm key={id} action={closeEntryAction} className={FORM}>
        <input type="hidden" name="patientId" value={patientId} />
        <input type="hidden" name="entryId" value={id} />
        {canEnd(section) ? (
          <FormRadioGroup name="how" label="What happened?" options={how} defaultValue="ended" />
        ) : (
          <>
            <input type="hidden" name="how" value="entered_in_error" />
            <p>It is marked as entered in error, and stays to be looked up.</p>
          </>
        )}
        <FormField name="reason" label="Reason" optional={canEnd(section)} autoComplete="off" autoFocus />
        <Buttons
          say={canEnd(section) ? 'End it' : 'Mark as entered in error'}
          patientId={patientId}
          section={section}
        />
      </ActionForm>
    </Section>
  )
}

const FORM = 'flex flex-col gap-4 *:[button]:self-start'

function Buttons({ say, patientId, section }: { say: string; patientId: string; section: ChartSection }) {
  return (
    <div className="flex flex-wrap items-center gap-4">
      <SubmitButton>{say}</SubmitButton>
      <Link href={chartHref(patientId, tabWith(section))}>Leave it as it is</Link>
    </div>
  )
}
