import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../platform/index.ts'
import type { EntryRow } from './entry.store.ts'

const ClientShape = Type.Object(
  {
    code: Nullable(Type.String({ description: 'Code of the registered client; null for an API token' })),
    token: Type.String({ description: 'Id of the API token; of a token of the OpenID provider its SHA-256, hex' }),
  },
  { description: 'The program by which the account acted; absent in a session of the portal' },
)

export const ActorShape = Type.Object({
  account: Type.String(),
  accountName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  via: Type.String(),
  client: Type.Optional(ClientShape),
})

const SignatureShape = Type.Object(
  {
    kind: Type.String(),
    key: Type.String({ description: 'Id of the passkey' }),
    act: Type.Object({ nonce: Type.String(), method: Type.String(), path: Type.String(), body: Type.String() }),
    authenticatorData: Type.String(),
    clientData: Type.String(),
    signature: Type.String(),
  },
  { description: 'What the one who acted signed for it (WebAuthn, ADR 0033); absent when nothing was signed' },
)

export const EntryShape = Type.Object(
  {
    index: Nullable(Type.Integer({ description: 'Place in the Merkle tree; null until sealed' })),
    id: IdShape,
    at: InstantShape,
    event: Type.String(),
    subject: Type.Object({ type: Type.String(), id: Type.String(), label: Type.String() }),
    actor: Type.Object({ ...ActorShape.properties, signature: Type.Optional(SignatureShape) }),
    payload: Type.Record(Type.String(), Type.Unknown()),
    leafHash: Type.String({ description: 'RFC 6962 leaf hash, hex' }),
  },
  { $id: 'JournalEntry' },
)

export const EntryQuery = Type.Object({
  event: Type.Optional(Type.String({ maxLength: 100, description: 'An event or the front part of its name' })),
  subject: Type.Optional(Type.String({ maxLength: 200, description: 'The id of what it is about, or its label' })),
  dataset: Type.Optional(
    Type.String({ maxLength: 100, description: 'The code of a dataset: what is about it or about its submissions' }),
  ),
  unit: Type.Optional(Type.String({ maxLength: 200, description: 'The id of the unit that acted' })),
  account: Type.Optional(Type.String({ maxLength: 200, description: 'The id or the name of the account that acted' })),
  from: Type.Optional(InstantShape),
  to: Type.Optional(
    Type.String({ format: 'date-time', description: 'The first instant that no longer belongs to it' }),
  ),
  ...PageQuery,
})

export const CheckpointShape = Type.Object({
  size: Type.Integer(),
  root: Nullable(Type.String({ description: 'RFC 6962 root, hex' })),
  at: Nullable(InstantShape),
})

export const EntryPage = PageOf(EntryShape)

export function entryToWire(row: EntryRow) {
  return {
    index: row.index,
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
    actor: { ...actorToWire(row), ...(row.signature && { signature: row.signature }) },
    payload: row.payload,
    leafHash: row.leaf_hash.toString('hex'),
  }
}

export function actorToWire(
  row: Pick<EntryRow, 'account_id' | 'account_name' | 'unit_id' | 'unit_name' | 'client'> & { via: string },
) {
  return {
    account: row.account_id,
    accountName: row.account_name,
    unit: row.unit_id,
    unitName: row.unit_name,
    via: row.via,
    ...(row.client && { client: row.client }),
  }
}
