import { MerkleTree } from '../../src/platform/index.ts'
import { rowCommitment, rowLeaf } from '../../src/warehouse/index.ts'
import type { TestDatabase } from '../database.ts'
import type { Balance } from './wire.ts'

/** A version of a row as the store holds it, its values as text in the order of the structure. */
export interface StoredVersion {
  readonly key: string
  readonly since: number
  readonly ordinal: number
  readonly salt: string
  readonly values: readonly (string | null)[]
  /** Null while the version is in force. */
  readonly until: number | null
  readonly untilOrdinal: number | null
}

/** Every version of every row of a dataset, from both of its tables. */
export async function storedVersions(
  testing: TestDatabase,
  dataset: string,
  fieldIds: readonly string[],
): Promise<StoredVersion[]> {
  const table = dataset.replaceAll('-', '_')
  const common = `_key AS key, _since::int AS since, _ordinal AS ordinal, _salt::text AS salt,
    ARRAY[${fieldIds.map((id) => `${id}::text`).join(', ')}]::text[] AS values`
  return testing.asAdmin<StoredVersion>(`
    SELECT ${common}, NULL::int AS until, NULL::int AS "untilOrdinal" FROM data.${table}
    UNION ALL SELECT ${common}, _until::int, _until_ordinal FROM history.${table}
    ORDER BY since, ordinal`)
}

/**
 * The leaves of an apply, made anew from values and salts by the definition in TypeScript: what came in with it, and
 * what it superseded. A version is committed to with the fields of the structure it came in under: of all that are
 * stored, the first so many.
 */
export function recomputedLeaves(
  versions: readonly StoredVersion[],
  apply: number,
  fieldsOf: (since: number) => number = () => Infinity,
): Buffer[] {
  const commitmentOf = ({ salt, values, since }: StoredVersion) => rowCommitment(salt, values.slice(0, fieldsOf(since)))
  const leaves: Buffer[] = []
  const ended = versions.filter((version) => version.until === apply)
  for (const version of versions.filter(({ since }) => since === apply)) {
    const before = ended.find(({ key }) => key === version.key)
    const sides = [before && commitmentOf(before), commitmentOf(version)] as const
    leaves[version.ordinal] = rowLeaf(before ? 'C' : 'I', ...sides)
  }
  for (const version of ended) {
    leaves[version.untilOrdinal ?? -1] ??= rowLeaf('D', commitmentOf(version), undefined)
  }
  return leaves
}

export function rootOver(leaves: readonly Buffer[]): string {
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.appendData(leaf)
  return tree.root().toString('hex')
}

/** Every row sent is accounted for; deletions stand apart. */
export function isBalanced(balance: Balance): boolean {
  const { sent, accepted, rejected, duplicate, unchanged, inserted, changed } = balance
  return sent === accepted + rejected + duplicate + unchanged && accepted === inserted + changed
}

/** Cells that hold a value by field id: as the measures of the loads have followed them, and as the table has them now. */
export async function measuredCells(
  testing: TestDatabase,
  dataset: string,
): Promise<{ followed: Record<string, number>; counted: Record<string, number> }> {
  const [measure] = await testing.asAdmin<{ rows: number; fields: Record<string, { present: number }> }>(
    `SELECT m.rows::integer, m.fields FROM warehouse.measures AS m JOIN catalogue.datasets AS d ON d.id = m.dataset_id
     WHERE d.code = $1 AND m.in_force ORDER BY m.submission_id DESC LIMIT 1`,
    [dataset],
  )
  if (!measure) throw new Error(`${dataset} was never measured`)
  const ids = Object.keys(measure.fields)
  const counts = ids.map((id) => `count(${id})::integer AS ${id}`)
  const [counted = {}] = await testing.asAdmin<Record<string, number>>(
    `SELECT count(*)::integer AS rows, ${counts.join(', ')} FROM data.${dataset.replaceAll('-', '_')}`,
  )
  const present = ids.map((id) => [id, measure.fields[id]?.present ?? 0] as const)
  return { followed: { rows: measure.rows, ...Object.fromEntries(present) }, counted }
}

/** The terms of a searched field as they are kept, and as the rows in force have them. */
export async function countedTerms(testing: TestDatabase, dataset: string, fieldId: string) {
  const table = dataset.replaceAll('-', '_')
  interface Term {
    readonly term: string
    readonly rows: number
  }
  const kept = await testing.asAdmin<Term>(`SELECT term, rows::int FROM search."${table}$${fieldId}" ORDER BY term`)
  const held = await testing.asAdmin<Term>(`
    SELECT platform.fold(${fieldId}) AS term, count(*)::int AS rows FROM data.${table} WHERE ${fieldId} IS NOT NULL
    GROUP BY 1 ORDER BY platform.fold(${fieldId}) COLLATE "C"`)
  return { kept, held }
}
