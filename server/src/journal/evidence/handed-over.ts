import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '../../platform/index.ts'
import { isSameKey } from '../log-succession.ts'
import { openSuccession } from '../succession.ts'
import type { Succession } from '../succession.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { MalformedError } from '../tlog/signed-note.ts'

/** How the log that a receipt names became that of a later checkpoint: what both keys signed each time, as JSON (ADR 0027). */

const NotesShape = Type.Array(Type.String(), { minItems: 1, maxItems: 1_000 })

export function formatSuccessions(notes: readonly string[]): Buffer {
  return Buffer.from(canonicalJson(notes))
}

/**
 * Each link is signed by both its keys, so the key that one handed over to must be the one that hands over in the next:
 * anybody can make a key of any name. Whether the first is a key to trust, the links cannot say.
 * @throws MalformedError unless each log handed over to the next, from one of these names to the log of the checkpoint
 */
export function openSuccessions(text: string, from: readonly string[], to: Checkpoint): Succession[] {
  const successions = parse(text).map(openSuccession)
  const isChain = successions.every(({ from: log, size }, place) => {
    const before = successions[place - 1]
    const isNext = before ? isSameKey(before.to, log) && before.size < size : from.includes(log.name)
    return isNext && size < to.size
  })
  if (!isChain || successions.at(-1)?.to.name !== to.origin)
    throw new MalformedError('The log that the receipt names did not hand over to that of the checkpoint')
  return successions
}

function parse(text: string): string[] {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    throw new MalformedError('What the logs left as they were closed is not JSON')
  }
  if (!Value.Check(NotesShape, said))
    throw new MalformedError('What the logs left as they were closed is no list of notes')
  return said
}
