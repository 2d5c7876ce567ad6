const LEAST = { alone: 15, withSecondFactor: 8 } as const
/** Longer than anybody types, short enough to hash. */
const LONGEST_PASSWORD = 1024

export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'too_personal'

/** What a password is normalised to before it is measured, hashed or compared: the same keys give the same password on every device. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}

/**
 * Why a new password is refused, or null (security.md H5): 15 characters, 8 where a second factor stands beside it; no composition rules;
 * not a common one, nor made of the person's own name or address or our words. The list is a short offline one for now: the patterns
 * catch what the long lists mostly hold (one word, a run of keys, one character again and again) at 15 characters.
 * `about`: words the person is known by (name, email, clinic).
 */
export function passwordProblem(
  password: string,
  about: readonly string[],
  hasSecondFactor = false,
): PasswordProblem | null {
  const text = normalisePassword(password)
  const length = [...text].length
  if (length < (hasSecondFactor ? LEAST.withSecondFactor : LEAST.alone)) return 'too_short'
  if (length > LONGEST_PASSWORD) return 'too_long'
  const plain = plainLetters(text)
  if (new Set(text).size < 5 || [plain, plainLetters(text.replace(/\d+/g, ''))].some(isCommon))
    return 'too_common'
  const left = [...about.flatMap(wordsOf), ...OUR_WORDS].reduce(
    (rest, word) => rest.replaceAll(word, ''),
    plain,
  )
  return left.length < plain.length && left.length < 6 ? 'too_personal' : null
}

function isCommon(plain: string): boolean {
  if (plain === '') return false
  // Something short again and again ("passwordpassword", "abcabcabcabcabc"), and runs of keys either way.
  if (/^(.{1,10})\1+.{0,3}$/u.test(plain)) return true
  if (RUNS.some((run) => run.includes(plain) || [...run].reverse().join('').includes(plain))) return true
  const left = COMMON.reduce((rest, common) => rest.replaceAll(common, ''), plain)
  return left.length < 4 && left.length < plain.length
}

/** Letters and digits only, lower case, with the usual stand-ins (0 for o, @ for a) read as what they stand for. */
function plainLetters(text: string): string {
  const stands: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  }
  const folded = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  const digits = /^\P{L}*$/u.test(folded)
  return (
    digits ? folded : folded.replace(/[013457@$!]/g, (character) => stands[character] ?? character)
  ).replace(/[^\p{L}\p{N}]/gu, '')
}

function wordsOf(text: string): string[] {
  return plainLetters(text) === ''
    ? []
    : text
        .split(/[\s@.,_-]+/)
        .map(plainLetters)
        .filter((word) => word.length >= 3)
}

const OUR_WORDS = [
  'anteroom',
  'harbour',
  'harbor',
  'clinic',
  'doctor',
  'patient',
  'medical',
  'health',
  'appointment',
]
const RUNS = [
  '01234567890123456789012345',
  'abcdefghijklmnopqrstuvwxyzabcdefghij',
  'qwertyuiopasdfghjklzxcvbnmqwertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'iqaz2wsxeedcarfvstgb6yhntujm',
  'qazwsxedcrfvtgbyhnujmikolp',
]
const COMMON = [
  'password',
  'passphrase',
  'passwort',
  'motdepasse',
  'contrasena',
  'qwertyuiop',
  'qwerty',
  'azerty',
  'asdfghjkl',
  'asdf',
  'zxcvbnm',
  'letmein',
  'iloveyou',
  'welcome',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'basketball',
  'sunshine',
  'princess',
  'superman',
  'batman',
  'starwars',
  'trustno',
  'whatever',
  'computer',
  'internet',
  'changeme',
  'secret',
  'master',
  'admin',
  'administrator',
  'abcdef',
  'abcd',
  'australia',
  'liverpool',
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'tobeornottobe',
  'january',
  'february',
  'september',
  'october',
  'november',
  'december',
  'summer',
  'winter',
  'spring',
  'autumn',
].map(plainLetters)
