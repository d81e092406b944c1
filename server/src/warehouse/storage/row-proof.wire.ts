import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { formatLogProof, ifWellFormed, parseLogProof } from '../../journal/index.ts'
import type { Entry } from '../../journal/index.ts'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import type { RowProof } from './row-proof.ts'

/** Letters; a path of 63 hashes and a checkpoint that some hundred witnesses cosigned are shorter. */
const longestLogProof = 32_768
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, hex' })

/** A proof as it travels; `kho proof verify` reads it back. */
export const RowProofShape = Type.Object({
  form: Type.Literal('khochung-row-proof-2'),
  dataset: Type.String(),
  key: Type.String(),
  apply: Type.Integer(),
  fields: Type.Array(Type.Object({ name: Type.String(), key: Type.Boolean() }), {
    description: 'In the order in which the commitment covers them',
  }),
  row: Nullable(Type.Object({ salt: IdShape, values: Type.Array(Nullable(Type.String())) })),
  leaf: Type.Object({ operation: Type.Union([Type.Literal('I'), Type.Literal('C')]), before: Hash, after: Hash }),
  tree: Type.Object(
    { index: Type.Integer(), size: Type.Integer(), root: Hash, path: Type.Array(Hash, { maxItems: 64 }) },
    { description: 'From the row leaf to the root of its apply (RFC 6962)' },
  ),
  submission: IdShape,
  journal: Type.Object({
    entry: Type.Object({
      id: IdShape,
      at: InstantShape,
      actor: Type.Object({
        accountId: Type.String(),
        accountName: Type.String(),
        unitId: Type.String(),
        unitName: Type.String(),
        via: Type.Union([Type.Literal('session'), Type.Literal('token'), Type.Literal('system')]),
        client: Type.Optional(Type.Object({ code: Nullable(Type.String()), token: Type.String() })),
      }),
      event: Type.String(),
      subject: Type.Object({ type: Type.String(), id: Type.String(), label: Type.String() }),
      payload: Type.Record(Type.String(), Type.Unknown()),
    }),
    proof: Type.String({
      maxLength: longestLogProof,
      description: 'From the entry to the checkpoint that the log signed (C2SP tlog-proof); a file of it alone is one',
    }),
  }),
})

const hex = (bytes: Buffer) => bytes.toString('hex')
const bytesOf = (text: string) => Buffer.from(text, 'hex')

export function proofToWire(proof: RowProof): Static<typeof RowProofShape> {
  const { dataset, key, apply, fields, row, operation, before, after, index, size, root, path } = proof
  const { submission, journal } = proof
  const { entry } = journal
  const { client, ...actor } = entry.actor
  return {
    form: 'khochung-row-proof-2',
    ...{ dataset, key, apply, submission, fields: [...fields] },
    row: row === undefined ? null : { salt: row.salt, values: [...row.values] },
    leaf: { operation, before: hex(before), after: hex(after) },
    tree: { index, size, root: hex(root), path: path.map(hex) },
    journal: {
      entry: {
        ...{ id: entry.id, at: entry.at.toISOString(), event: entry.event, subject: { ...entry.subject } },
        actor: { ...actor, ...(client && { client }) },
        payload: { ...entry.payload },
      },
      proof: formatLogProof(journal.proof),
    },
  }
}

/** Reads a proof; undefined when it is none, also when it names a time there never was. */
export function proofFromWire(value: unknown): RowProof | undefined {
  if (!Value.Check(RowProofShape, value)) return undefined
  const { dataset, key, apply, fields, row, leaf, tree, submission, journal } = value
  const at = new Date(journal.entry.at)
  const logProof = ifWellFormed(() => parseLogProof(journal.proof))
  if (!logProof || Number.isNaN(at.getTime())) return undefined
  return {
    ...{ dataset, key, apply, fields, submission, row: row ?? undefined },
    ...{ operation: leaf.operation, before: bytesOf(leaf.before), after: bytesOf(leaf.after) },
    ...{ index: tree.index, size: tree.size, root: bytesOf(tree.root), path: tree.path.map(bytesOf) },
    journal: { entry: { ...journal.entry, at } as Entry, proof: logProof },
  }
}
