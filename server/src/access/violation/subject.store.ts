import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Subject } from './violation.ts'

/** The subjects a violation may be about, by what people call them; each undefined when there is none. */

export function findAccountSubject(db: Db, login: string): Promise<Subject | undefined> {
  return db.first<Subject>(sql`
    SELECT 'account' AS type, a.id::text AS id, a.login AS name, a.id AS "accountId", a.organisation_id AS "unitId", NULL AS "datasetId"
    FROM identity.accounts AS a WHERE a.login = lower(${login})`)
}

export function findUnitSubject(db: Db, id: string): Promise<Subject | undefined> {
  return db.first<Subject>(sql`
    SELECT 'unit' AS type, o.id::text AS id, o.name, NULL AS "accountId", o.id AS "unitId", NULL AS "datasetId"
    FROM identity.organisations AS o WHERE o.id = ${id}::uuid`)
}

/** Its holder answers for it. */
export function findGrantSubject(
  db: Db,
  { year, number }: { readonly year: number; readonly number: number },
): Promise<Subject | undefined> {
  return db.first<Subject>(sql`
    SELECT 'grant' AS type, g.id::text AS id, g.year || '/' || lpad(g.number::text, 4, '0') AS name, NULL AS "accountId",
           g.unit_id AS "unitId", g.dataset_id AS "datasetId"
    FROM access.grants AS g WHERE g.year = ${year} AND g.number = ${number}`)
}

/** Its provider answers for it. */
export function findDatasetSubject(db: Db, code: string): Promise<Subject | undefined> {
  return db.first<Subject>(sql`
    SELECT 'dataset' AS type, d.id::text AS id, d.name, NULL AS "accountId", d.provider_id AS "unitId", d.id AS "datasetId"
    FROM catalogue.datasets AS d WHERE d.code = ${code}`)
}
