import { ActionButton } from '@/components/form/action-button'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { addEntryAction } from '@/lib/chart/actions'
import type { Chart } from '@/lib/chart/queries/chart'
import { TABS, type Tab } from '@/lib/chart/rules'
import { EMPTY_WORDS, SECTION_WORDS } from '@/lib/chart/text'
import { AddEntry, ChangeEntry, CloseEntry } from './entry-forms'
import { ClosedEntries, EntryList } from './entry-list'
import { PersonalForm } from './personal-form'
import { Proposals } from './proposals'

/** A page of the chart that is a list, with the form beside it. `change`, `close`: ids of entries that the form is about. */
export function SectionPage({
  chart,
  tab,
  timeZone,
  change,
  close,
}: {
  chart: Chart
  tab: Exclude<Tab, 'timeline' | 'measurements'>
  timeZone: string
  change: string | undefined
  close: string | undefined
}) {
  const { patient, entries, proposals } = chart
  const [section] = TABS[tab]
  const sections: readonly string[] = TABS[tab]
  const current = entries.filter(({ state }) => state === 'current')
  // Also where a colleague has closed it meanwhile: what was typed stays on the page.
  const changed = entries.find(({ id }) => id === change)
  const closed = entries.find(({ id }) => id === close)
  const title = SECTION_WORDS[section].many
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-6">
        {tab === 'details' && <PersonalForm patient={patient} />}
        <Proposals
          proposals={proposals.filter((it) => sections.includes(it.section))}
          entries={current}
          timeZone={timeZone}
        />
        <Section id="entries" title={title}>
          {tab === 'private' && <p className="text-muted">Only you see these. They are never exported.</p>}
          {current.length > 0 ? (
            <EntryList
              caption={title}
              head={SECTION_WORDS[section].one}
              entries={current}
              patientId={patient.id}
              timeZone={timeZone}
            />
          ) : (
            <EmptyState
              title={EMPTY_WORDS[tab]}
              action={tab === 'allergies' && <NoneKnown patientId={patient.id} />}
            >
              {tab === 'allergies'
                ? 'If you have asked and there are none, say so.'
                : 'What is added will be here.'}
            </EmptyState>
          )}
          <ClosedEntries entries={entries.filter(({ state }) => state !== 'current')} timeZone={timeZone} />
        </Section>
      </div>
      {changed ? (
        <ChangeEntry patientId={patient.id} entry={changed} />
      ) : closed ? (
        <CloseEntry patientId={patient.id} entry={closed} />
      ) : (
        <AddEntry patientId={patient.id} section={section} />
      )}
    </div>
  )
}

function NoneKnown({ patientId }: { patientId: string }) {
  return (
    <ActionButton
      action={addEntryAction}
      fields={{ patientId, section: 'no_known_allergies' }}
      said="Recorded: no known allergies."
      kind="secondary"
    >
      No known allergies
    </ActionButton>
  )
}
