import { describe, expect, test } from 'vitest'
import { normalisePassword, passwordProblem } from './password-rules'

const about = ['Ada Lindqvist', 'ada@example.com', 'Harbour']

describe('a new password', () => {
  test.each([
    ['fourteen chars', 'too_short'],
    ['short', 'too_short'],
    ['x'.repeat(15), 'too_common'],
    ['passwordpassword', 'too_common'],
    ['P@ssw0rdP@ssw0rd1', 'too_common'],
    ['correct horse battery staple', 'too_common'],
    ['qwertyuiopasdfgh', 'too_common'],
    ['012345678901234', 'too_common'],
    ['987654321098765', 'too_common'],
    ['abcabcabcabcabcabc', 'too_common'],
    ['Password20262026', 'too_common'],
    ['letmein letmein 12', 'too_common'],
    ['adalindqvist2026', 'too_personal'],
    ['a long one. '.repeat(11), 'too_common'],
    ['Lindqvist-Harbour', 'too_personal'],
    ['AnteroomClinic!!1', 'too_personal'],
    ['x'.repeat(1025), 'too_long'],
  ])('%s is refused: %s', (password, problem) => {
    expect(passwordProblem(password, about)).toBe(problem)
  })

  test.each([
    'three herons by the weir',
    'mmmm violets 7 kettles',
    'harbour-demo-2026-kettle-weir',
    'ηδονή και ξύλινα άλογα',
    '鯨が夜に歌う静かな海の上で星を見る',
    '🐳🦀🦑🐙🪼🐠🐟🐡🦈🐬🐋🦭🐚🪸🦞',
    'Zq8#vL2!mX9@wR4 the rest is plain',
  ])('%s is accepted', (password) => {
    expect(passwordProblem(password, about)).toBeNull()
  })

  test('of 128 characters and more is accepted whole', () => {
    const long =
      'three herons by the weir, four boats under the bridge, one kettle on the stove; and nobody came to take the washing in before the rain (again)'
    expect(long.length).toBeGreaterThan(128)
    expect(passwordProblem(long, about)).toBeNull()
  })

  test('needs 8 characters where a second factor stands beside it', () => {
    expect(passwordProblem('kettle7weir', about, true)).toBeNull()
    expect(passwordProblem('kettle7', about, true)).toBe('too_short')
  })

  test('is the same whichever way the keyboard composes it', () => {
    expect(normalisePassword('e\u0301tude')).toBe(normalisePassword('\u00e9tude'))
    expect(normalisePassword('ﬁne')).toBe('fine')
  })
})
