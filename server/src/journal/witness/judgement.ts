import { sha256 } from '../../platform/index.ts'
import type { TreeHead } from '../tlog/checkpoint.ts'
import { isConsistent } from '../tlog/tree-reader.ts'

/** What a witness is asked to take: a larger tree, and what is to show that it holds the smaller one. */
export interface Growth {
  readonly old: number
  readonly proof: readonly Buffer[]
  readonly to: TreeHead
}

/** Why a witness does not cosign, with the status C2SP tlog-witness gives it. */
export type Refusal =
  { readonly status: 400 | 422; readonly reason: string } | { readonly status: 409; readonly size: number }

const nothing: TreeHead = { size: 0, root: sha256('') }

/** Whether a log may go on from what was seen of it; undefined when it may. The checks stand in the order of the specification. */
export function judge({ old, proof, to }: Growth, seen: TreeHead = nothing): Refusal | undefined {
  if (old > to.size) return { status: 400, reason: 'The old size is larger than the checkpoint' }
  if (old !== seen.size) return { status: 409, size: seen.size }
  if (to.size === 0 && !to.root.equals(nothing.root))
    return { status: 422, reason: 'The root of an empty log is the hash of nothing' }
  if (old === to.size && !to.root.equals(seen.root))
    return { status: 422, reason: 'Another root was witnessed at this size' }
  if (!isConsistent({ from: seen, to, proof }))
    return { status: 422, reason: 'The proof does not show that the log only grew' }
  return undefined
}
