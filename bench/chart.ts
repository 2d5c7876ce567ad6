import { chromium } from '@playwright/test'
import { browserLaunch } from '../e2e/support/browser'
import { slowly } from '../e2e/support/slow'
import { signInApart } from '../e2e/support/visitor'
import { roleUrl } from '../lib/db/urls'
import { newId } from '../lib/ids'
import { seal } from '../lib/vault/seal'
import { harbour, patients, people } from '../prisma/seed/cast'
import { asSeeder } from '../prisma/seed/rows'
import type { World } from './world'

const TRIES = 5

/** Puts so many entries on Ben's chart: medicines, problems and measurements in turn. */
export async function fillChart({ adminUrl, secret }: World, entries: number): Promise<void> {
  const start = Date.now() - 3 * 365 * 86_400_000
  await asSeeder(roleUrl('owner', adminUrl, secret), ({ insert }) =>
    insert(
      'chart_entry',
      Array.from({ length: entries }, (_, n) => {
        const id = newId()
        const at = new Date(start + n * 86_400_000)
        const { section, ...content } = contentOf(n)
        return {
          ...{
            id,
            clinic_id: harbour.id,
            patient_id: patients.ben.id,
            section,
            visibility: 'team',
            state: 'current',
          },
          ...{ at, recorded_at: at, recorded_by: people.mora.accountId },
          content_sealed: seal(JSON.stringify(content), {
            table: 'chart_entry',
            column: 'content_sealed',
            id,
          }),
        }
      }),
    ),
  )
}

function contentOf(n: number) {
  if (n % 3 === 0)
    return { section: 'medicine', name: `Medicine ${n}`, dose: '10 mg', directions: 'Once a day' }
  if (n % 3 === 1) return { section: 'problem', name: `Problem ${n}`, since: '2024' }
  return { section: 'measurement', systolic: 120 + (n % 20), diastolic: 80, weightGrams: 80_000 + n }
}

/** When the largest part of a page of Ben's chart is there, for Dr Mora at slow 4G on a processor four times slower: ms, the median of five. */
export async function chartPaint({ url }: World, tab: string): Promise<number> {
  const browser = await chromium.launch(await browserLaunch())
  try {
    const here = url.replace('127.0.0.1', 'localhost')
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    await signInApart(context, here, people.mora)
    const paints: number[] = []
    for (let tries = 0; tries < TRIES; tries++) {
      const page = await context.newPage()
      paints.push((await slowly(page, `${here}/clinic/charts/${patients.ben.id}?tab=${tab}`)).paint)
      await page.close()
    }
    return paints.toSorted((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Number.NaN
  } finally {
    await browser.close()
  }
}
