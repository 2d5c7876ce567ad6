import { FormRadioGroup } from '@/components/form/fields'

/** Of a visit of a series: this one alone, or with all that follow. Nothing for other visits. */
export function WithFollowing({ seriesPosition, deed }: { seriesPosition: number | null; deed: string }) {
  if (seriesPosition === null) return null
  return (
    <FormRadioGroup
      name="following"
      label={`${deed} which visits of the series? This is visit ${seriesPosition}`}
      defaultValue="no"
      options={[
        { value: 'no', label: 'This visit only' },
        { value: 'yes', label: 'This and all following visits', hint: 'All of them, or none' },
      ]}
    />
  )
}
