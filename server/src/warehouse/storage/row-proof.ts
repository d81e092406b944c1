import { provenCheckpoint } from '../../journal/index.ts'
import type { Entry, LogProof } from '../../journal/index.ts'
import { leafHash, rootFrom } from '../../platform/index.ts'
import { fieldsDigest, rowCommitment, rowLeaf } from './row-leaf.ts'

/**
 * All it takes to show, without the warehouse, that a row is in force as told: from its values and salt over its
 * commitment, its row leaf and the root of its apply to the journal's entry, and from there to a checkpoint (ADR 0003).
 */
export interface RowProof {
  readonly dataset: string
  readonly key: string
  readonly apply: number
  /** The fields in the order in which the commitment covers them. */
  readonly fields: readonly { readonly name: string; readonly key: boolean }[]
  /** What was committed to; undefined for who may not read all of it. */
  readonly row: { readonly salt: string; readonly values: readonly (string | null)[] } | undefined
  readonly operation: 'I' | 'C'
  readonly before: Buffer
  readonly after: Buffer
  readonly index: number
  readonly size: number
  readonly root: Buffer
  readonly path: readonly Buffer[]
  readonly submission: string
  /** The entry of the submission, and that the log holds it. */
  readonly journal: { readonly entry: Entry; readonly proof: LogProof }
}

/** What does not fit; nothing when the proof holds. */
export function rowProofFaults(proof: RowProof): string[] {
  const { row, operation, before, after, index, size, root, path, journal } = proof
  const reached = rootFrom(leafHash(rowLeaf(operation, before, after)), { index, size, path })
  const { payload, subject, event } = journal.entry
  const checks: [holds: boolean, fault: string][] = [
    [
      row === undefined || rowCommitment(row.salt, row.values).equals(after),
      'the values and the salt are not what the row leaf commits to',
    ],
    [row === undefined || row.values.length === proof.fields.length, 'there are not as many values as fields'],
    [
      !areFieldsRecorded(proof) || fieldsDigest(proof.fields) === payload['fields'],
      'the names of the fields are not those that the journal recorded',
    ],
    [row === undefined || keyOf(proof, row.values) === proof.key, 'the key is not that of the values'],
    [reached?.equals(root) ?? false, 'the row leaf does not lead to the root of its apply'],
    [root.toString('hex') === payload['merkleRoot'], 'the journal recorded another root'],
    [size === payload['leaves'], 'the journal recorded another number of row changes'],
    [proof.apply === payload['apply'], 'the journal recorded another apply'],
    [proof.dataset === payload['dataset'], 'the journal recorded another dataset'],
    [proof.submission === subject.id && event === 'warehouse.submission.applied', 'the entry is about something else'],
    [
      provenCheckpoint(journal.entry, journal.proof) !== undefined,
      'the entry does not lead to the root of the checkpoint',
    ],
  ]
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault)
}

/** Entries of earlier versions of the warehouse do not say which fields the values are of. */
export const areFieldsRecorded = ({ journal }: RowProof) => journal.entry.payload['fields'] !== undefined

/** The key of a row by its content; `keyOf` of columns.sql.ts in TypeScript. */
function keyOf({ fields }: RowProof, values: readonly (string | null)[]): string {
  const parts = values.filter((_value, place) => fields[place]?.key === true).map((value) => value ?? '')
  if (parts.length === 1) return parts[0] ?? ''
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('~', '%7E')).join('~')
}
