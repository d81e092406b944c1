import type { Readable } from 'node:stream'
import type { Encoding } from './profile.ts'

/**
 * Bytes of an encoding to bytes of UTF-8, piece by piece. This is the seam for further encodings: one that is known by
 * name only has no decoder here, and a file in it is refused.
 */
interface Decoder {
  decode(chunk: Buffer): Buffer
  /** What is left at the end of the file. */
  end(): Buffer
}

const decoders: Readonly<Record<Encoding, (() => Decoder) | undefined>> = {
  // Taken as it comes; what is no UTF-8 is found record by record.
  'utf-8': undefined,
  'utf-16le': () => decodeUtf16(false),
  'utf-16be': () => decodeUtf16(true),
}

type Bytes = Readable | Iterable<Buffer>

/** The content in UTF-8. */
export async function* utf8Of(content: Bytes, encoding: Encoding): AsyncGenerator<Buffer, void> {
  const decoder = decoders[encoding]?.()
  for await (const chunk of content as AsyncIterable<Buffer> | Iterable<Buffer>)
    yield decoder ? decoder.decode(chunk) : chunk
  if (decoder) yield decoder.end()
}

const byteOrderMark = '\uFEFF'

function decodeUtf16(isBigEndian: boolean): Decoder {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = true
  const toUtf8 = (bytes: Buffer): Buffer => {
    const text = (isBigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le')
    const isMarked = isFirst && text.startsWith(byteOrderMark)
    isFirst &&= text === ''
    return encode(isMarked ? text.slice(1) : text)
  }
  return {
    decode(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const whole = wholeCharacters(bytes, isBigEndian)
      rest = Buffer.from(bytes.subarray(whole))
      return toUtf8(bytes.subarray(0, whole))
    },
    end: () => (rest.length % 2 === 0 ? toUtf8(rest) : Buffer.concat([toUtf8(rest.subarray(0, -1)), halfCharacter])),
  }
}

/** Stands for half a character at the end of a file: no UTF-8, so the record it is in becomes a fault. */
const halfCharacter = Buffer.of(0xff)

/** How many bytes from the start are whole characters: an odd byte waits, and so does the first half of a pair. */
function wholeCharacters(bytes: Buffer, isBigEndian: boolean): number {
  const even = bytes.length - (bytes.length % 2)
  const high = even === 0 ? 0 : (bytes[isBigEndian ? even - 2 : even - 1] ?? 0)
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even
}

/**
 * UTF-8 in which a half of a pair that stands alone is kept as three bytes of no character, so that the scanner finds
 * it where it is; Node would write U+FFFD, as if the sender had.
 */
function encode(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text)
  const pieces = text.split(/(\p{Cs})/u)
  return Buffer.concat(pieces.map((piece) => (/^\p{Cs}$/u.test(piece) ? surrogateBytes(piece) : Buffer.from(piece))))
}

function surrogateBytes(half: string): Buffer {
  const code = half.charCodeAt(0)
  return Buffer.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
}
