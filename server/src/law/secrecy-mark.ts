import { fold } from '../platform/index.ts'
/**
 * The marks by which a state secret is known (Law on the protection of state secrets: three degrees, stamped on every
 * document that holds one). State secrets are outside the warehouse, whoever brings them (Điều 1.2).
 */

/** The degree a mark names; `unnamed` where it only says that something is a state secret. */
export const secrecyDegrees = ['mat', 'toi-mat', 'tuyet-mat', 'unnamed'] as const
export type SecrecyDegree = (typeof secrecyDegrees)[number]

/** A word of a text, and what stands directly before and after it. */
interface Word {
  /** As written, marks and letters put together. */
  readonly text: string
  /** Small letters without marks. */
  readonly plain: string
  /** Whether it is written in great letters alone. */
  readonly isGreat: boolean
  /** Signs and spaces between it and the word before, or the start. */
  readonly before: string
  /** Signs and spaces between it and the word behind, or the end. */
  readonly after: string
}

/** Words that make another of "mật" when they follow it: density, password, honey, cipher… */
const followers = new Set([
  ...['độ', 'khẩu', 'mã', 'ong', 'mía', 'thư', 'thiết', 'gấu', 'nhân', 'tông', 'nghị', 'vụ', 'thám', 'hiệu', 'ước'],
  ...['phục', 'ngọt', 'ngữ', 'thất', 'thiếp'],
])
/** Words that make another of "mat" without marks when they follow it: density, surface, money, eye. */
const plainFollowers = new Set([
  ...[
    'do',
    'khau',
    'ma',
    'ong',
    'bang',
    'tien',
    'hang',
    'nuoc',
    'dat',
    'phang',
    'troi',
    'chu',
    'vi',
    'nha',
    'cat',
    'mo',
  ],
])
/** Words that make another of "mật" when they come before it: gall, security, honey, privacy, "not secret". */
const leaders = new Set([
  ...[
    'bí',
    'bảo',
    'cơ',
    'gan',
    'tụy',
    'tuỵ',
    'túi',
    'sỏi',
    'thân',
    'trăng',
    'ong',
    'đường',
    'trù',
    'dày',
    'dầy',
    'dịch',
  ],
  ...['viêm', 'nang', 'hoa', 'nước', 'u', 'lấy', 'không', 'vị', 'kín', 'rau'],
])
/** What is stamped: said of one of these, "mật" is its degree. */
const stamped = new Set([
  ...['van ban', 'tai lieu', 'ho so', 'cong van', 'thong tin', 'du lieu', 'so lieu', 'danh sach', 'ke hoach', 'de an'],
  ...['phuong an', 'bao cao', 'to trinh', 'bang ke', 'ban do'],
])
/** Words that may go on after a stamped thing without making another word of "mật". */
const joints = new Set(['cua', 've', 'thuoc', 'cap', 'nam', 'va', 'do', 'theo', 'tai', 'den', 'di'])
/** Said of the law or the work, and not of what the text stands on. */
const aboutSecrets = new Set(['ve', 'muc', 'tac', 'luat', 'lo', 'pham', 'ly'])

const isBreak = (between: string) => /[^\s_]/u.test(between)

/** What a text that people read says of itself: a name, a description, a heading, a line above a table, a page header. */
export function degreeInText(text: string): SecrecyDegree | undefined {
  return degreeAmong(wordsOf(text), false)
}

/** The same for the name of a file, which hardly ever has marks and seldom great letters. */
export function degreeInFileName(name: string): SecrecyDegree | undefined {
  return degreeAmong(wordsOf(name.replace(/\.[A-Za-z0-9]{1,8}$/, '')), true)
}

/** A value where a degree is asked for: a classification column, the classification or status of a document. */
export function degreeInValue(value: string): SecrecyDegree | undefined {
  const words = wordsOf(value)
  const from = words.findIndex(({ plain }) => !/^\d+$/.test(plain) && plain !== 'do')
  const [first, second] = from < 0 ? [] : words.slice(from)
  if (!first) return undefined
  const pair = second && degreeOfPair(first, second, true)
  if (pair !== undefined && isLastSaid(words, from + 1)) return pair
  const said = oneWordDegree(first, true) ?? degreeAmong(words, false)
  return said ?? (isSecretWord(first) && isLastSaid(words, from) ? 'mat' : undefined)
}

