import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import { fold } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Identifier, OrganisationFunction, OrganisationId, OrganisationKind, Period } from './organisation.ts'

/** What a unit is from a day on. */
export interface UnitFacts extends Period {
  readonly id: OrganisationId
  readonly kind: OrganisationKind
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
  readonly territory: string | null
}

/** One statement for any number of units that begin; parents are among them or there already. */
export async function insertUnits(tx: Tx, units: readonly UnitFacts[]): Promise<void> {
  const rows = units.map(({ id, kind, name, nameEn, parent, territory, validFrom, validTo }) => ({
    ...{ id, kind, name, name_en: nameEn, parent_id: parent, territory, valid_from: validFrom, valid_to: validTo },
    ...{ search: fold(`${name} ${nameEn}`), registered_at: tx.at.toISOString() },
  }))
  await tx.execute(sql`
    INSERT INTO identity.organisations
    SELECT * FROM json_populate_recordset(NULL::identity.organisations, ${JSON.stringify(rows)}::json)`)
}

export async function insertPeriods(tx: Tx, act: string, units: readonly UnitFacts[]): Promise<void> {
  const rows = units.map(({ id, kind, name, nameEn, parent, territory, validFrom, validTo }) => ({
    ...{ organisation_id: id, kind, name, name_en: nameEn, parent_id: parent, territory },
    ...{ valid_from: validFrom, valid_to: validTo, search: fold(`${name} ${nameEn}`), act_id: act },
  }))
  await tx.execute(sql`
    INSERT INTO identity.organisation_periods
    SELECT * FROM json_populate_recordset(NULL::identity.organisation_periods, ${JSON.stringify(rows)}::json)`)
}

/** Ends what units are on a day; what began on that very day never was. */
export async function closePeriods(tx: Tx, ids: readonly string[], day: string): Promise<void> {
  await tx.execute(sql`
    DELETE FROM identity.organisation_periods WHERE organisation_id = ANY (${ids}::uuid[]) AND valid_from = ${day}::date`)
  await tx.execute(sql`
    UPDATE identity.organisation_periods SET valid_to = ${day}::date
    WHERE organisation_id = ANY (${ids}::uuid[]) AND valid_from < ${day}::date
      AND (valid_to IS NULL OR valid_to > ${day}::date)`)
}

export async function saveFacts(tx: Tx, units: readonly UnitFacts[]): Promise<void> {
  const rows = units.map(({ id, name, nameEn, parent }) => ({
    id,
    name,
    nameEn,
    parent,
    search: fold(`${name} ${nameEn}`),
  }))
  await tx.execute(sql`
    UPDATE identity.organisations AS o
    SET name = n.name, name_en = n."nameEn", parent_id = n.parent, search = n.search
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n (id uuid, name text, "nameEn" text, parent uuid, search text)
    WHERE o.id = n.id`)
}

/** Ends units by an act on its day, as they were until then, and with them their identifiers and functions. */
export async function endUnits(
  tx: Tx,
  ids: readonly string[],
  { id, day }: { id: string; day: string },
): Promise<void> {
  await tx.execute(sql`
    UPDATE identity.organisations AS o
    SET valid_to = ${day}::date, ended_by = ${id}::uuid, name = p.name, name_en = p.name_en, parent_id = p.parent_id,
        search = p.search
    FROM (SELECT DISTINCT ON (organisation_id) * FROM identity.organisation_periods
          WHERE organisation_id = ANY (${ids}::uuid[]) ORDER BY organisation_id, valid_from DESC) AS p
    WHERE o.id = p.organisation_id`)
  await tx.execute(sql`
    UPDATE identity.organisation_identifiers SET valid_to = ${day}::date
    WHERE organisation_id = ANY (${ids}::uuid[]) AND (valid_to IS NULL OR valid_to > ${day}::date)`)
  await tx.execute(sql`
    UPDATE identity.organisation_functions SET valid_to = ${day}::date
    WHERE organisation_id = ANY (${ids}::uuid[]) AND (valid_to IS NULL OR valid_to > ${day}::date)`)
}

export type HeldIdentifier = Identifier & { readonly organisation: string }

