import { unzipSync } from 'fflate'
import { utf8, type Bytes } from '../../../lib/bytes.ts'
import { canonicalJson } from '../../../lib/canonical-json.ts'
import type { EvidenceParts } from './verify-evidence.ts'

/** What somebody has to be checked. */
export interface Dropped {
  /** A signed receipt (JWS, or SD-JWT). */
  readonly receipt?: string
  readonly proof?: string
  /** The bytes of an entry, as the log commits to them. */
  readonly entry?: Bytes
  /** The file a receipt is about. */
  readonly content?: { readonly name: string; readonly bytes: Bytes }
  /** What an archive holds beside the receipt. */
  readonly evidence?: EvidenceParts
  /** A receipt without its signature, which proves nothing. */
  readonly unsigned?: true
}

/** More than any receipt, proof or entry has. */
const mostText = 256_000
const mostArchive = 4 << 20
const told = ['receipt.jws', 'entry.json', 'entry.tlog-proof'] as const
const page = 'bien-nhan.html'
const tied = ['checkpoint', 'consistency.json', 'checkpoint.tsr'] as const

/** Evidence has fewer files; a directory that goes on and on is none. */
const mostFiles = 32

/** What a file is, told by what is in it; anything that is none of the forms is the content of a receipt. */
export function recognise(name: string, bytes: Bytes): Dropped {
  // An editor may have put a mark of byte order before it.
  const found = isArchive(bytes) ? recogniseArchive(unpack(bytes)) : recogniseText(textOf(bytes).replace(/^\uFEFF/, ''))
  return Object.keys(found).length === 0 ? { content: { name, bytes } } : found
}

const isArchive = (bytes: Bytes) => bytes.length <= mostArchive && bytes[0] === 0x50 && bytes[1] === 0x4b

type Files = Readonly<Record<string, Bytes | undefined>>

/** The files of an evidence archive that are checked here; none of an archive that has one twice, or far too many. */
function unpack(bytes: Bytes): Files {
  try {
    const wanted: readonly string[] = [...told, ...tied, page]
    const seen = new Set<string>()
    const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
      // Of two files of a name each reader might take another; and the library believes whatever number it is told.
      if (seen.has(name) || seen.size >= mostFiles) throw new TypeError('no evidence')
      seen.add(name)
      return wanted.includes(name) && originalSize <= mostText
    }
    return Object.fromEntries(
      Object.entries(unzipSync(bytes, { filter })).map(([name, file]) => [name, Uint8Array.from(file)]),
    )
  } catch {
    return {}
  }
}

function recogniseArchive(files: Files): Dropped {
  const texts = told.flatMap((name) => (files[name] === undefined ? [] : [textOf(files[name])]))
  const found = texts.reduce<Dropped>((all, text) => ({ ...all, ...recogniseText(text) }), {})
  const { checkpoint, 'consistency.json': consistency, 'checkpoint.tsr': timeStamp } = files
  if (checkpoint === undefined) return found
  return {
    ...found,
    evidence: {
      ...{ checkpoint: textOf(checkpoint), consistency: consistency && textOf(consistency), timeStamp },
      hasPage: files[page] !== undefined,
    },
  }
}

/** Word for word, so that nothing else than these bytes is checked; empty for what is no text. */
function textOf(bytes: Bytes): string {
  try {
    return bytes.length > mostText ? '' : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return ''
  }
}

function recogniseText(text: string): Dropped {
  if (text.startsWith('c2sp.org/tlog-proof@')) return { proof: text }
  if (/^\s*[\w-]+\.[\w-]+\.[\w-]+(?:~[\w-]+~)?\s*$/.test(text)) return { receipt: text.trim() }
  const value = parse(text)
  if (value?.['v'] !== 1) return {}
  if (typeof value['event'] === 'string' && !('leafHash' in value)) return entryIn(text, value)
  return 'digest' in value && 'sender' in value && 'receiver' in value ? { unsigned: true } : {}
}

/**
 * An editor may have set white space and escapes otherwise than the log has them, and nothing else: of a member that stands
 * there twice, or a number with digits too many, people would read what is not checked.
 */
function entryIn(text: string, value: Record<string, unknown>): Dropped {
  const leaf = canonicalJson(value)
  const told = text.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_found, written?: string) =>
    written === undefined ? '' : JSON.stringify(JSON.parse(written)),
  )
  return leaf !== undefined && told === leaf ? { entry: utf8(leaf) } : {}
}

function parse(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
