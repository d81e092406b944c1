import { isUtf8 } from 'node:buffer'
import type { Encoding } from './profile.ts'

/** What the first bytes of a text say about its encoding; `known` is undefined where the encoding is only named. */
export interface EncodingGuess {
  readonly known: Encoding | undefined
  /** The name of the encoding, for people. */
  readonly name: string
  /** By its mark at the start, by its form, or because nothing speaks against it. */
  readonly by: 'mark' | 'form'
}

const marks: readonly { readonly bytes: Buffer; readonly known: Encoding | undefined; readonly name: string }[] = [
  { bytes: Buffer.of(0xef, 0xbb, 0xbf), known: 'utf-8', name: 'UTF-8' },
  { bytes: Buffer.of(0xff, 0xfe, 0, 0), known: undefined, name: 'UTF-32 LE' },
  { bytes: Buffer.of(0, 0, 0xfe, 0xff), known: undefined, name: 'UTF-32 BE' },
  { bytes: Buffer.of(0xff, 0xfe), known: 'utf-16le', name: 'UTF-16 LE' },
  { bytes: Buffer.of(0xfe, 0xff), known: 'utf-16be', name: 'UTF-16 BE' },
]

/**
 * Tells the encoding of a text from its first bytes.
 * @param isWhole whether these are all of its bytes, so that the last character is not cut
 */
export function detectEncoding(bytes: Buffer, isWhole: boolean): EncodingGuess {
  const mark = marks.find((each) => bytes.subarray(0, each.bytes.length).equals(each.bytes))
  if (mark && mark.known !== 'utf-8') return { known: mark.known, name: mark.name, by: 'mark' }
  const whole = isWhole ? bytes : bytes.subarray(0, Math.max(0, bytes.lastIndexOf(0x0a)) || bytes.length - 3)
  const { known, name } = (mark ? undefined : detectWide(bytes)) ?? eightBit(whole, mark !== undefined)
  return { known, name, by: mark && known ? 'mark' : 'form' }
}

type Named = Pick<EncodingGuess, 'known' | 'name'>

const utf8: Named = { known: 'utf-8', name: 'UTF-8' }

/** UTF-8, or what would be it but for a few lines, or an old encoding of eight bits. */
function eightBit(bytes: Buffer, isMarked: boolean): Named {
  if (isUtf8(bytes)) {
    const legacy = legacyInUnicode(bytes.toString('utf8'))
    return legacy === undefined ? utf8 : { known: undefined, name: legacy }
  }
  const legacy = legacyOf(bytes.toString('latin1'))
  // A few lines of another encoding in a text of UTF-8 are faults of those lines; what is no text at all has none.
  const isUtf8Still = isMarked || isBinary(bytes) || isMostlyUtf8(bytes, legacy.hits)
  return isUtf8Still ? utf8 : { known: undefined, name: legacy.name }
}

/** Characters of two or four bytes. */
function detectWide(bytes: Buffer): Named | undefined {
  const utf32 = detectUtf32(bytes)
  if (utf32 !== undefined) return { known: undefined, name: utf32 }
  const known = detectUtf16(bytes)
  return known && { known, name: known === 'utf-16le' ? 'UTF-16 LE' : 'UTF-16 BE' }
}

/** Without a mark: of four bytes the two highest are 00 in every script there is. */
function detectUtf32(bytes: Buffer): string | undefined {
  const quads = Math.floor(Math.min(bytes.length, 4096) / 4)
  if (quads === 0) return undefined
  const areEmpty = (first: number, second: number) =>
    Array.from({ length: quads }, (_none, at) => at * 4).every(
      (at) => bytes[at + first] === 0 && bytes[at + second] === 0,
    )
  if (areEmpty(2, 3)) return 'UTF-32 LE'
  return areEmpty(0, 1) ? 'UTF-32 BE' : undefined
}

