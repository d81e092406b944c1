import type { Actor, Tx } from '../../journal/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import type { Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { commitToText } from '../subject-request/subject-request.ts'
import { writtenNumber } from '../written-number.ts'
import { sealOf } from './evidence.ts'
import type { Positions } from './evidence.ts'
import { insertEvidence } from './evidence.store.ts'
import type { Violation, ViolationActName, ViolationId } from './violation.ts'
import { insertAct, insertViolation } from './violation.store.ts'
import type { NewViolation } from './violation.store.ts'

export interface Raised extends Omit<NewViolation, 'id' | 'salt'> {
  readonly positions: readonly Positions[]
}

/** Opens a violation with its evidence under seal; undefined when its detector has raised it already. */
export async function raise(
  tx: Tx,
  by: Actor,
  { positions, ...raised }: Raised,
): Promise<Pick<Violation, 'id' | 'year' | 'number'> | undefined> {
  const id: ViolationId = newId<'violation'>(tx.at)
  const salt = raised.words === null ? null : newSalt()
  const number = await insertViolation(tx, { ...raised, id, salt })
  if (!number) return undefined
  const violation = { id, ...number }
  const seal = await keepEvidence(tx, by, id, positions)
  const { kind, detector, subject, figures, window } = raised
  await keepAct(tx, by, violation, {
    ...{ act: 'raised', words: null, facts: {} },
    payload: {
      ...{ kind, detector, figures: { ...figures }, subject: { type: subject.type, id: subject.id } },
      window: window && { from: window.from.toISOString(), to: window.to.toISOString() },
      ...(salt !== null && raised.words !== null && { words: commitToText(raised.words, salt).toString('hex') }),
      ...seal,
    },
  })
  return violation
}

/** Keeps positions under their seal; gives what the entry says of them. */
export async function keepEvidence(
  tx: Tx,
  by: Actor,
  violation: string,
  positions: readonly Positions[],
): Promise<Readonly<Record<string, Json>>> {
  if (positions.length === 0) return {}
  const seal = sealOf(positions)
  await insertEvidence(tx, violation, { by: by.accountName, positions, seal })
  return { seal: seal.toString('hex'), positions: positions.length }
}

export interface KeptAct {
  readonly act: ViolationActName
  readonly words: string | null
  /** What is shown beside the words. */
  readonly facts: Readonly<Record<string, Json>>
  /** What the entry says besides the facts. */
  readonly payload?: Readonly<Record<string, Json>>
}

/** Keeps an act with its entry; words may name people, so the entry holds their commitment. */
export async function keepAct(
  tx: Tx,
  by: Actor,
  violation: Pick<Violation, 'id' | 'year' | 'number'>,
  { act, words, facts, payload = {} }: KeptAct,
): Promise<void> {
  const salt = words === null ? null : newSalt()
  await insertAct(tx, violation.id, { act, by, words, salt, facts })
  await tx.record({
    event: accessEvents[`violation.${act}`],
    subject: { type: 'violation', id: violation.id, label: writtenNumber(violation) },
    payload: {
      ...facts,
      ...payload,
      ...(salt !== null && words !== null && { words: commitToText(words, salt).toString('hex') }),
    },
  })
}
