import { expect, test } from 'vitest'
import { pauseAfter } from './guesses'

test('three mistakes cost nothing; then the pause doubles, to a quarter of an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 10, 13, 100].map(pauseAfter)).toEqual([0, 0, 0, 2, 4, 8, 128, 900, 900])
})

test('whoever guesses as fast as they may has at most 20 guesses in 10 minutes and 110 in a day (H1)', () => {
  const guessesWithin = (seconds: number) => {
    let clock = 0
    let guesses = 0
    while (clock <= seconds) clock += pauseAfter(++guesses)
    return guesses
  }
  expect(guessesWithin(600)).toBeLessThanOrEqual(20)
  expect(guessesWithin(24 * 3600)).toBeLessThanOrEqual(110)
})
