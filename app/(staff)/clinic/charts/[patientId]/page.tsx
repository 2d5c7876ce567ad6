import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ChartBanner } from '@/components/chart/banner'
import { MeasurementsPage } from '@/components/chart/measurements-page'
import { SectionPage } from '@/components/chart/section-page'
import { ChartTabs } from '@/components/chart/tabs'
import { Timeline } from '@/components/chart/timeline'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { isTreating } from '@/lib/care/queries/relation'
import { readChart } from '@/lib/chart/queries/chart'
import { readCursor, tabOf } from '@/lib/chart/rules'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { localDate } from '@/lib/time'

/** No names: titles stay in a browser's history. */
export const metadata: Metadata = { title: 'Chart' }

type Asked = Partial<Record<'tab' | 'before' | 'change' | 'close', string | string[]>>
type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<Asked> }

/** A patient's chart: who they are and what nobody may miss, and one of its pages. */
export default async function ChartPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const [{ patientId }, asked] = await Promise.all([params, searchParams])
  if (!(await isTreating(actor, patientId))) redirect(`/clinic/open/${encodeURIComponent(patientId)}`)
  const [tab, before] = [tabOf(one(asked.tab)), readCursor(one(asked.before))]
  const [{ timeZone }, chart] = await Promise.all([
    getWorkplace(actor),
    orNotFound(readChart(actor, patientId, tab, before)),
  ])
  const today = localDate(now(), timeZone)
  const [change, close] = [one(asked.change), one(asked.close)]
  return (
    <>
      <ChartBanner chart={chart} today={today} />
      <ChartTabs chart={chart} tab={tab} />
      {tab === 'timeline' ? (
        <Timeline chart={chart} timeZone={timeZone} isOlder={before !== undefined} />
      ) : tab === 'measurements' ? (
        <MeasurementsPage chart={chart} timeZone={timeZone} today={today} close={close} />
      ) : (
        <SectionPage chart={chart} tab={tab} timeZone={timeZone} change={change} close={close} />
      )}
    </>
  )
}

const one = (asked: string | string[] | undefined) => (typeof asked === 'string' ? asked : undefined)
