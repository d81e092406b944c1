import type { Db } from '../platform/index.ts'
import { listCosigned } from './cosignature.store.ts'
import type { Cosigned } from './cosignature.store.ts'
import { findCosignature } from './tlog/cosignature.ts'
import { MalformedError, parseNote } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'
import type { VerificationFault } from './verification-fault.ts'

const batchSize = 500

export interface CosignatureVerification {
  readonly cosignatures: number
  readonly faults: readonly VerificationFault[]
}

/** Every cosignature of a witness of the policy, against the checkpoint under which it is kept. Of others no key is known. */
export async function verifyCosignatures(db: Db, policy: WitnessPolicy | undefined): Promise<CosignatureVerification> {
  const faults: VerificationFault[] = []
  let cosignatures = 0
  for (const { verifier } of policy?.witnesses ?? []) {
    for (let beyond = 0; ;) {
      const cosigned = await listCosigned(db, verifier, { beyond, limit: batchSize })
      cosignatures += cosigned.length
      faults.push(...cosigned.flatMap((each) => faultsOf(each, verifier)))
      const last = cosigned.at(-1)
      if (!last || cosigned.length < batchSize) break
      beyond = last.size
    }
  }
  return { cosignatures, faults }
}

function faultsOf({ size, note, line }: Cosigned, witness: NoteVerifier): VerificationFault[] {
  const place = `cosignature of ${witness.name} on checkpoint ${String(size)}`
  try {
    const isOfWitness = findCosignature({ ...parseNote(note), signatures: [line] }, witness) !== undefined
    return isOfWitness ? [] : [{ place, reason: 'the witness did not sign this checkpoint with it' }]
  } catch (error) {
    if (error instanceof MalformedError)
      return [{ place, reason: `what it is under is no checkpoint: ${error.message}` }]
    throw error
  }
}
