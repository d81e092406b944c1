import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { fold } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Identifier, Organisation, OrganisationId, OrganisationKind, OrgRef } from './organisation.ts'

/** One statement for any number of organisations; parents stand before their children or are there already. */
export async function insertOrganisations(tx: Tx, organisations: readonly Organisation[]): Promise<void> {
  const rows = organisations.map(({ id, kind, name, nameEn, parent, territory, validFrom, validTo }) => ({
    id,
    kind,
    name,
    name_en: nameEn,
    parent_id: parent?.id ?? null,
    territory,
    valid_from: validFrom,
    valid_to: validTo,
    search: fold(`${name} ${nameEn}`),
    registered_at: tx.at.toISOString(),
  }))
  await tx.execute(sql`
    INSERT INTO identity.organisations
    SELECT * FROM json_populate_recordset(NULL::identity.organisations, ${JSON.stringify(rows)}::json)`)
}

export type HeldIdentifier = Identifier & { readonly organisation: OrganisationId }

/** Gives the identifiers that could not be inserted because another organisation holds or held them. */
export async function insertIdentifiers(tx: Tx, identifiers: readonly HeldIdentifier[]): Promise<HeldIdentifier[]> {
  const rows = identifiers.map(({ organisation, scheme, value, validFrom, validTo }) => ({
    organisation_id: organisation,
    scheme,
    value,
    valid_from: validFrom,
    valid_to: validTo,
  }))
  const inserted = await tx.rows<{ key: string }>(sql`
    INSERT INTO identity.organisation_identifiers AS i
    SELECT * FROM json_populate_recordset(NULL::identity.organisation_identifiers, ${JSON.stringify(rows)}::json)
    ON CONFLICT DO NOTHING
    RETURNING concat_ws(' ', i.organisation_id, i.scheme, i.value, i.valid_from) AS key`)
  const keys = new Set(inserted.map(({ key }) => key))
  return identifiers.filter((held) => {
    return !keys.has([held.organisation, held.scheme, held.value, held.validFrom].join(' '))
  })
}

const orgRef = (alias: string) => {
  const table = sql.ref(alias)
  return sql`json_build_object('id', ${table}.id, 'name', ${table}.name, 'nameEn', ${table}.name_en, 'kind', ${table}.kind)`
}

const columns = sql`
  o.id, o.name, o.name_en AS "nameEn", o.kind, o.territory, o.valid_from AS "validFrom", o.valid_to AS "validTo",
  CASE WHEN p.id IS NOT NULL THEN ${orgRef('p')} END AS parent,
  (SELECT coalesce(json_agg(json_build_object('scheme', i.scheme, 'value', i.value, 'validFrom', i.valid_from,
                                              'validTo', i.valid_to) ORDER BY i.scheme, i.valid_from), '[]')
   FROM identity.organisation_identifiers AS i WHERE i.organisation_id = o.id) AS identifiers`
const tables = sql`identity.organisations AS o LEFT JOIN identity.organisations AS p ON p.id = o.parent_id`
/** The city, then departments, then wards, each by name. */
const order = (alias: string) => {
  const table = sql.ref(alias)
  return sql`array_position(ARRAY['city', 'department', 'ward'], ${table}.kind), ${table}.search, ${table}.id`
}

export function findOrganisation(db: Db, id: string): Promise<Organisation | undefined> {
  return db.first<Organisation>(sql`SELECT ${columns} FROM ${tables} WHERE o.id = ${id}::uuid`)
}

export function findOrgRefs(db: Db, ids: readonly string[]): Promise<OrgRef[]> {
  return db.rows<OrgRef>(sql`
    SELECT id, name, name_en AS "nameEn", kind FROM identity.organisations WHERE id = ANY (${ids}::uuid[])`)
}

/** The unit that holds an identifier on a day. */
export function findByIdentifier(
  db: Db,
  { scheme, value }: Pick<Identifier, 'scheme' | 'value'>,
  day: string,
): Promise<Organisation | undefined> {
  return db.first<Organisation>(sql`
    SELECT ${columns} FROM ${tables}
    JOIN identity.organisation_identifiers AS h ON h.organisation_id = o.id
    WHERE h.scheme = ${scheme} AND h.value = ${value} AND h.valid_from <= ${day}::date
      AND (h.valid_to IS NULL OR ${day}::date < h.valid_to)`)
}

export interface OrganisationFilter {
  readonly kind: OrganisationKind | undefined
  readonly q: string | undefined
  readonly parent: string | undefined
  /** The last organisation of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

export function listOrganisations(db: Db, filter: OrganisationFilter): Promise<Organisation[]> {
  const { kind = null, q = '', parent = null, after = null, limit } = filter
  return db.rows<Organisation>(sql`
    SELECT ${columns} FROM ${tables}
    WHERE (${kind}::text IS NULL OR o.kind = ${kind}) AND strpos(o.search, ${fold(q)}) > 0
      AND (${parent}::uuid IS NULL OR o.parent_id = ${parent}::uuid)
      AND (${after}::uuid IS NULL OR (${order('o')}) >
           (SELECT ${order('l')} FROM identity.organisations AS l WHERE l.id = ${after}::uuid))
    ORDER BY ${order('o')} LIMIT ${limit}`)
}
