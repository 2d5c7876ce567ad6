import { KeptTime, LostTime } from '@/components/booking/kept-time'
import { stepPath } from '@/lib/booking/rules/journey'
import type { UnderWay } from '@/lib/booking/schema/draft'
import { insteadOf, type keptVisit } from './kept'

/** The journey's time on the pages after it was chosen: until when it is kept, or that it is not, and what there is instead. */
export async function TimeOfDraft({
  draft,
  visit,
}: {
  draft: UnderWay
  visit: NonNullable<Awaited<ReturnType<typeof keptVisit>>>
}) {
  const otherTimes = stepPath(draft.clinicSlug, 'when', visit.choices)
  if (visit.kept) return <KeptTime visit={visit.visit} {...visit.kept} otherTimes={otherTimes} />
  const instead = await insteadOf(draft, visit.clinic.timeZone)
  return (
    <LostTime visit={visit.visit} {...instead} practitioners={visit.practitioners} otherTimes={otherTimes} />
  )
}