/** Whether a column, a property or a label asks for a degree of secrecy. */
export function namesDegree(name: string): boolean {
  const words = wordsOf(name)
  if (words.length === 0) return false
  const joined = words.map(({ plain }) => plain).join(' ')
  if (/^(?:(?:security|secrecy) )?classification$|^secrecy(?: (?:level|degree))?$|^(?:muc)?domat$/.test(joined))
    return true
  return words.some((word, place): boolean => {
    const [head, next] = [words[place - 1], words[place + 1]]
    if (!head || !isSecretWord(word) || followsOn(word, next)) return false
    const isDegree = head.plain === 'do' && /^(?:độ|do)$/.test(head.text.toLowerCase())
    return isDegree || head.plain === 'muc' || (head.plain === 'loai' && words[place - 2]?.plain === 'phan')
  })
}

function degreeAmong(words: readonly Word[], isFileName: boolean): SecrecyDegree | undefined {
  for (const [place, word] of words.entries()) {
    const next = words[place + 1]
    const pair = next && degreeOfPair(word, next, isFileName || isBehindLabel(words, place))
    if (next && pair !== undefined && !isSurface(next, words[place + 2])) return pair
    const single = oneWordDegree(word, isFileName)
    if (single !== undefined) return single
    if (isMark(words, place)) return 'mat'
    if (isStateSecret(words, place)) return 'unnamed'
  }
  return undefined
}

/** "Tối mật", "tuyệt mật"; without any marks only as nobody writes "tôi mất": in great letters, or where marks are never written. */
function degreeOfPair(first: Word, second: Word, isPlainText: boolean): SecrecyDegree | undefined {
  if (!isSecretWord(second) || isSentenceEnd(first.after)) return undefined
  if (/^(?:tuyệt|tuyêt|tuyet)$/.test(first.text.toLowerCase())) return 'tuyet-mat'
  if (!/^(?:tối|toi)$/.test(first.text.toLowerCase())) return undefined
  const isPlain = first.plain === first.text.toLowerCase() && second.text.toLowerCase() === 'mat'
  return !isPlain || isPlainText || (first.isGreat && second.isGreat) || first.after === '_' ? 'toi-mat' : undefined
}

const isSentenceEnd = (between: string) => /[^\s_\-–—.]/u.test(between)

/** Written without the space between: `TUYETMAT`, `tốimật`. */
function oneWordDegree({ plain, text, isGreat }: Word, isPlainText: boolean): SecrecyDegree | undefined {
  if (plain === 'tuyetmat') return 'tuyet-mat'
  if (plain !== 'toimat') return undefined
  return isGreat || isPlainText || plain !== text.toLowerCase() ? 'toi-mat' : undefined
}

/** "mật", with its marks or without any; "mặt", "mắt", "mất" and "mát" are other words. */
function isSecretWord({ text }: Word): boolean {
  return /^(?:mật|mat)$/.test(text.toLowerCase())
}

/** Whether "mật" and the word behind it are one word of another sense. */
function followsOn(word: Word, next: Word | undefined): boolean {
  if (!next || isSentenceEnd(word.after)) return false
  return followers.has(next.text.toLowerCase()) || isSurface(word, next)
}

/** "Mat" without marks, where the word behind it tells that it is "mật độ", "mặt", "mắt" or "mất". */
function isSurface(word: Word, next: Word | undefined): boolean {
  if (!next || isSentenceEnd(word.after)) return false
  return word.text.toLowerCase() === 'mat' && plainFollowers.has(next.plain)
}

/** Whether nothing but remarks in brackets or behind a sign comes after a word. */
function isLastSaid(words: readonly Word[], place: number): boolean {
  const word = words[place]
  return (
    words[place + 1] === undefined || (word !== undefined && isBreak(word.after) && !/^\s*[-–—]\s*$/u.test(word.after))
  )
}

