import { dictionary } from '@zxcvbn-ts/language-common'
import { fold } from '../../platform/index.ts'

/** What was found most often in published breaches, and what a guesser here would try beside it. */
const common = new Set([
  ...dictionary['passwords-common'],
  'khochung',
  'khodulieu',
  'matkhau',
  'hochiminh',
  'tphcm',
  'saigon',
  'vietnam',
])

/**
 * Whether a guesser would try a password early: it is known from breaches or names the login, as it stands or with digits
 * and signs around it, or it repeats one short piece. Answers without asking anybody.
 */
export function isCommonPassword(password: string, login: string): boolean {
  const text = password.toLowerCase()
  const core = fold(text).replace(/^[^a-z]+|[^a-z]+$/g, '')
  const letters = core.replace(/[^a-z]/g, '')
  const own = fold(login).replace(/[^a-z]/g, '')
  if ([text, core, letters].some((each) => each === '' || common.has(each) || each === own)) return true
  return /^(.{1,6})\1+.{0,5}$/u.test(text) || isRun(text)
}

/** `abcdefgh…`, `12345678…` or the same downwards. */
function isRun(text: string): boolean {
  const codes = Array.from(text).map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, place) => code - (codes[place] ?? 0))
  return steps.filter((step) => Math.abs(step) === 1).length >= text.length - 3
}
