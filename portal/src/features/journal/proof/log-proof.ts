import { fromBase64, type Bytes } from '../../../lib/bytes.ts'
import { Misfit } from './finding.ts'
import { parseNote, type Note } from './signed-note.ts'

/** A proof that stands alone (C2SP tlog-proof), and the checkpoint in it (C2SP tlog-checkpoint). */

export interface LogProof {
  readonly index: number
  readonly path: readonly Bytes[]
  readonly checkpoint: string
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Bytes
  readonly note: Note
}

const whole = /^(?:0|[1-9]\d{0,14})$/

/** @throws Misfit */
export function parseProof(text: string): LogProof {
  const end = text.indexOf('\n\n')
  const [header, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (lines[0]?.startsWith('extra ') === true) lines.shift()
  const [, index = ''] = /^index (\d+)$/.exec(lines.shift() ?? '') ?? []
  const path = lines.map((line) => fromBase64(line))
  const isWhole = path.length <= 63 && path.every((hash) => hash?.length === 32)
  if (header !== 'c2sp.org/tlog-proof@v1' || !whole.test(index) || !isWhole) throw new Misfit('malformedProof')
  return { index: Number(index), path: path.filter((hash) => hash !== undefined), checkpoint: text.slice(end + 2) }
}

/** @throws Misfit */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text, 'malformedCheckpoint')
  const [origin = '', size = '', root = ''] = note.text.split('\n')
  const hash = fromBase64(root)
  if (origin === '' || !whole.test(size) || hash?.length !== 32) throw new Misfit('malformedCheckpoint')
  return { origin, size: Number(size), root: hash, note }
}
