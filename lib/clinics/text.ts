import type { z } from 'zod'
import type { ClinicView, PractitionerView, ServiceView } from './queries'
import type { clinicsAnswer, practitionersAnswer, servicesAnswer } from './schema'

/** What the public API says of clinics: these fields and no others. */
export function clinicsAsAnswer(clinics: readonly ClinicView[]): z.infer<typeof clinicsAnswer> {
  return {
    clinics: clinics.map(({ slug, name, timeZone, locations }) => ({
      slug,
      name,
      timeZone,
      locations: locations.map((place) => ({
        id: place.id,
        name: place.name,
        kind: place.kind,
        timeZone: place.timeZone,
      })),
    })),
  }
}

/** What the public API says of services. */
export function servicesAsAnswer(services: readonly ServiceView[]): z.infer<typeof servicesAnswer> {
  return {
    services: services.map(({ code, name, category, modes, initial, followUp, currency }) => ({
      code,
      name,
      category,
      modes,
      initial,
      followUp,
      currency,
    })),
  }
}

/** What the public API says of practitioners. */
export function practitionersAsAnswer(
  practitioners: readonly PractitionerView[],
): z.infer<typeof practitionersAnswer> {
  return {
    practitioners: practitioners.map(({ id, name, title, acceptsNewPatients }) => ({
      id,
      name,
      title,
      acceptingNewPatients: acceptsNewPatients,
    })),
  }
}
