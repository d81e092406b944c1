import type { ByteSource } from '../../platform/index.ts'
import { utf8Of } from './decoding.ts'
import { detectDelimiter } from './detection.ts'
import type { Reason } from './detection.ts'
import { detectEncoding } from './encoding-detection.ts'
import { plainProfile } from './profile.ts'
import type { Encoding, Profile } from './profile.ts'
import { headOf, splitRows } from './sample.ts'
import type { SampleRow } from './sample.ts'
import type { Rule } from '../checking/fault.ts'

/** How a file is laid out, before anything is said of its columns and values; a refusal where it cannot be read at all. */
export interface Layout {
  readonly settings: Partial<Profile>
  readonly rows: readonly SampleRow[]
  readonly sheets: readonly string[]
  readonly reasons: readonly Reason[]
  readonly refusal: Refusal | undefined
}

export interface Refusal {
  readonly rule: Rule
  readonly value: string
}

/** Looks at the start of a file. What a given profile says is not asked again. */
export async function layoutOf(source: ByteSource, given: Profile | undefined): Promise<Layout> {
  const head = await headOf(source)
  if (head.bytes.length === 0) return refused({ rule: 'empty', value: '' })
  return csvLayout(head, given)
}

function refused(refusal: Refusal): Layout {
  return { settings: {}, rows: [], sheets: [], reasons: [], refusal }
}

async function csvLayout(head: { bytes: Buffer; isWhole: boolean }, given: Profile | undefined): Promise<Layout> {
  const guess = detectEncoding(head.bytes, head.isWhole)
  const encoding = given?.encoding ?? guess.known
  if (encoding === undefined || guess.known === undefined) return refused({ rule: 'encoding', value: guess.name })
  const text = await decoded(head.bytes, encoding)
  const { delimiter, reason } = detectDelimiter(text, head.isWhole)
  const chosen = given?.delimiter ?? delimiter
  const sign = guess.by === 'mark' ? 'byMark' : 'byForm'
  const reasons: Reason[] = [
    { setting: 'format', value: 'csv', sign: 'byForm', facts: { name: 'CSV' } },
    { setting: 'encoding', value: encoding, sign, facts: { name: guess.name } },
    reason,
  ]
  return {
    settings: { format: 'csv', encoding, delimiter: chosen },
    rows: splitRows(text, chosen, head.isWhole),
    sheets: [],
    reasons: given ? [] : reasons,
    refusal: undefined,
  }
}

async function decoded(bytes: Buffer, encoding: Encoding): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of utf8Of([bytes], encoding)) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** The layout as a profile, the rest as in the plain form. */
export function withLayout({ settings }: Layout): Profile {
  return { ...plainProfile, ...settings }
}
