'use client'

import { useRef } from 'react'
import { FormField, FormSelect } from '@/components/form/fields'

type Values = Partial<
  Record<'name' | 'slug' | 'timeZone' | 'currency' | 'phone' | 'email' | 'address' | 'openingHours', string>
>

/**
 * What patients read of a clinic. While nobody has typed a web address, one is suggested from the name; without script it is typed. The
 * browser's own zone is suggested where none is set.
 */
export function ClinicFields({
  values = {},
  timeZones,
  currencies,
}: {
  values?: Values
  timeZones: { value: string; label: string }[]
  currencies: readonly string[]
}) {
  const suggested = useRef(values.slug ?? '')
  function suggest(name: HTMLInputElement) {
    const slug = name.form?.elements.namedItem('slug')
    if (values.slug || !(slug instanceof HTMLInputElement) || slug.value !== suggested.current) return
    suggested.current = slugOf(name.value)
    slug.value = suggested.current
  }
  return (
    <>
      <FormField
        name="name"
        label="Name of the clinic"
        defaultValue={values.name}
        autoComplete="organization"
        onInput={(event) => suggest(event.currentTarget)}
      />
      <FormField
        name="slug"
        label="Web address"
        hint="The last part of your page’s address, for example “harbour”. Small letters, numbers and hyphens."
        defaultValue={values.slug}
        width="medium"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <FormSelect
        name="timeZone"
        label="Time zone"
        defaultValue={values.timeZone ?? ''}
        options={[{ value: '', label: 'Choose a time zone' }, ...timeZones]}
      />
      <FormSelect
        name="currency"
        label="Currency of your prices"
        defaultValue={values.currency ?? ''}
        options={[
          { value: '', label: 'Choose a currency' },
          ...currencies.map((code) => ({ value: code, label: code })),
        ]}
      />
      <FormField
        name="phone"
        type="tel"
        label="Phone number"
        hint="With the country code, like +61 2 5550 0123"
        defaultValue={values.phone}
        width="medium"
        autoComplete="off"
      />
      <FormField
        name="email"
        type="email"
        label="Email address"
        hint="Answers to the clinic’s messages go here"
        defaultValue={values.email}
        autoComplete="off"
        spellCheck={false}
      />
      <FormField name="address" label="Street address" defaultValue={values.address} autoComplete="off" />
      <FormField
        name="openingHours"
        label="Opening hours"
        hint="As patients read them, for example “Monday to Friday, 8:30 am to 5:30 pm”. When people can be booked is set under Hours."
        defaultValue={values.openingHours}
        autoComplete="off"
      />
    </>
  )
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
}
