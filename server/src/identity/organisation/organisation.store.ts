import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { fold } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { organisationKinds } from './organisation.ts'
import type { Identifier, Organisation, OrganisationId, OrganisationKind, OrgRef } from './organisation.ts'

/** A unit by an alias of its table, as JSON: an `OrgRef`. */
export const orgRef = (alias: string) => {
  const table = sql.ref(alias)
  return sql`json_build_object('id', ${table}.id, 'name', ${table}.name, 'nameEn', ${table}.name_en, 'kind', ${table}.kind)`
}

const columns = sql`
  o.id, o.name, o.name_en AS "nameEn", o.kind, o.territory, o.valid_from AS "validFrom", o.valid_to AS "validTo",
  CASE WHEN p.id IS NOT NULL THEN ${orgRef('p')} END AS parent,
  (SELECT coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value, 'validFrom', i.valid_from,
                                              'validTo', i.valid_to) ORDER BY i.scheme, i.valid_from), '[]')
   FROM identity.organisation_identifiers AS i WHERE i.organisation_id = o.id) AS identifiers`
/** Units as they were last. */
const last = sql`identity.organisations AS o LEFT JOIN identity.organisations AS p ON p.id = o.parent_id`

const holds = (alias: string, day: string) => {
  const table = sql.ref(alias)
  return sql`${table}.valid_from <= ${day}::date AND (${table}.valid_to IS NULL OR ${day}::date < ${table}.valid_to)`
}

/** Units as they were on a day, under the names of that day; those that did not exist then are not there. */
const unitsOn = (day: string) => sql`
  (SELECT t.organisation_id AS id, t.kind, t.name, t.name_en, t.parent_id, t.territory, t.search, whole.valid_from, whole.valid_to
   FROM identity.organisation_periods AS t JOIN identity.organisations AS whole ON whole.id = t.organisation_id
   WHERE ${holds('t', day)})`
const asOn = (day: string | undefined): RawBuilder<unknown> =>
  day === undefined ? last : sql`${unitsOn(day)} AS o LEFT JOIN ${unitsOn(day)} AS p ON p.id = o.parent_id`

/** The city, then the kinds of units in their order, each by name. */
const order = (alias: string) => {
  const table = sql.ref(alias)
  return sql`array_position(${[...organisationKinds]}::text[], ${table}.kind), ${table}.search, ${table}.id`
}

/** The unit as it was last, or as it was on a day. */
export function findOrganisation(db: Db, id: string, on?: string): Promise<Organisation | undefined> {
  return db.first<Organisation>(sql`SELECT ${columns} FROM ${asOn(on)} WHERE o.id = ${id}::uuid`)
}

export function findOrgRefs(db: Db, ids: readonly string[]): Promise<OrgRef[]> {
  return db.rows<OrgRef>(sql`
    SELECT id, name, name_en AS "nameEn", kind FROM identity.organisations WHERE id = ANY (${ids}::uuid[])`)
}

/** The unit that holds an identifier on a day, as it was last. */
export function findByIdentifier(
  db: Db,
  { scheme, value }: Pick<Identifier, 'scheme' | 'value'>,
  day: string,
): Promise<Organisation | undefined> {
  return db.first<Organisation>(sql`
    SELECT ${columns} FROM ${last}
    JOIN identity.organisation_identifiers AS h ON h.organisation_id = o.id
    WHERE h.scheme = ${scheme} AND h.value = ${value} AND ${holds('h', day)}`)
}

export interface OrganisationFilter {
  readonly kind: OrganisationKind | undefined
  readonly q: string | undefined
  readonly parent: string | undefined
  /** The day whose units are asked for; all that ever were without one. */
  readonly on?: string | undefined
  /** The last organisation of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

export function listOrganisations(db: Db, filter: OrganisationFilter): Promise<Organisation[]> {
  const { kind = null, q = '', parent = null, on, after = null, limit } = filter
  const before = on === undefined ? sql`identity.organisations` : unitsOn(on)
  return db.rows<Organisation>(sql`
    SELECT ${columns} FROM ${asOn(on)}
    WHERE (${kind}::text IS NULL OR o.kind = ${kind}) AND strpos(o.search, ${fold(q)}) > 0
      AND (${parent}::uuid IS NULL OR o.parent_id = ${parent}::uuid)
      AND (${after}::uuid IS NULL OR (${order('o')}) > (SELECT ${order('l')} FROM ${before} AS l WHERE l.id = ${after}::uuid))
    ORDER BY ${order('o')} LIMIT ${limit}`)
}

/** A unit in the tree of a day. */
export type TreeUnit = OrgRef & { readonly parent: OrganisationId | null }

/** All units of a day, in the order of their names; a reader puts them together by their parents. */
export function listTree(db: Db, day: string): Promise<TreeUnit[]> {
  return db.rows<TreeUnit>(sql`
    SELECT t.organisation_id AS id, t.name, t.name_en AS "nameEn", t.kind, t.parent_id AS parent
    FROM identity.organisation_periods AS t WHERE ${holds('t', day)}
    ORDER BY array_position(${[...organisationKinds]}::text[], t.kind), t.search COLLATE "C", t.organisation_id`)
}

/** Holds units until the transaction ends: what refers to them must wait, and sees them as they are then. */
export async function lockUnits(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`
    SELECT FROM identity.organisations WHERE id::text = ANY (${ids}::text[]) ORDER BY id FOR UPDATE`)
}

/** The day a unit ended by, kept as it is until the transaction ends: whoever would end it waits. */
export function holdUnit(tx: Tx, id: string): Promise<{ name: string; validTo: string | null } | undefined> {
  return tx.first<{ name: string; validTo: string | null }>(sql`
    SELECT name, valid_to AS "validTo" FROM identity.organisations WHERE id = ${id}::uuid FOR KEY SHARE`)
}
