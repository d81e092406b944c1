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

const marks: readonly { readonly bytes: Buffer; readonly known: Encoding; readonly name: string }[] = [
  { bytes: Buffer.of(0xef, 0xbb, 0xbf), known: 'utf-8', name: 'UTF-8' },
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
  const utf16 = mark ? undefined : detectUtf16(bytes)
  if (utf16) return { known: utf16, name: utf16 === 'utf-16le' ? 'UTF-16 LE' : 'UTF-16 BE', by: 'form' }
  const whole = isWhole ? bytes : bytes.subarray(0, Math.max(0, bytes.lastIndexOf(0x0a)) || bytes.length - 3)
  if (isUtf8(whole)) {
    const legacy = legacyInUnicode(whole.toString('utf8'))
    if (legacy !== undefined) return { known: undefined, name: legacy, by: 'form' }
    return { known: 'utf-8', name: 'UTF-8', by: mark ? 'mark' : 'form' }
  }
  // A few lines of another encoding in a text of UTF-8 are faults of those lines.
  if (mark || mostLinesAreUtf8(whole)) return { known: 'utf-8', name: 'UTF-8', by: mark ? 'mark' : 'form' }
  return { known: undefined, name: legacyName(whole.toString('latin1')), by: 'form' }
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

function mostLinesAreUtf8(bytes: Buffer): boolean {
  let [good, bad] = [0, 0]
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from)
    const line = bytes.subarray(from, end < 0 ? bytes.length : end)
    if (!isUtf8(line)) bad += 1
    else if (line.some((byte) => byte >= 0x80)) good += 1
    from = end < 0 ? bytes.length : end + 1
  }
  return good >= bad || bad < fewest
}

/** TCVN3 writes ® ¬ µ ¸ ¶ · ¹ … inside words; VNI a vowel and behind it ù ø û õ ï …; Windows-1258 marks as letters. */
const tcvn3 = /[A-Za-z][¨©ª«¬\u00AD®µ¶·¸¹»¼½¾]|[¨©ª«¬\u00AD®µ¶·¸¹»¼½¾][a-z]/g
const vni = /[aeouyAEOUY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|ñ[aoeuêôö]/g
const windows1258 = /[aeiouyAEIOUY\u00E2\u00E3\u00EA\u00F4\u00F5\u00FD][\u00CC\u00D2\u00DE\u00EC\u00F2]/g
const realVietnamese = /[\u1EA0-\u1EF9\u01A0\u01A1\u01AF\u01B0\u0110\u0111\u0102\u0103]/
const fewest = 3

function legacyName(text: string): string {
  const counted: [name: string, hits: number][] = [
    ['TCVN3 (ABC)', hits(text, tcvn3)],
    ['VNI-Windows', hits(text, vni)],
    ['Windows-1258', hits(text, windows1258)],
  ]
  const [name, most] = counted.reduce((best, each) => (each[1] > best[1] ? each : best))
  return most >= fewest ? name : 'Windows-1252 / ISO 8859'
}

/** Text of an old Vietnamese font that was saved as Unicode: real characters, but not the ones that are meant. */
export function legacyInUnicode(text: string): string | undefined {
  if (realVietnamese.test(text)) return undefined
  const words = text.match(/\p{L}*[\u0080-\u00FF]\p{L}*/gu)?.length ?? 0
  const found: [name: string, hits: number][] = [
    ['TCVN3 (ABC)', hits(text, tcvn3)],
    ['VNI-Windows', hits(text, vni)],
  ]
  const [name, most] = found.reduce((best, each) => (each[1] > best[1] ? each : best))
  return most >= fewest && most >= words / 4 ? name : undefined
}

function hits(text: string, form: RegExp): number {
  return text.match(form)?.length ?? 0
}