/** Gives the identifiers that could not be inserted because another organisation holds or held them. */
export async function insertIdentifiers(tx: Tx, identifiers: readonly HeldIdentifier[]): Promise<HeldIdentifier[]> {
  if (identifiers.length === 0) return []
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

/** Gives the identifiers the unit does not hold on the day. */
export async function closeIdentifiers(
  tx: Tx,
  unit: string,
  closed: { readonly identifiers: readonly Pick<Identifier, 'scheme' | 'value'>[]; readonly day: string },
): Promise<Pick<Identifier, 'scheme' | 'value'>[]> {
  const { identifiers, day } = closed
  const rows = await tx.rows<Pick<Identifier, 'scheme' | 'value'>>(sql`
    UPDATE identity.organisation_identifiers AS i SET valid_to = ${day}::date
    FROM json_to_recordset(${JSON.stringify(identifiers)}::json) AS c (scheme text, value text)
    WHERE i.organisation_id = ${unit}::uuid AND i.scheme = c.scheme AND i.value = c.value
      AND i.valid_from < ${day}::date AND (i.valid_to IS NULL OR i.valid_to > ${day}::date)
    RETURNING i.scheme, i.value`)
  const done = new Set(rows.map(({ scheme, value }) => `${scheme} ${value}`))
  return identifiers.filter(({ scheme, value }) => !done.has(`${scheme} ${value}`))
}

export type HeldFunction = OrganisationFunction & { readonly id: string; readonly organisation: string }

export async function insertFunctions(tx: Tx, act: string, functions: readonly HeldFunction[]): Promise<void> {
  if (functions.length === 0) return
  const rows = functions.map(({ id, organisation, text, instrument, citation, validFrom, validTo }) => ({
    ...{ id, organisation_id: organisation, text, instrument_id: instrument, citation },
    ...{ valid_from: validFrom, valid_to: validTo, act_id: act },
  }))
  await tx.execute(sql`
    INSERT INTO identity.organisation_functions
    SELECT * FROM json_populate_recordset(NULL::identity.organisation_functions, ${JSON.stringify(rows)}::json)`)
}

/** Gives how many of the unit's functions ended. */
export function closeFunctions(
  tx: Tx,
  unit: string,
  closed: { readonly ids: readonly string[]; readonly day: string },
): Promise<number> {
  return tx.execute(sql`
    UPDATE identity.organisation_functions SET valid_to = ${closed.day}::date
    WHERE organisation_id = ${unit}::uuid AND id = ANY (${closed.ids}::uuid[]) AND valid_from < ${closed.day}::date
      AND (valid_to IS NULL OR valid_to > ${closed.day}::date)`)
}

export interface SuccessionRow {
  readonly predecessor: string
  readonly successor: string
  readonly isMain: boolean
}

export async function insertSuccessions(
  tx: Tx,
  rows: readonly SuccessionRow[],
  act: { readonly id: string; readonly day: string },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO identity.successions (predecessor_id, successor_id, since, is_main, act_id)
    SELECT s.predecessor, s.successor, ${act.day}::date, s."isMain", ${act.id}::uuid
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS s (predecessor uuid, successor uuid, "isMain" boolean)`)
}

/**
 * What stands against ending units on a day: identifiers and functions of theirs that began then or later, and units that
 * lay under them until after it.
 */
export function listBegunSince(
  db: Db,
  ids: readonly string[],
  day: string,
): Promise<{ unit: OrganisationId; what: string; since: string }[]> {
  return db.rows<{ unit: OrganisationId; what: string; since: string }>(sql`
    SELECT organisation_id AS unit, concat_ws(' ', scheme, value) AS what, valid_from AS since
    FROM identity.organisation_identifiers WHERE organisation_id = ANY (${ids}::uuid[]) AND valid_from >= ${day}::date
    UNION ALL
    SELECT organisation_id, left(text, 80), valid_from
    FROM identity.organisation_functions WHERE organisation_id = ANY (${ids}::uuid[]) AND valid_from >= ${day}::date
    UNION ALL
    SELECT p.parent_id, p.name, p.valid_to
    FROM identity.organisation_periods AS p JOIN identity.organisations AS o ON o.id = p.organisation_id
    WHERE p.parent_id = ANY (${ids}::uuid[]) AND p.valid_to > ${day}::date
      AND (o.ended_by IS NOT NULL OR p.valid_to IS DISTINCT FROM o.valid_to)`)
}
