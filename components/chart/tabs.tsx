import NextLink from 'next/link'
import { Link } from '@/components/ui/link'
import type { Chart } from '@/lib/chart/queries/chart'
import { TABS, type Tab } from '@/lib/chart/rules'
import type { Section } from '@/lib/chart/schema'
import { TAB_WORDS } from '@/lib/chart/text'

/** The address of a page of a chart. */
export function chartHref(patientId: string, tab: Tab, rest: Record<string, string> = {}): string {
  return `/clinic/charts/${patientId}?${new URLSearchParams({ tab, ...rest })}`
}

/** The pages of a chart, each with how much is on it and how much waits there to be decided on. */
export function ChartTabs({ chart, tab }: { chart: Chart; tab: Tab }) {
  const tabs = Object.keys(TABS) as Tab[]
  return (
    <nav aria-label="Chart" className="mb-5 print:hidden">
      <ul className="flex flex-wrap border-line border-b">
        {tabs.map((it) => (
          <li key={it} className="-mb-px">
            <NextLink
              href={chartHref(chart.patient.id, it)}
              prefetch={false}
              aria-current={it === tab ? 'page' : undefined}
              className="flex min-h-(--control) items-center gap-1.5 rounded-xs border-transparent border-b-3 px-2.5 text-muted hover:text-ink aria-[current=page]:border-b-accent aria-[current=page]:font-medium aria-[current=page]:text-ink forced-colors:aria-[current=page]:border-b-[Highlight]"
            >
              {TAB_WORDS[it]}
              <Counts chart={chart} tab={it} />
            </NextLink>
          </li>
        ))}
        <li className="-mb-px">
          <NextLink
            href={`/desk/patients/${chart.patient.id}/documents`}
            prefetch={false}
            className="flex min-h-(--control) items-center rounded-xs border-transparent border-b-3 px-2.5 text-muted hover:text-ink"
          >
            Documents
          </NextLink>
        </li>
        <li className="ml-auto flex items-center">
          <Link href={`/clinic/looks/${chart.patient.id}`}>Who opened the record</Link>
        </li>
      </ul>
    </nav>
  )
}

function Counts({ chart: { counts, proposals }, tab }: { chart: Chart; tab: Tab }) {
  const sections: readonly Section[] = TABS[tab]
  const there = sections[0] && counts[sections[0]]
  const told = proposals.filter(({ section }) => sections.includes(section)).length
  return (
    <>
      {there !== undefined && <span className="text-muted text-small tabular-nums">{there}</span>}
      {told > 0 && (
        <span className="rounded-full border border-warn bg-warn-soft px-1.5 text-small text-warn tabular-nums">
          {told} new
        </span>
      )}
    </>
  )
}
