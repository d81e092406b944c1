import { canonicalJson, sha256 } from '../../platform/index.ts'

/** Bytes of a row leaf: one for the operation, 32 for the commitment before, 32 for the one after. */
export const rowLeafBytes = 65
/** Row leaves stand in chunks of this many, so a proof reads one chunk and not the load. */
export const leavesPerChunk = 256

const [uuidType, textType] = [2950, 25]

/**
 * The commitment to a row, SHA-256 over its canonical bytes: a count, then the salt and each field of the structure in
 * declared order as (type, length, bytes), numbers as big-endian 32-bit integers, an absent value as length −1.
 * This is what PostgreSQL's `record_send(row(salt, field::text, …))` gives, so SQL and this function agree (ADR 0003).
 */
export function rowCommitment(salt: string, values: readonly (string | null)[]): Buffer {
  const cells = [cell(uuidType, Buffer.from(salt.replaceAll('-', ''), 'hex')), ...values.map(textCell)]
  return sha256(Buffer.concat([int32(cells.length), ...cells]))
}

/**
 * SHA-256, hex, of the names of the fields in the order in which a commitment covers their values, with those that make the
 * key: it stands in the entry of the apply, so that no value of a proof can be shown under another name.
 */
export function fieldsDigest(fields: readonly { readonly name: string; readonly key: boolean }[]): string {
  return sha256(canonicalJson(fields.map(({ name, key }) => ({ key, name })))).toString('hex')
}

/** The leaf of one row change; an absent side is 32 zero bytes. */
export function rowLeaf(operation: 'I' | 'C' | 'D', before: Buffer | undefined, after: Buffer | undefined): Buffer {
  const none = Buffer.alloc(32)
  return Buffer.concat([Buffer.from(operation), before ?? none, after ?? none])
}

function textCell(value: string | null): Buffer {
  return value === null ? Buffer.concat([int32(textType), int32(-1)]) : cell(textType, Buffer.from(value))
}

function cell(type: number, bytes: Buffer): Buffer {
  return Buffer.concat([int32(type), int32(bytes.length), bytes])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
