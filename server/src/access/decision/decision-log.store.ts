import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Extent, PolicyRequest } from '../policy/index.ts'

export async function insertDecisions(db: Db, rows: readonly object[]): Promise<void> {
  await db.execute(sql`
    INSERT INTO access.decisions
    SELECT * FROM json_populate_recordset(NULL::access.decisions, ${JSON.stringify(rows)}::json)`)
}

/** A decision of the log. */
export interface LoggedDecision {
  readonly id: string
  readonly at: Date
  readonly accountId: string
  readonly unitId: string
  readonly request: PolicyRequest
  readonly policySet: string
  readonly allowed: boolean
  readonly policies: readonly string[]
  readonly fields: Extent['fields'] | null
  readonly rows: Extent['rows'] | null
}

export interface Period {
  readonly from: Date
  /** Not included. */
  readonly to: Date
}

/** Where a walk through the log stands. */
export interface LogPlace {
  readonly at: Date
  readonly id: string
}

/** The decisions of a period in the order they were made. */
export async function listDecisions(
  db: Db,
  { from, to }: Period,
  { after, limit }: { readonly after: LogPlace | undefined; readonly limit: number },
): Promise<LoggedDecision[]> {
  const behind = after === undefined ? sql`true` : sql`(d.at, d.id) > (${after.at}, ${after.id}::uuid)`
  const rows = await db.rows<LoggedRow>(sql`
    SELECT d.id, d.at, d.account_id AS "accountId", d.unit_id AS "unitId", d.request, d.policy_set AS "policySet",
           d.allowed, d.policies, d.fields, d.rows
    FROM access.decisions AS d
    WHERE d.at >= ${from} AND d.at < ${to} AND ${behind}
    ORDER BY d.at, d.id LIMIT ${limit}`)
  return rows.map(({ request, ...row }) => ({ ...row, request: inTodaysWords(request) }))
}

/** Before there was a register of purposes, only whether one was stated mattered, and there were no grants. */
interface FormerCircumstances {
  readonly roles: readonly string[]
  readonly purposeStated: boolean
}

type LoggedRow = Omit<LoggedDecision, 'request'> & {
  readonly request: Omit<PolicyRequest, 'circumstances'> & {
    readonly circumstances: PolicyRequest['circumstances'] | FormerCircumstances
  }
}

function inTodaysWords({ circumstances, ...request }: LoggedRow['request']): PolicyRequest {
  if ('grant' in circumstances) return { ...request, circumstances }
  const { roles, purposeStated } = circumstances
  const purpose = purposeStated ? 'official' : 'none'
  return { ...request, circumstances: { roles, purpose, purposeInRemit: purposeStated, grant: 'none' } }
}

export async function countDecisions(db: Db, { from, to }: Period): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count FROM access.decisions AS d WHERE d.at >= ${from} AND d.at < ${to}`)
  return row?.count ?? 0
}
