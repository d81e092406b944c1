import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { Change, ChangeCounts, ChangeKind, Meaning } from './browse.ts'
import type { Entry } from './entry.ts'

const versionsAt = (day: string) => sql`
  SELECT list, version FROM reference.code_list_versions
  WHERE valid_from <= ${day}::date AND (valid_to IS NULL OR ${day}::date < valid_to)`

/**
 * For each list whose entries have parents, the list the parents stand in at a day: the list itself when it holds them
 * all, else the one other list that does. Where several lists would do, none is named.
 */
const parentLists = (day: string) => sql`
  in_force AS MATERIALIZED (
    SELECT e.list, e.code, e.parent FROM reference.code_list_entries AS e JOIN (${versionsAt(day)}) AS v USING (list, version)),
  parents AS (SELECT DISTINCT list, parent FROM in_force WHERE parent IS NOT NULL),
  needed AS (SELECT list, count(*) AS codes FROM parents GROUP BY list),
  holding AS (
    SELECT p.list, f.list AS parent_list FROM parents AS p JOIN in_force AS f ON f.code = p.parent
    GROUP BY p.list, f.list HAVING count(*) = (SELECT codes FROM needed AS n WHERE n.list = p.list)),
  parent_lists AS (
    SELECT list, CASE WHEN bool_or(list = parent_list) THEN list WHEN count(*) = 1 THEN min(parent_list) END AS parent_list
    FROM holding GROUP BY list)`

export interface ListLink {
  readonly list: string
  readonly parentList: string
}

/** Which list hangs below which at a day. */
export function listLinks(db: Db, day: string): Promise<ListLink[]> {
  return db.rows<ListLink>(sql`
    WITH ${parentLists(day)}
    SELECT list, parent_list AS "parentList" FROM parent_lists WHERE parent_list IS NOT NULL ORDER BY list`)
}

export interface Step {
  readonly list: string
  readonly code: string
  readonly name: string
  readonly nameEn: string | null
}

/** The entries above one, from the top down; a chain that comes back to itself ends there. */
export function ancestorsOf(db: Db, { list, code }: { list: string; code: string }, day: string): Promise<Step[]> {
  return db.rows<Step>(sql`
    WITH RECURSIVE ${parentLists(day)},
    chain AS (
      SELECT p.parent_list AS list, f.parent AS code, 1 AS depth
      FROM in_force AS f JOIN parent_lists AS p USING (list) WHERE f.list = ${list} AND f.code = ${code} AND f.parent IS NOT NULL
      UNION ALL
      SELECT p.parent_list, f.parent, c.depth + 1
      FROM chain AS c JOIN in_force AS f ON f.list = c.list AND f.code = c.code JOIN parent_lists AS p ON p.list = f.list
      WHERE f.parent IS NOT NULL AND c.depth < 10)
    CYCLE list, code SET comes_back USING path
    SELECT c.list, c.code, e.name, e.name_en AS "nameEn"
    FROM chain AS c JOIN (${versionsAt(day)}) AS v ON v.list = c.list
    JOIN reference.code_list_entries AS e ON e.list = v.list AND e.version = v.version AND e.code = c.code
    WHERE NOT c.comes_back ORDER BY c.depth DESC`)
}

/** How many entries of each list stand directly below one. */
export function childCounts(
  db: Db,
  { list, code }: { list: string; code: string },
  day: string,
): Promise<{ list: string; count: number }[]> {
  return db.rows<{ list: string; count: number }>(sql`
    WITH ${parentLists(day)}
    SELECT f.list, count(*)::integer AS count FROM in_force AS f JOIN parent_lists AS p USING (list)
    WHERE p.parent_list = ${list} AND f.parent = ${code} GROUP BY f.list ORDER BY f.list`)
}

const versionEntries = (list: string, version: string) => sql`
  SELECT * FROM reference.code_list_entries WHERE list = ${list} AND version = ${version}`

interface Versions {
  readonly list: string
  readonly from: string
  readonly to: string
}

/** Every code of either version with how it differs; an array without kinds says that it does not. */
const compared = ({ list, from, to }: Versions) => sql`
  SELECT code, b AS before, a AS after,
    CASE WHEN b.code IS NULL THEN ARRAY['added'] WHEN a.code IS NULL THEN ARRAY['gone'] ELSE array_remove(ARRAY[
      CASE WHEN a.name <> b.name THEN 'renamed' END,
      CASE WHEN a.parent IS DISTINCT FROM b.parent THEN 'moved' END,
      CASE WHEN (a.name_en, a.kind, a.aliases) IS DISTINCT FROM (b.name_en, b.kind, b.aliases) THEN 'amended' END
    ], NULL) END AS kinds
  FROM (${versionEntries(list, from)}) AS b FULL JOIN (${versionEntries(list, to)}) AS a USING (code)`

export async function countChanges(db: Db, versions: Versions): Promise<ChangeCounts> {
  const has = (kind: ChangeKind) => sql`count(*) FILTER (WHERE kinds @> ARRAY[${kind}]::text[])::integer`
  const row = await db.first<ChangeCounts>(sql`
    SELECT ${has('added')} AS added, ${has('gone')} AS gone, ${has('renamed')} AS renamed, ${has('moved')} AS moved,
      ${has('amended')} AS amended, count(*) FILTER (WHERE kinds = '{}')::integer AS same
    FROM (${compared(versions)}) AS c`)
  if (!row) throw new Error('A count gives a row')
  return row
}

const asEntry = (side: RawBuilder<unknown>) => sql`
  CASE WHEN (${side}).code IS NOT NULL THEN json_build_object('code', (${side}).code, 'name', (${side}).name,
    'nameEn', (${side}).name_en, 'parent', (${side}).parent, 'kind', (${side}).kind, 'aliases', (${side}).aliases) END`

export interface ChangeFilter {
  readonly kind: ChangeKind | undefined
  /** The last code of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** Changed codes in their own order. */
export function listChanges(db: Db, versions: Versions, filter: ChangeFilter): Promise<Change[]> {
  const { kind = null, after = '', limit } = filter
  return db.rows<Change>(sql`
    SELECT code, kinds, ${asEntry(sql`before`)} AS before, ${asEntry(sql`after`)} AS after
    FROM (${compared(versions)}) AS c
    WHERE kinds <> '{}' AND (${kind}::text IS NULL OR kinds @> ARRAY[${kind}]::text[]) AND code COLLATE "C" > ${after}
    ORDER BY code COLLATE "C" LIMIT ${limit}`)
}

/** What a code meant in each version that has it, oldest first. */
export function listMeanings(db: Db, list: string, code: string): Promise<Meaning[]> {
  return db.rows<Meaning & Entry>(sql`
    SELECT v.version, v.valid_from AS "validFrom", v.valid_to AS "validTo", e.code, e.name, e.name_en AS "nameEn",
      e.parent, e.kind, e.aliases
    FROM reference.code_list_versions AS v JOIN reference.code_list_entries AS e USING (list, version)
    WHERE v.list = ${list} AND e.code = ${code} ORDER BY v.valid_from`)
}
