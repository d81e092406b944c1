import type { Catalogue } from '../../catalogue/index.ts'
import type { RecordedPayload, VerificationFault } from '../../journal/index.ts'
import type { Db, Json, RolePool, Session } from '../../platform/index.ts'
import type { WrittenUnder } from './columns.sql.ts'
import { digestReplayed, digestStanding, freeze, listDeviating, listFilled } from './state-digest.store.ts'
import type { DeviatingRow, FilledDataset, SetDigest } from './state-digest.store.ts'
import { listAppliesByStructure } from './state.store.ts'

/** What was in force after an apply: counted from the rows as they stood, and as the row leaves tell it. */
export interface StateDigest {
  readonly dataset: string
  readonly apply: number
  readonly standing: SetDigest
  readonly replayed: SetDigest
}

/** Deviating rows that are named one by one. */
const namedRows = 50

/** The structures a dataset's rows were written under. */
async function writtenUnder(db: Db, catalogue: Catalogue, datasetId: string): Promise<WrittenUnder[]> {
  const versions = await listAppliesByStructure(db, datasetId)
  return Promise.all(
    versions.map(async ({ version, applies }) => {
      return { structure: await catalogue.structureVersion(datasetId, version), applies }
    }),
  )
}

/**
 * Digests one state of a dataset. Where its last digest already says what stands there now, and said that it fits, the
 * leaves need no replay.
 */
export async function digestState(
  session: Session,
  { catalogue, dataset, last }: { catalogue: Catalogue; dataset: FilledDataset; last: StateDigest | undefined },
): Promise<StateDigest> {
  const standing = await digestStanding(session, dataset, await writtenUnder(session, catalogue, dataset.id))
  const isKnown = last?.apply === dataset.apply && fits(last) && isSame(last.standing, standing)
  return {
    ...{ dataset: dataset.code, apply: dataset.apply, standing },
    replayed: isKnown ? last.replayed : await digestReplayed(session, dataset),
  }
}

export const isSame = (left: SetDigest, right: SetDigest) => left.rows === right.rows && left.root === right.root
/** Whether the rows are those the journal tells of. */
export const fits = ({ standing, replayed }: StateDigest) => isSame(standing, replayed)

/** A digest as its journal entry holds it. */
export function digestPayload({ dataset, apply, standing, replayed }: StateDigest): Record<string, Json> {
  return {
    ...{ dataset, apply, rows: standing.rows, stateRoot: standing.root },
    ...{ replayedRows: replayed.rows, replayedRoot: replayed.root },
  }
}

/** What an entry lacks or holds otherwise agrees with no replay: then it is the entry that does not fit. */
export function digestFrom(payload: RecordedPayload['payload']): StateDigest {
  const count = (name: string) => (typeof payload[name] === 'number' ? payload[name] : -1)
  const text = (name: string) => (typeof payload[name] === 'string' ? payload[name] : '')
  return {
    ...{ dataset: text('dataset'), apply: count('apply') },
    standing: { rows: count('rows'), root: text('stateRoot') },
    replayed: { rows: count('replayedRows'), root: text('replayedRoot') },
  }
}

/** What does not fit in a dataset whose digest deviates, row by row as far as they can be named. */
export async function explainDeviation(
  session: Session,
  catalogue: Catalogue,
  dataset: FilledDataset,
): Promise<VerificationFault[]> {
  const versions = await writtenUnder(session, catalogue, dataset.id)
  const { count, rows } = await listDeviating(session, dataset, versions, namedRows)
  const named = rows.map((row) => ({ place: dataset.code, reason: explain(row) }))
  const unnamed = count - rows.length
  return unnamed === 0 ? named : [...named, { place: dataset.code, reason: `${String(unnamed)} more rows deviate` }]
}

function explain({ key, apply, ordinal, became }: DeviatingRow): string {
  const place = `apply ${String(apply)} place ${String(ordinal)}`
  if (became === 'removed') return `the row of ${place} is gone from what is in force; no leaf ended it`
  if (became === 'added') return `row ${String(key)} (${place}) is in force without a leaf`
  return `row ${String(key)} (${place}) is not what its leaf commits to`
}

/**
 * Holds every recorded digest against the replay of the leaves at its apply, and the rows in force now against the replay
 * up to now; each dataset in one state of the database.
 */
export async function verifyStates(
  pool: RolePool,
  catalogue: Catalogue,
  recorded: readonly RecordedPayload[],
): Promise<{ readonly digests: number; readonly faults: readonly VerificationFault[] }> {
  const faults: VerificationFault[] = []
  for (const dataset of await listFilled(pool)) {
    const own = recorded.filter(({ subject }) => subject === dataset.id).map(({ payload }) => digestFrom(payload))
    faults.push(...(await pool.transaction((session) => verifyState(session, catalogue, dataset, own))))
  }
  return { digests: recorded.length, faults }
}

async function verifyState(
  ...[session, catalogue, dataset, recorded]: [Session, Catalogue, FilledDataset, readonly StateDigest[]]
): Promise<VerificationFault[]> {
  await freeze(session)
  const faults: VerificationFault[] = []
  const replays = new Map<number, SetDigest>()
  const replayAt = async (apply: number) => {
    const found = replays.get(apply) ?? (await digestReplayed(session, { ...dataset, apply }))
    replays.set(apply, found)
    return found
  }
  for (const digest of recorded) {
    if (isSame(digest.standing, await replayAt(digest.apply))) continue
    const counts = `${String(digest.standing.rows)} rows`
    faults.push({
      place: `${dataset.code} apply ${String(digest.apply)}`,
      reason: `the state digest recorded for it (${counts}) is not what its row leaves tell`,
    })
  }
  const versions = await writtenUnder(session, catalogue, dataset.id)
  const standing = await digestStanding(session, dataset, versions)
  if (isSame(standing, await replayAt(dataset.apply))) return faults
  return [...faults, ...(await explainDeviation(session, catalogue, dataset))]
}
