import { describe, expect, test } from 'vitest'
import { hoursShown, inLanes, nudged, snapped, within } from './rules'

const span = (from: number, to: number) => ({ from, to })

describe('what overlaps', () => {
  test('stands side by side, each as wide as its cluster allows; what does not has the whole width', () => {
    const laid = inLanes([span(0, 60), span(30, 90), span(60, 120), span(120, 180)])
    expect(laid.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 2],
      [0, 1],
    ])
  })

  test('counts as long as it is drawn: two short visits are beside each other, not one over the other', () => {
    expect(inLanes([span(0, 5), span(5, 10), span(20, 40)]).map(({ lane }) => lane)).toEqual([0, 1, 0])
  })
})

describe('a start', () => {
  const open = [span(45, 300)]
  test('is on the grid of the hours it lies in, which begins with them', () => {
    expect(snapped(70, 20, open)).toBe(65)
    expect(snapped(76, 20, open)).toBe(85)
  })
  test('outside the hours is on the beat', () => {
    expect(snapped(13, 20, open)).toBe(15)
  })
  test('goes on by one step, from wherever it is', () => {
    expect(nudged(65, 20, 1, open)).toBe(85)
    expect(nudged(65, 20, -1, open)).toBe(45)
    expect(nudged(45, 20, -1, open)).toBe(25)
  })
})

test('what is moved past an edge stays inside, as long as it is', () => {
  expect(within(span(-10, 30), 600)).toEqual(span(0, 40))
  expect(within(span(590, 630), 600)).toEqual(span(560, 600))
})

test('the usual day is shown, and more where there is more', () => {
  expect(hoursShown([])).toEqual(span(8, 18))
  expect(hoursShown([span(7 * 60 + 30, 9 * 60), span(17 * 60, 19 * 60 + 10)])).toEqual(span(7, 20))
})
