import { Type } from 'typebox'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson, ProblemError } from '../../platform/index.ts'
import { MalformedError } from '../tlog/signed-note.ts'

/**
 * A receipt (biên nhận, Điều 4): what was handed over, by whom, to whom, for what, when, and where the journal stood.
 * It names units and accounts by their ids and units by name, never a person. Its signed form is in `receipt-jws.ts`.
 */

const text = Type.String({ maxLength: 2000 })
const whole = Type.Integer({ minimum: 0 })
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const orNull = <Shape extends typeof text | typeof whole>(shape: Shape) => Type.Union([shape, Type.Null()])
const strict = { additionalProperties: false }

/** The warehouse by the name of its log, or a unit of the city with the account that acted for it. */
const PartyShape = Type.Union([
  Type.Object({ warehouse: text }, strict),
  Type.Object({ unit: text, unitName: text, account: text }, strict),
])

const ReceiptShape = Type.Object(
  {
    v: Type.Literal(1),
    kind: Type.Enum(['read', 'submission']),
    /** Of the read or the submission. */
    id: text,
    /** RFC 3339, UTC. */
    at: Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$` }),
    sender: PartyShape,
    receiver: PartyShape,
    dataset: text,
    /** What was done: the kind of read, or the kind of load. */
    action: text,
    purpose: orNull(text),
    /** The version of the structure, and the number of the apply whose state was read. */
    structure: orNull(whole),
    apply: orNull(whole),
    /** Rows of an answer; bytes of a file that was taken in. */
    rows: orNull(whole),
    bytes: orNull(whole),
    /** Of the bytes that were handed over; `Repr-Digest` has the same. */
    digest: Type.Object({ 'sha-256': hash }, strict),
    /** The newest checkpoint of the log at that time; of a submission the first one that holds its entry. */
    journal: Type.Union([
      Type.Object(
        { size: whole, root: hash, entry: Type.Optional(Type.Object({ id: text, index: whole }, strict)) },
        strict,
      ),
      Type.Null(),
    ]),
  },
  strict,
)

export type Receipt = Static<typeof ReceiptShape>
export type Party = Static<typeof PartyShape>

/** The bytes that are signed: canonical JSON (RFC 8785), so that the same receipt is always the same bytes. */
export function receiptBytes(receipt: Receipt): Buffer {
  return Buffer.from(canonicalJson(receipt))
}

/** @throws MalformedError unless these are the canonical bytes of a receipt */
export function parseReceipt(bytes: Uint8Array): Receipt {
  const content = Buffer.from(bytes).toString()
  const receipt = parseJson(content)
  if (!Value.Check(ReceiptShape, receipt)) throw new MalformedError('The content is no receipt of version 1')
  if (Number.isNaN(Date.parse(receipt.at))) throw new MalformedError('The receipt names a time that does not exist')
  if (!isCanonical(receipt, bytes)) throw new MalformedError('The content is not canonical JSON (RFC 8785)')
  return receipt
}

function isCanonical(receipt: Receipt, bytes: Uint8Array): boolean {
  try {
    return receiptBytes(receipt).equals(bytes)
  } catch (error) {
    // Half a surrogate pair has no canonical form.
    if (error instanceof ProblemError) return false
    throw error
  }
}

/** @throws MalformedError */
export function parseJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    throw new MalformedError('The content is not JSON')
  }
}
