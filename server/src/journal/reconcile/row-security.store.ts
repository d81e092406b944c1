import { sql } from 'kysely'
import { windowRoles } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { VerificationFault } from '../verification-fault.ts'

/** Row security as it must stand (ADR 0038), in the words of PostgreSQL's own catalogue. */

/** Tables whose rows a reader is held to (ADR 0038). */
const secured = '^((data|history|search)\\.|warehouse\\.(applies|states|row_leaves|row_tiles|submissions)$)'
const list = `\\(\\(NULLIF\\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\), ''::text\\)\\)::text\\[\\]\\)`
const listed = `\\((f[0-9]+|\\(f[0-9]+\\)::text) = ANY ${list}\\)`
const anyOrListed = `CASE\\s+WHEN \\(current_setting\\('kho\\.rows_f[0-9]+'::text, true\\) = '\\{\\*\\}'::text\\)\\s+THEN true\\s+ELSE ${listed}\\s+END`
/** Row security as the migrations make it: which tables, name, command, roles, condition as PostgreSQL writes it. */
const policies = [
  ['^(data|history)\\.', 'loaded', '*', '{kho_loader}', '^true$'],
  ['^(data|history)\\.', 'whole', 'r', '{kho_whole}', '^true$'],
  ['^(data|history)\\.', 'territory', 'r', '{kho_territory}', `^${listed}$`],
  ['^(data|history)\\.', 'part', 'r', '{kho_part}', `^\\(?\\s*${anyOrListed}(\\s+AND\\s+${anyOrListed})*\\)?$`],
  ['^warehouse\\.', 'own', '*', '{kho_application,kho_loader}', '^true$'],
  [
    '^warehouse\\.',
    'read',
    'r',
    '{kho_reader}',
    "^\\(dataset_id = \\(NULLIF\\(current_setting\\('kho\\.dataset'::text, true\\), ''::text\\)\\)::uuid\\)$",
  ],
] as const

/** Tables that show readers more than they were told, policies and windows that are none of the product's. */
export function listOpenRows(db: Db): Promise<VerificationFault[]> {
  const tables = sql`(SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relrowsecurity FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p'))`
  const known = sql.join(policies.map((each) => sql`(${sql.join(each)})`))
  return db.rows<VerificationFault>(sql`
    SELECT t.name AS place, 'shows rows to whoever reads: its row security is switched off' AS reason
    FROM ${tables} AS t WHERE NOT t.relrowsecurity AND t.name ~ ${secured}
    UNION ALL SELECT t.name, 'has the policy ' || p.polname || ' that is none of the product’s' FROM ${tables} AS t
    JOIN pg_catalog.pg_policy AS p ON p.polrelid = t.oid WHERE NOT EXISTS (
      SELECT FROM (VALUES ${known}) AS k (tables, name, command, roles, condition)
      WHERE t.name ~ k.tables AND p.polname = k.name AND p.polcmd::text = k.command AND p.polpermissive
        AND ARRAY(SELECT r.rolname::text FROM pg_catalog.pg_roles AS r WHERE r.oid = ANY (p.polroles) ORDER BY 1)::text = k.roles
        AND pg_get_expr(p.polqual, p.polrelid) ~ k.condition AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'true') = 'true')
    UNION ALL SELECT 'shown.' || c.relname, 'is no window of the product: whose it is or what it asks for is another' FROM pg_catalog.pg_class AS c
    WHERE c.relnamespace = 'shown'::regnamespace AND NOT (c.relkind = 'v' AND pg_get_userbyid(c.relowner) = ANY (${[...windowRoles]}::text[])
      AND pg_get_viewdef(c.oid) LIKE '%WHERE (current_setting(''kho.window''::text, true) = ''' || regexp_replace(c.relname, '^(in_force|ended|ever)_', '') || '''::text);')
    ORDER BY 1, 2`)
}