/** "Mật" alone as a mark: a stamp in great letters or brackets, behind its label, or said of something that is stamped. */
function isMark(words: readonly Word[], place: number): boolean {
  const word = words[place]
  if (!word || !isSecretWord(word)) return false
  const [previous, next] = [words[place - 1], words[place + 1]]
  if (followsOn(word, next)) return false
  if (isBehindLabel(words, place)) return true
  if (previous && leaders.has(previous.text.toLowerCase())) return false
  const isWritten = word.text.toLowerCase() === 'mật'
  const isBracketed = /[[(【{<«]\s*$/u.test(word.before) && /^\s*[\])】}>»]/u.test(word.after)
  if (isBracketed) return isWritten || word.isGreat
  if (!isWritten) return false
  if (words.length === 1) return word.text !== 'mật'
  return isSaidOfStamped(words, place) || (word.isGreat && standsApart(words, place))
}

/** "Độ mật: Mật": what a label asks for. */
function isBehindLabel(words: readonly Word[], place: number): boolean {
  const [label, last] = [words[place - 2], words[place - 1]]
  return label?.plain === 'do' && last !== undefined && isSecretWord(last) && isBreak(last.after)
}

function isSaidOfStamped(words: readonly Word[], place: number): boolean {
  const [first, second, word] = words.slice(Math.max(0, place - 2), place + 1)
  if (!first || !second || !word) return false
  const next = words[place + 1]
  const endsHere = !next || isBreak(word.after) || joints.has(next.plain)
  return endsHere && !isBreak(second.after.replaceAll('-', '')) && stamped.has(`${first.plain} ${second.plain}`)
}

/** A stamp among other words: they are not all great letters, or signs set it apart from them. */
function standsApart(words: readonly Word[], place: number): boolean {
  const word = words[place]
  if (!word) return false
  const isAlone = (between: string, neighbour: Word | undefined) => neighbour === undefined || /[^\s]/u.test(between)
  if (isAlone(word.before, words[place - 1]) && isAlone(word.after, words[place + 1])) return true
  return words.some((each, at) => at !== place && /\p{Ll}/u.test(each.text)) && !isName(words[place + 1], word)
}

/** A name goes on after it: the ward Mật Sơn. */
function isName(next: Word | undefined, { after }: Word): boolean {
  return next?.isGreat === true && !isBreak(after)
}

/** "Bí mật nhà nước" as what something is; not as what a law protects or a list names. */
function isStateSecret(words: readonly Word[], place: number): boolean {
  const four = words.slice(place, place + 4)
  if (four.map(({ plain }) => plain).join(' ') !== 'bi mat nha nuoc') return false
  if (four.slice(0, 3).some(({ after }) => isSentenceEnd(after))) return false
  const [previous, beforeThat] = [words[place - 1], words[place - 2]]
  if (!previous || isBreak(previous.after)) return true
  if (previous.plain === 'muc') return words[place - 3]?.plain === 'thuoc'
  if (aboutSecrets.has(previous.plain)) return false
  return (
    ['thuoc', 'chua', 'la', 'co', 'lieu', 'do'].includes(previous.plain) ||
    beforeThat?.plain === 'thuoc' ||
    isStamp(four)
  )
}

const isStamp = (words: readonly Word[]) => words.every(({ isGreat }) => isGreat)

function wordsOf(text: string): Word[] {
  const clean = joinSpacedLetters(text.normalize('NFKC').replace(/\p{Cf}/gu, ''))
    .normalize('NFC')
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, '$1_')
  const found = [...clean.matchAll(/[\p{L}\p{M}]+|\p{N}+/gu)]
  return found.map((match, place) => {
    const [before, after] = [found[place - 1], found[place + 1]]
    const end = match.index + match[0].length
    return {
      text: match[0],
      plain: fold(match[0]),
      isGreat: match[0] === match[0].toUpperCase() && /\p{Lu}/u.test(match[0]),
      before: clean.slice(before ? before.index + before[0].length : 0, match.index),
      after: clean.slice(end, after ? after.index : undefined),
    }
  })
}

const letter = String.raw`(?<![\p{L}\p{M}])(?:\p{L}\p{M}*[ \u00A0]){2,}\p{L}\p{M}*(?![\p{L}\p{M}])`

/** A stamp with its letters set apart: `T U Y Ệ T   M Ậ T`. */
function joinSpacedLetters(text: string): string {
  return text.replace(new RegExp(letter, 'gu'), (run) => run.replaceAll(/[ \u00A0]/g, ''))
}
