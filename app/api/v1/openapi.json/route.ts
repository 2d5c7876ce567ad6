import { describeRoutes } from '@/lib/http/openapi'
import { POST as cancel } from '../bookings/[reference]/cancel/route'
import { POST as move } from '../bookings/[reference]/move/route'
import { GET as booking } from '../bookings/[reference]/route'
import { POST as book } from '../clinics/[slug]/bookings/route'
import { POST as hold } from '../clinics/[slug]/holds/route'
import { GET as practitioners } from '../clinics/[slug]/practitioners/route'
import { GET as services } from '../clinics/[slug]/services/route'
import { GET as nextSlots } from '../clinics/[slug]/slots/next/route'
import { GET as slots } from '../clinics/[slug]/slots/route'
import { POST as submit } from '../clinics/[slug]/submissions/route'
import { GET as clinics } from '../clinics/route'

const described = describeRoutes('Anteroom', '1', {
  '/api/v1/clinics': { GET: clinics },
  '/api/v1/clinics/{slug}/services': { GET: services },
  '/api/v1/clinics/{slug}/practitioners': { GET: practitioners },
  '/api/v1/clinics/{slug}/slots': { GET: slots },
  '/api/v1/clinics/{slug}/slots/next': { GET: nextSlots },
  '/api/v1/clinics/{slug}/holds': { POST: hold },
  '/api/v1/clinics/{slug}/bookings': { POST: book },
  '/api/v1/clinics/{slug}/submissions': { POST: submit },
  '/api/v1/bookings/{reference}': { GET: booking },
  '/api/v1/bookings/{reference}/move': { POST: move },
  '/api/v1/bookings/{reference}/cancel': { POST: cancel },
})

/** The OpenAPI 3.1 description of this API. */
export function GET(): Response {
  return Response.json(described)
}
