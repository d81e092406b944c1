import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '../../platform/index.ts'
import type { TreeHead } from '../tlog/checkpoint.ts'
import { decodeBase64, MalformedError } from '../tlog/signed-note.ts'
import { isConsistent } from '../tlog/tree-reader.ts'

/** What shows that the log of the checkpoint grew out of the log that a receipt names (RFC 6962 §2.1.2), as JSON. */

const ConsistencyShape = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  proof: Type.Array(Type.String(), { maxItems: 130 }),
})

export function formatConsistency(from: number, to: number, proof: readonly Buffer[]): Buffer {
  return Buffer.from(canonicalJson({ from, to, proof: proof.map((hash) => hash.toString('base64')) }))
}

/** @throws MalformedError unless the proof leads from one tree to the other */
export function checkConsistency(text: string, from: TreeHead, to: TreeHead): void {
  const said = parse(text)
  const proof = said.proof.map((hash) => decodeBase64(hash, 'A hash of the consistency proof'))
  const fits = said.from === from.size && said.to === to.size && proof.every(({ length }) => length === 32)
  if (!fits || !isConsistent({ from, to, proof }))
    throw new MalformedError('The log of the checkpoint did not grow out of the log the receipt names')
}

function parse(text: string) {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    throw new MalformedError('The consistency proof is not JSON')
  }
  if (!Value.Check(ConsistencyShape, said)) throw new MalformedError('The consistency proof is not one')
  return said
}
