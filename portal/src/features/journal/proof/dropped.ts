import { unzipSync } from 'fflate'
import { utf8, type Bytes } from '../../../lib/bytes.ts'
import { canonicalJson } from '../../../lib/canonical-json.ts'

/** What somebody has to be checked. */
export interface Dropped {
  /** A signed receipt (JWS, or SD-JWT). */
  readonly receipt?: string
  readonly proof?: string
  /** The bytes of an entry, as the log commits to them. */
  readonly entry?: Bytes
  /** The file a receipt is about. */
  readonly content?: { readonly name: string; readonly bytes: Bytes }
  /** A receipt without its signature, which proves nothing. */
  readonly unsigned?: true
}

/** More than any receipt, proof or entry has. */
const mostText = 256_000
const mostArchive = 4 << 20
const evidence = ['receipt.jws', 'entry.json', 'entry.tlog-proof']

/** What a file is, told by what is in it; anything that is none of the forms is the content of a receipt. */
export function recognise(name: string, bytes: Bytes): Dropped {
  const parts = isArchive(bytes) ? unpack(bytes) : [textOf(bytes)]
  const found = parts.reduce<Dropped>((all, text) => ({ ...all, ...recogniseText(text) }), {})
  return Object.keys(found).length === 0 ? { content: { name, bytes } } : found
}

const isArchive = (bytes: Bytes) => bytes.length <= mostArchive && bytes[0] === 0x50 && bytes[1] === 0x4b

/** The texts of an evidence archive that are checked here. */
function unpack(bytes: Bytes): string[] {
  try {
    const filter = ({ name, originalSize }: { name: string; originalSize: number }) =>
      evidence.includes(name) && originalSize <= mostText
    return Object.values(unzipSync(bytes, { filter })).map((file) => textOf(Uint8Array.from(file)))
  } catch {
    return []
  }
}

function textOf(bytes: Bytes): string {
  return bytes.length > mostText ? '' : new TextDecoder().decode(bytes)
}

function recogniseText(text: string): Dropped {
  if (text.startsWith('c2sp.org/tlog-proof@')) return { proof: text }
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]+(?:~[\w-]+~)?\s*$/.test(text)) return { receipt: text.trim() }
  const value = parse(text)
  if (value?.['v'] !== 1) return {}
  if (typeof value['event'] === 'string' && !('leafHash' in value)) return { entry: utf8(canonicalJson(value)) }
  return 'digest' in value && 'sender' in value && 'receiver' in value ? { unsigned: true } : {}
}

function parse(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
