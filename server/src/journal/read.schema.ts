import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../platform/index.ts'
import { ActorShape, actorToWire } from './entry.schema.ts'
import type { listReads } from './read.store.ts'

export const ReadShape = Type.Object({
  id: IdShape,
  at: InstantShape,
  actor: ActorShape,
  dataset: Type.String(),
  action: Type.String(),
  purpose: Nullable(Type.String()),
  query: Type.String({ description: 'What was asked, without values of personal fields' }),
  queryDigest: Nullable(
    Type.String({
      description:
        'Keyed digest (HMAC-SHA-256) of all that was asked, with every value; who has the key of the installation can show by it what was asked (`kho journal asked`). None for reads from before there was one',
    }),
  ),
  fields: Type.Array(Type.String()),
  rows: Type.Integer(),
  digest: Type.String(),
  reasons: Type.Array(Type.String(), { description: 'Why it was allowed, by the names of the decision’s reasons' }),
})

export const ReadQuery = Type.Object({ dataset: Type.Optional(Type.String({ maxLength: 100 })), ...PageQuery })
export const ReadPage = PageOf(ReadShape)

export function readToWire(row: Awaited<ReturnType<typeof listReads>>[number]) {
  const { id, dataset, action, purpose, query, fields, digest, reasons } = row
  const actor = actorToWire(row)
  const rows = row.row_count
  const queryDigest = row.query_digest
  return {
    id,
    at: row.at.toISOString(),
    actor,
    dataset,
    action,
    purpose,
    query,
    queryDigest,
    fields,
    rows,
    digest,
    reasons,
  }
}