/** Without a mark: the upper halves of Latin and Vietnamese characters are 00, 01, 03 or 1E, and never the lower ones. */
function detectUtf16(bytes: Buffer): Encoding | undefined {
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2)
  if (pairs < 2) return undefined
  const share = (offset: number) => {
    let upper = 0
    for (let at = 0; at < pairs; at += 1) upper += isUpperHalf(bytes[2 * at + offset] ?? 0xff) ? 1 : 0
    return upper / pairs
  }
  const [first, second] = [share(0), share(1)]
  if (!bytes.subarray(0, pairs * 2).includes(0)) return undefined
  if (second > 0.9 && first < 0.2) return 'utf-16le'
  return first > 0.9 && second < 0.2 ? 'utf-16be' : undefined
}

function isUpperHalf(byte: number): boolean {
  return byte <= 0x03 || byte === 0x1e
}

/** No encoding of eight bits has these in a text. */
function isBinary(bytes: Buffer): boolean {
  return bytes.some((byte) => byte < 0x09)
}

/** Lines in UTF-8 speak for it; so few others speak against it only where all of them look like an old font. */
function isMostlyUtf8(bytes: Buffer, legacyHits: number): boolean {
  let [good, bad] = [0, 0]
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from)
    const line = bytes.subarray(from, end < 0 ? bytes.length : end)
    if (!isUtf8(line)) bad += 1
    else if (line.some((byte) => byte >= 0x80)) good += 1
    from = end < 0 ? bytes.length : end + 1
  }
  return good >= bad || (bad < fewest && (good > 0 || legacyHits < fewest))
}

/** TCVN3 writes ® ¬ µ ¸ ¶ · ¹ … inside words, and capitals of Latin 1 behind small letters; VNI a vowel and behind it ù ø û õ ï …; Windows-1258 marks as letters. */
const tcvn3 = /[A-Za-z][¨©ª«¬\u00AD®µ¶·¸¹»¼½¾]|[¨©ª«¬\u00AD®µ¶·¸¹»¼½¾][a-z]|[a-z][ÐÑÓÔÕÖ×ØÜÝ](?![A-Z])/g
const vni = /[aeouyAEOUY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|ñ[aoeuêôö]/g
const windows1258 = /[aeiouyAEIOUY\u00E2\u00E3\u00EA\u00F4\u00F5\u00FD][\u00CC\u00D2\u00DE\u00EC\u00F2]/g
const fonts = { 'TCVN3 (ABC)': tcvn3, 'VNI-Windows': vni }
const realVietnamese = /[\u1EA0-\u1EF9\u01A0\u01A1\u01AF\u01B0\u0110\u0111\u0102\u0103]/
const fewest = 3

interface LegacyGuess {
  readonly name: string
  /** How often its signs were found. */
  readonly hits: number
}

/** Which old encoding the bytes of a text are most likely in; without enough signs of one it is a western one. */
function legacyOf(text: string): LegacyGuess {
  const best = mostHits(text, { ...fonts, 'Windows-1258': windows1258 })
  return best.hits > 0 && best.hits >= strangeWords(text) / 4 ? best : { name: 'Windows-1252 / ISO 8859', hits: 0 }
}

/** Text of an old Vietnamese font that was saved as Unicode: real characters, but not the ones that are meant. */
export function legacyInUnicode(text: string): string | undefined {
  if (realVietnamese.test(text)) return undefined
  const best = mostHits(text, fonts)
  return best.hits >= fewest && best.hits >= strangeWords(text) / 4 ? best.name : undefined
}

function mostHits(text: string, signs: Readonly<Record<string, RegExp>>): LegacyGuess {
  const counted = Object.entries(signs).map(([name, sign]) => ({ name, hits: text.match(sign)?.length ?? 0 }))
  return counted.reduce((best, each) => (each.hits > best.hits ? each : best))
}

/** Words with characters of the upper half of Latin 1. */
function strangeWords(text: string): number {
  return text.match(/\p{L}*[\u0080-\u00FF]\p{L}*/gu)?.length ?? 0
}
