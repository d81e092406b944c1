import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { OrganisationFunction, OrganisationId, OrganisationKind, OrgRef, Period } from './organisation.ts'
import { titleEn } from '../act/act.store.ts'
import { orgRef } from './organisation.store.ts'

/** What a unit was for a period, and by which act. */
export interface UnitPeriod extends Period {
  readonly name: string
  readonly nameEn: string
  readonly kind: OrganisationKind
  readonly parent: OrgRef | null
  readonly act: {
    readonly id: string
    readonly title: string
    readonly titleEn: string | null
    readonly instrument: string | null
  }
}

/** A unit this one took over from, or one that took over from it. */
export interface Relation {
  readonly unit: OrgRef
  readonly since: string
  readonly isMain: boolean
  readonly act: UnitPeriod['act']
}

const act = sql`json_build_object('id', a.id, 'title', a.title, 'titleEn', ${titleEn}, 'instrument', a.instrument_id)`

/** Oldest first; parents under the name they had when the period began. */
export function listPeriods(db: Db, id: string): Promise<UnitPeriod[]> {
  return db.rows<UnitPeriod>(sql`
    SELECT t.name, t.name_en AS "nameEn", t.kind, t.valid_from AS "validFrom", t.valid_to AS "validTo", ${act} AS act,
           CASE WHEN t.parent_id IS NOT NULL THEN json_build_object(
             'id', t.parent_id, 'name', coalesce(then_.name, p.name), 'nameEn', coalesce(then_.name_en, p.name_en),
             'kind', p.kind) END AS parent
    FROM identity.organisation_periods AS t JOIN identity.acts AS a ON a.id = t.act_id
    LEFT JOIN identity.organisations AS p ON p.id = t.parent_id
    LEFT JOIN identity.organisation_periods AS then_ ON then_.organisation_id = t.parent_id
      AND then_.valid_from <= t.valid_from AND (then_.valid_to IS NULL OR t.valid_from < then_.valid_to)
    WHERE t.organisation_id = ${id}::uuid ORDER BY t.valid_from`)
}

/** The main one first. */
export function listSuccessors(db: Db, id: string): Promise<Relation[]> {
  return listRelations(db, sql`s.predecessor_id = ${id}::uuid`, sql`s.successor_id`)
}

export function listPredecessors(db: Db, id: string): Promise<Relation[]> {
  return listRelations(db, sql`s.successor_id = ${id}::uuid`, sql`s.predecessor_id`)
}

function listRelations(db: Db, matching: ReturnType<typeof sql>, other: ReturnType<typeof sql>): Promise<Relation[]> {
  return db.rows<Relation>(sql`
    SELECT ${orgRef('o')} AS unit, s.since,
           s.is_main AS "isMain", ${act} AS act
    FROM identity.successions AS s JOIN identity.organisations AS o ON o.id = ${other} JOIN identity.acts AS a ON a.id = s.act_id
    WHERE ${matching} ORDER BY s.since, s.is_main DESC, o.search`)
}

export type HeldFunction = OrganisationFunction & { readonly id: string }

/** Those in force first, each group by its beginning. */
export function listFunctions(db: Db, id: string): Promise<HeldFunction[]> {
  return db.rows<HeldFunction>(sql`
    SELECT id, text, instrument_id AS instrument, citation, valid_from AS "validFrom", valid_to AS "validTo"
    FROM identity.organisation_functions WHERE organisation_id = ${id}::uuid
    ORDER BY valid_to NULLS FIRST, valid_from, id`)
}

/** Whether a unit is known at all, and since when until when. */
export function findLife(db: Db, id: string): Promise<(Period & { id: OrganisationId; name: string }) | undefined> {
  return db.first(sql`
    SELECT id, name, valid_from AS "validFrom", valid_to AS "validTo" FROM identity.organisations WHERE id = ${id}::uuid`)
}
