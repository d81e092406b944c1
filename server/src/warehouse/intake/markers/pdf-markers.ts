import type { Marker } from '../../../access/index.ts'
import { degreeInText } from '../../../law/index.ts'
import type { ByteSource } from '../../../platform/index.ts'

/** Properties lie at the start or the end of a PDF file, in the clear as a rule. */
const lookedAt = 1 << 20
const information = /\/(Title|Subject|Keywords)\s*(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)/g
const metadata = /<(?:dc:(?:title|subject|description)|pdf:Keywords)\b[^>]*>([\s\S]{0,4000}?)<\/(?:dc|pdf):/g

/** What a PDF file says of itself; its pages are pictures of text and are not read. */
export async function findInPdf(source: ByteSource): Promise<Marker | undefined> {
  const ends = [
    { start: 0, end: Math.min(source.bytes, lookedAt) },
    { start: Math.max(0, source.bytes - lookedAt), end: source.bytes },
  ]
  for (const range of ends) {
    const chunks: Buffer[] = []
    for await (const chunk of source.stream(range) as AsyncIterable<Buffer>) chunks.push(chunk)
    for (const text of statedIn(Buffer.concat(chunks))) {
      const degree = degreeInText(text)
      if (degree !== undefined) return { kind: 'property', degree, place: {} }
    }
  }
  return undefined
}

function* statedIn(bytes: Buffer): Generator<string, void> {
  for (const [, , literal, hex] of bytes.toString('latin1').matchAll(information)) {
    yield stringOf(
      hex === undefined
        ? Buffer.from(
            (literal ?? '')
              .replace(/\\([0-7]{3})/g, (_all, code: string) => String.fromCharCode(parseInt(code, 8)))
              .replace(/\\(.)/gs, '$1'),
            'latin1',
          )
        : Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'),
    )
  }
  for (const [, text = ''] of bytes.toString('utf8').matchAll(metadata)) yield text.replaceAll(/<[^>]*>/g, ' ')
}

/** Text of a PDF file: UTF-16 or UTF-8 behind a mark, else one byte a letter. */
function stringOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le')
  return bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.toString('utf8', 3) : bytes.toString('latin1')
}
