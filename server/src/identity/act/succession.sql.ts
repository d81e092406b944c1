import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Assignment } from './step.ts'
import type { Succession } from './succession.ts'

/** So many contradictions of one sort are named; whoever mends these sees the rest. */
export const mostNamed = 20
/** So many of what passes are named beside their count. */
const examples = 5

/** Units that end, `p`, each with its main successor and its place among them. */
export function endingUnits({ passings }: Succession): RawBuilder<unknown> {
  const rows = passings.map(({ from, successors }) => ({ from, to: successors[0] ?? null }))
  return sql`ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS ("from" uuid, "to" uuid))
    WITH ORDINALITY AS p ("from", "to", place)`
}

/** Each unit that ends with each of its successors, `h`; those without any are not there. */
export function heirsOf({ passings }: Succession): RawBuilder<unknown> {
  const rows = passings.flatMap(({ from, successors }) => successors.map((to) => ({ from, to })))
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) AS h ("from" uuid, "to" uuid)`
}

/** Things of a kind, `x`, that go to another than the main successor of their unit. */
export function assignedThings({ passings }: Succession, what: Assignment['what']): RawBuilder<unknown> {
  const rows = passings.flatMap(({ from, assigned }) =>
    assigned.filter((each) => each.what === what).map(({ id, to }) => ({ from, id, to })),
  )
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) AS x ("from" uuid, id uuid, "to" uuid)`
}

/** Where a thing of an ending unit `p` comes from and goes to; `x` when it is assigned. */
export const fromAndTo = sql`p."from", coalesce(x."to", p."to") AS "to"`

/** The first few of a group by name. */
export function firstNamed(name: RawBuilder<string>): RawBuilder<string[]> {
  return sql`(array_agg(DISTINCT ${name} ORDER BY ${name}))[1:${examples}::integer]`
}
