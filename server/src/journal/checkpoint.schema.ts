import { Type } from 'typebox'
import { DayShape, InstantShape, Nullable, PageOf, PageQuery } from '../platform/index.ts'
import type { CosignedCheckpoint } from './checkpoint.store.ts'
import type { OpenedLog } from './logs.store.ts'
import { formatVerifier } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'

const ListedCheckpoint = Type.Object({
  size: Type.Integer({ description: 'Entries under it' }),
  root: Type.String({ description: 'RFC 6962 root, hex' }),
  at: InstantShape,
  note: Nullable(Type.String({ description: 'As the log signed it and witnesses cosigned it (C2SP tlog-checkpoint)' })),
  witnesses: Type.Array(Type.String(), { description: 'Who cosigned it, as the policy calls them' }),
})

export const CheckpointPage = PageOf(ListedCheckpoint)
export const CheckpointQuery = Type.Object(PageQuery)

export const GrowthQuery = Type.Object({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400, default: 90 })),
})
export const GrowthShape = Type.Object({
  items: Type.Array(
    Type.Object({ day: DayShape, size: Type.Integer({ description: 'Entries at the end of the day' }) }),
  ),
})

const vkey = (what: string) => Type.String({ description: `${what}, as C2SP signed-note writes it (name+hash+key)` })

export const LogKeysShape = Type.Object(
  {
    origin: Type.String({ description: 'The name of the log' }),
    key: vkey('The public key of the log'),
    closed: Type.Array(
      Type.Object({
        ...{ origin: Type.String(), key: vkey('Its public key') },
        size: Type.Integer({ description: 'Entries it signed; it has no checkpoint beyond' }),
      }),
      { description: 'The logs it succeeded, which signed the same tree before it, the oldest first' },
    ),
    witnesses: Type.Array(Type.Object({ name: Type.String(), key: vkey('Its public key') })),
    groups: Type.Array(
      Type.Object({ name: Type.String(), needed: Type.Integer(), members: Type.Array(Type.String()) }),
    ),
    quorum: Nullable(Type.String({ description: 'The witness or group that decides; null when nobody is asked' })),
  },
  { $id: 'LogKeys' },
)

/** @param policy undefined: nobody was named */
export function checkpointToWire({ size, root, at, note, signatures }: CosignedCheckpoint, policy?: WitnessPolicy) {
  const nameOf = (name: string, keyId: number) =>
    policy?.witnesses.find(({ verifier }) => verifier.name === name && verifier.keyId === keyId)?.name ?? name
  return {
    ...{ size, root: root.toString('hex'), at: at.toISOString(), note },
    witnesses: signatures.map(({ name, keyId }) => nameOf(name, keyId)),
  }
}

/** @param logs in the order in which they were opened; while there is none yet, the first is as good as open */
export function keysToWire(
  logs: readonly OpenedLog[],
  { first, policy }: { readonly first: NoteVerifier; readonly policy: WitnessPolicy | undefined },
) {
  const open = logs.at(-1)
  return {
    ...{ origin: open?.origin ?? first.name, key: open?.verifier ?? formatVerifier(first) },
    closed: logs.slice(0, -1).map(({ origin, verifier }, place) => ({
      ...{ origin, key: verifier },
      size: logs[place + 1]?.size ?? 0,
    })),
    witnesses: (policy?.witnesses ?? []).map(({ name, verifier }) => ({ name, key: formatVerifier(verifier) })),
    groups: [...(policy?.groups ?? [])].map(([name, { needed, members }]) => ({ name, needed, members: [...members] })),
    quorum: policy === undefined || policy.quorum === 'none' ? null : policy.quorum,
  }
}
