/** Characters with a meaning, which a backslash takes away; JavaScript and PostgreSQL agree on these. */
const escapable = '.^$*+?()[]{}|\\/'
const mostRepeats = 255

class PatternError extends Error {}

/**
 * The canonical form of a pattern when it lies in the subset that JavaScript (flags `us`) and PostgreSQL read alike:
 * literals, `.`, classes with ranges, groups, `|`, `* + ? {n,m}`, `^ $`, `\d` (kept as `[0-9]`). No back-reference,
 * look-around, lazy quantifier or class escape like `\w`, whose meanings differ.
 */
export function canonicalPattern(pattern: string): string | undefined {
  try {
    const canonical = readPattern(Array.from(pattern))
    new RegExp(canonical, 'us').test('')
    return canonical
  } catch (error) {
    if (error instanceof PatternError || error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Piece {
  readonly text: string
  /** Characters read. */
  readonly length: number
  /** Whether a quantifier may follow. */
  readonly repeatable: boolean
}

function readPattern(characters: readonly string[]): string {
  let text = ''
  let depth = 0
  let repeatable = false
  for (let place = 0; place < characters.length;) {
    const piece = readPiece(characters.slice(place), repeatable)
    depth += piece.text.startsWith('(') ? 1 : piece.text === ')' ? -1 : 0
    if (depth < 0) throw new PatternError()
    text += piece.text
    repeatable = piece.repeatable
    place += piece.length
  }
  if (depth > 0) throw new PatternError()
  return text
}

function readPiece(rest: readonly string[], repeatable: boolean): Piece {
  const [first = '', second = '', third = ''] = rest
  if (first === '\\') return { text: readEscape(second, escapable, '[0-9]'), length: 2, repeatable: true }
  if (first === '[') return readClass(rest)
  if (first === '(') {
    if (second !== '?') return { text: '(', length: 1, repeatable: false }
    if (third !== ':') throw new PatternError()
    return { text: '(?:', length: 3, repeatable: false }
  }
  if ('*+?{'.includes(first)) {
    if (!repeatable) throw new PatternError()
    return readQuantifier(rest)
  }
  if ('}]\0'.includes(first)) throw new PatternError()
  return { text: first, length: 1, repeatable: !'|^$'.includes(first) }
}

function readEscape(character: string, allowed: string, digits: string): string {
  if (character === 'd') return digits
  if (character === '' || !allowed.includes(character)) throw new PatternError()
  return `\\${character}`
}

function readQuantifier(rest: readonly string[]): Piece {
  const [first = ''] = rest
  if (first !== '{') return { text: first, length: 1, repeatable: false }
  const [whole = '', least = '', more, most] = /^\{(\d{1,3})(,(\d{1,3})?)?\}/.exec(rest.slice(0, 9).join('')) ?? []
  const highest = Number(most ?? least)
  if (whole === '' || highest > mostRepeats || Number(least) > highest) throw new PatternError()
  return { text: `{${least}${more ?? ''}}`, length: whole.length, repeatable: false }
}

/** A class; every member is written so that it cannot be taken for anything else. */
function readClass(rest: readonly string[]): Piece {
  const isNegated = rest[1] === '^'
  let place = isNegated ? 2 : 1
  let members = ''
  while (place < rest.length && rest[place] !== ']') {
    const from = readMember(rest, place)
    place += from.length
    const isRange = rest[place] === '-' && rest[place + 1] !== ']' && rest[place + 1] !== undefined
    if (!isRange) {
      members += from.text
      continue
    }
    const to = readMember(rest, place + 1)
    if (codeOf(from) > codeOf(to)) throw new PatternError()
    members += `${from.text}-${to.text}`
    place += 1 + to.length
  }
  if (rest[place] !== ']' || members === '') throw new PatternError()
  return { text: `[${isNegated ? '^' : ''}${members}]`, length: place + 1, repeatable: true }
}

function readMember(rest: readonly string[], place: number): { text: string; length: number } {
  const character = rest[place] ?? ''
  if (character === '\\') return { text: readEscape(rest[place + 1] ?? '', `${escapable}-`, '0-9'), length: 2 }
  if (character === '[' || character === '\0') throw new PatternError()
  return { text: '-^'.includes(character) ? `\\${character}` : character, length: 1 }
}

function codeOf({ text }: { text: string }): number {
  if (text === '0-9') throw new PatternError()
  return text.replace(/^\\/, '').codePointAt(0) ?? 0
}
