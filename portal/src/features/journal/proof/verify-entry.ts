import type { JournalEntry, LogKeys } from '../../../api/types.ts'
import { hexOf, sameBytes, utf8, type Bytes } from '../../../lib/bytes.ts'
import { canonicalJson } from '../../../lib/canonical-json.ts'
import { finding, Misfit, type Finding } from './finding.ts'
import { parseCheckpoint, parseProof, type Checkpoint, type LogProof } from './log-proof.ts'
import { cosignedAt, isSigned, parseKey, type NoteKey } from './signed-note.ts'
import { leafHash, rootFrom } from './tree.ts'

export type EntryStep = 'leaf' | 'proof' | 'path' | 'signature' | WitnessStep
/** Who vouches for a checkpoint beside the log; that nobody does proves nothing false, so it is never a fault. */
export type WitnessStep = 'witnesses'

/** What a check of an entry came to: its steps as far as they could be taken, and what it was proven by. */
export interface EntryVerdict {
  readonly isProven: boolean
  /** The checkpoint that was reached, when it was. */
  readonly checkpoint: Pick<Checkpoint, 'origin' | 'size'> | undefined
  readonly isWitnessed: boolean
  readonly steps: readonly Finding<EntryStep>[]
}

export type EntryContent = Pick<JournalEntry, 'id' | 'at' | 'actor' | 'event' | 'subject' | 'payload'>

/** The bytes the log commits to, as `server/src/journal/entry.ts` defines them: canonical JSON of what the entry says, if it has that. */
export function entryLeaf({ id, at, actor, event, subject, payload }: EntryContent): string | undefined {
  const { account, accountName, unit, unitName, via, client, signature } = actor
  const { type, label } = subject
  return canonicalJson({
    ...{ v: 1, id, at, event, payload },
    actor: { account, accountName, unit, unitName, via, ...(client && { client }), ...(signature && { signature }) },
    subject: { type, id: subject.id, label },
  })
}

/** Checks that the log holds these bytes at their place; nothing is taken on trust but the keys. */
export async function verifyLeaf(leaf: Bytes, proof: string, keys: LogKeys): Promise<EntryVerdict> {
  const hash = await leafHash(leaf)
  const steps: Finding<EntryStep>[] = [{ step: 'leaf', state: 'holds', found: hexOf(hash) }]
  let parsed: LogProof | undefined
  let checkpoint: Checkpoint | undefined
  const take = async (step: EntryStep, find: () => string | Promise<string>) => {
    if (steps.every(({ state }) => state !== 'fault')) steps.push(await finding(step, find))
  }
  await take('proof', () => {
    parsed = parseProof(proof)
    checkpoint = parseCheckpoint(parsed.checkpoint)
    return String(parsed.index)
  })
  if (parsed === undefined || checkpoint === undefined) return verdict(steps, undefined)
  const [{ index, path }, point] = [parsed, checkpoint]
  await take('path', async () => {
    const root = await rootFrom(hash, { index, size: point.size, path })
    if (root === undefined || !sameBytes(root, point.root)) throw new Misfit('pathLeadsElsewhere')
    return hexOf(root)
  })
  await take('signature', async () => (await signerOf(point, keys)).name)
  if (steps.every(({ state }) => state !== 'fault')) steps.push(await findWitnesses(point, keys))
  return verdict(steps, point)
}

/** The log that signed a checkpoint: the one that is open, or one that was closed later. @throws Misfit */
export async function signerOf(point: Checkpoint, keys: LogKeys): Promise<NoteKey> {
  const open = { origin: keys.origin, key: keys.key, size: Infinity }
  const signed = keys.closed.find(({ origin }) => origin === point.origin) ?? open
  const log = await parseKey(signed.key)
  if (log.kind !== 'log' || log.name !== signed.origin) throw new Misfit('malformedKey')
  if (point.origin !== log.name) throw new Misfit('otherLog')
  if (point.size > signed.size) throw new Misfit('closedLog')
  if (!(await isSigned(point.note, log))) throw new Misfit('notSigned')
  return log
}

function verdict(steps: readonly Finding<EntryStep>[], checkpoint: Checkpoint | undefined): EntryVerdict {
  const holds = (step: EntryStep) => steps.some((each) => each.step === step && each.state === 'holds')
  return { steps, checkpoint, isProven: holds('path') && holds('signature'), isWitnessed: holds('witnesses') }
}

/** Who cosigned the checkpoint, by name, and whether that is enough for the policy. */
export async function findWitnesses({ note }: Checkpoint, keys: LogKeys): Promise<Finding<WitnessStep>> {
  const step = 'witnesses'
  try {
    const cosigned: string[] = []
    for (const { name, key } of keys.witnesses) {
      if ((await cosignedAt(note, await parseKey(key))) !== undefined) cosigned.push(name)
    }
    const found = cosigned.join(', ')
    return isEnough(keys, cosigned)
      ? { step, state: 'holds', found }
      : { step, state: 'open', reason: 'unwitnessed', found }
  } catch (error) {
    if (error instanceof Misfit) return { step, state: 'open', reason: error.reason }
    throw error
  }
}

/** Whether those who cosigned satisfy the policy; where nobody is asked, nobody vouches. */
function isEnough({ groups, quorum }: LogKeys, cosigned: readonly string[]): boolean {
  const reaches = (name: string): boolean => {
    const group = groups.find((each) => each.name === name)
    return group === undefined ? cosigned.includes(name) : group.members.filter(reaches).length >= group.needed
  }
  return quorum !== null && reaches(quorum)
}

/** Checks an entry as it is shown, at the place it is said to have. */
export async function verifyEntry(
  entry: EntryContent & { index: number | null },
  proof: string,
  keys: LogKeys,
): Promise<EntryVerdict> {
  const result = await verifyLeaf(utf8(entryLeaf(entry) ?? ''), proof, keys)
  const place = result.steps.find(({ step }) => step === 'proof')
  if (place?.state !== 'holds' || place.found === String(entry.index)) return result
  const [leaf] = result.steps
  const steps = [...(leaf ? [leaf] : []), { step: 'proof', state: 'fault', reason: 'otherPlace' } as const]
  return { steps, checkpoint: undefined, isProven: false, isWitnessed: false }
}
