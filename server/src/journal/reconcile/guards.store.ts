import { sql } from 'kysely'
import { windowRoles } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { VerificationFault } from '../verification-fault.ts'
import { appendOnlyTables } from './append-only.ts'
import { listOpenRows } from './row-security.store.ts'
import { shippedAuthorities, shippedExemptions, shippedFunctions } from './shipped.ts'
import type { ShippedFunction } from './shipped.ts'

/**
 * Whether what keeps the rule of the journal stands, by PostgreSQL's own catalogue. It needs no earlier state to compare
 * with: what must stand is known, so that what was taken away before anybody looked shows as well.
 */

/** What came with the program: the whole text of its migrations. */
export type ShippedSql = string

const watched = sql`
  (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace AS n
   WHERE n.nspname NOT IN ('staging', 'shown', 'public', 'information_schema') AND n.nspname !~ '^pg_')`
const tables = sql`
  (SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relowner, c.relacl FROM pg_catalog.pg_class AS c
   JOIN ${watched} AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm'))`

const ours = [
  ...['kho_owner', 'kho_application', 'kho_loader', 'kho_reader', 'kho_reconciler'],
  ...windowRoles,
] as const

/** Bits of pg_trigger.tgtype. */
const [forRow, before, insert, remove, update, truncate] = [1, 2, 4, 8, 16, 32] as const
const rules = [
  { trigger: 'governed', call: 'journal.require_change', kinds: before + insert + remove + update + truncate },
  { trigger: 'append_only', call: 'journal.refuse_rewrite', kinds: before + remove + update + truncate },
  { trigger: 'append_only', call: 'journal.refuse_rewrite', kinds: before + remove + truncate },
  { trigger: 'only_grows', call: 'journal.only_grow', kinds: forRow + before + update },
  { trigger: 'has_entry', call: 'journal.require_entry', kinds: forRow + insert },
  { trigger: 'only_forward', call: 'platform.only_forward', kinds: forRow + before + update },
  { trigger: 'carries_authority', call: 'platform.bump_authority', kinds: insert + remove + update },
  { trigger: 'tokens_ended', call: 'identity.tokens_ended', kinds: remove },
] as const
type Rule = (typeof rules)[number]
const [governed, appendOnly, neverShorter, onlyGrows, hasEntry, onlyForward, carriesAuthority, tokensEnded] = rules

/** Whether a table has the trigger, for every statement or row of these kinds, in every session. */
const has = ({ trigger, call, kinds }: Rule) => sql`EXISTS (
  SELECT FROM pg_catalog.pg_trigger AS g JOIN pg_catalog.pg_proc AS p ON p.oid = g.tgfoid
  WHERE g.tgrelid = t.oid AND g.tgname = ${trigger} AND p.oid::regproc::text = ${call} AND g.tgenabled = 'A' AND g.tgqual IS NULL AND g.tgattr = '' AND g.tgtype = ${kinds})`

export async function listFallenGuards(db: Db, shipped: ShippedSql): Promise<VerificationFault[]> {
  const faults = await db.rows<VerificationFault>(sql`
    SELECT t.name AS place, 'takes changes without a record: its guard is missing, switched off or another' AS reason
    FROM ${tables} AS t WHERE NOT ${has(governed)}
      AND NOT EXISTS (SELECT FROM platform.operational_tables AS o WHERE o.relation = t.name)
    UNION ALL SELECT t.name, 'may be rewritten: its guard is missing, switched off or another' FROM ${tables} AS t
    WHERE t.name = ANY (${appendOnlyTables}::text[]) AND NOT ${has(appendOnly)}
    UNION ALL SELECT t.name, 'may be rewritten: its guard is missing, switched off or another' FROM ${tables} AS t
    WHERE t.name = 'journal.tiles' AND NOT (${has(onlyGrows)} AND ${has(neverShorter)})
    UNION ALL SELECT t.name, 'may be set back: its guard is missing, switched off or another' FROM ${tables} AS t
    WHERE t.name = 'platform.authority' AND NOT ${has(onlyForward)}
    UNION ALL SELECT t.name, 'takes changes without an entry: its guard is missing, switched off or another' FROM ${tables} AS t
    WHERE t.name = 'journal.changes' AND NOT ${has(hasEntry)}
    UNION ALL SELECT t.name, 'lets go on what was revoked: what moves the counter of rights is missing, switched off or another' FROM ${tables} AS t
    WHERE t.name = ANY (${shippedAuthorities(shipped)}::text[]) AND NOT ${has(carriesAuthority)}
      OR t.name = 'identity.openid_artifacts' AND NOT ${has(tokensEnded)}
    UNION ALL SELECT t.name, 'has the trigger ' || g.tgname || ' that is none of the product’s, or does not fire in every session'
    FROM ${tables} AS t JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = t.oid WHERE NOT g.tgisinternal AND (g.tgenabled <> 'A'
      OR (g.tgname, g.tgfoid::regproc::text) NOT IN (${sql.join(rules.map(({ trigger, call }) => sql`(${trigger}, ${call})`))}))
    UNION ALL SELECT t.name, 'has the rewriting rule ' || r.rulename FROM ${tables} AS t
    JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = t.oid WHERE r.rulename <> '_RETURN'
    UNION ALL SELECT t.name, 'shows the rows of ' || i.inhrelid::regclass || ', which inherits from it' FROM ${tables} AS t
    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = t.oid
    UNION ALL SELECT t.name, 'belongs to ' || pg_get_userbyid(t.relowner) FROM ${tables} AS t WHERE pg_get_userbyid(t.relowner) <> 'kho_owner'
    UNION ALL SELECT n.nspname, 'belongs to ' || pg_get_userbyid(s.nspowner) FROM ${watched} AS n
    JOIN pg_catalog.pg_namespace AS s ON s.oid = n.oid WHERE pg_get_userbyid(s.nspowner) <> 'kho_owner'
    UNION ALL SELECT DISTINCT t.name, 'gives rights to ' || CASE a.grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(a.grantee) END
    FROM ${tables} AS t, aclexplode(t.relacl) AS a
    WHERE a.grantee = 0 OR pg_get_userbyid(a.grantee) NOT IN ('kho_owner', 'kho_application', 'kho_loader', 'kho_reader', 'kho_reconciler')
      AND NOT (pg_get_userbyid(a.grantee) = ANY (${[...windowRoles]}::text[]) AND t.name ~ '^(data|history)\\.')
    UNION ALL SELECT DISTINCT t.name, 'lets ' || pg_get_userbyid(a.grantee) || ' ' || a.privilege_type
    FROM ${tables} AS t, aclexplode(t.relacl) AS a
    WHERE pg_get_userbyid(a.grantee) <> 'kho_owner' AND (a.privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')
      OR pg_get_userbyid(a.grantee) <> ALL (ARRAY['kho_application', 'kho_loader']) AND a.privilege_type <> 'SELECT'
      OR pg_get_userbyid(a.grantee) = 'kho_reader' AND t.name ~ '^(data|history|search)\\.'
      OR a.privilege_type IN ('UPDATE', 'DELETE') AND (t.name = ANY (${appendOnlyTables}::text[]) OR t.name ~ '^(history\\.|warehouse\\.(applies|row_leaves|row_tiles)$)')
      OR pg_get_userbyid(a.grantee) = 'kho_application' AND t.name ~ '^(data|history)\\.')
    UNION ALL SELECT r.rolname::text, 'may more than its work asks for (superuser, roles, databases, row security, signing in or replication)'
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname = ANY (${[...ours]}::text[]) AND (r.rolsuper OR r.rolcreaterole
      OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication AND r.rolname <> 'kho_reconciler' OR r.rolcanlogin AND r.rolname = ANY (${['kho_owner', ...windowRoles]}::text[]))
    UNION ALL SELECT m.member::regrole::text, 'is a member of ' || m.roleid::regrole::text FROM pg_catalog.pg_auth_members AS m
    WHERE m.member::regrole::text = ANY (${[...ours]}::text[])
      AND NOT (m.member::regrole::text = 'kho_owner' AND m.roleid::regrole::text = ANY (${[...windowRoles]}::text[]))
    UNION ALL SELECT w.name, 'does not note changes of the structure: missing, switched off or another' FROM (VALUES
      ('kho_structure_changed', 'ddl_command_end'), ('kho_structure_dropped', 'sql_drop')) AS w (name, event)
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger AS e WHERE e.evtname = w.name AND e.evtevent = w.event
      AND e.evtenabled = 'A' AND e.evttags IS NULL AND e.evtfoid::regproc::text = 'journal.note_structure')
    ORDER BY 1, 2`)
  return [...faults, ...(await listOpenRows(db)), ...(await listForeign(db, shipped))]
}

/** Tables outside the rule of the journal, `schema.table`. */
export async function listOperational(db: Db): Promise<string[]> {
  const rows = await db.rows<{ relation: string }>(
    sql`SELECT relation FROM platform.operational_tables ORDER BY relation`,
  )
  return rows.map(({ relation }) => relation)
}

interface StandingFunction extends ShippedFunction {
  /** With its arguments. */
  readonly place: string
  readonly owner: string
}

/** Functions and exemptions that no migration of this version made so, and functions that are gone. */
async function listForeign(db: Db, shipped: ShippedSql): Promise<VerificationFault[]> {
  const standing = await db.rows<StandingFunction>(sql`
    SELECT p.oid::regprocedure::text AS place, n.nspname || '.' || p.proname AS name, pg_get_userbyid(p.proowner) AS owner,
      pg_get_function_identity_arguments(p.oid) AS arguments, l.lanname AS language, p.prosecdef AS definer,
      coalesce(array_to_string(p.proconfig, ','), '') AS settings, p.prosrc AS body
    FROM pg_catalog.pg_proc AS p JOIN ${watched} AS n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`)
  const functions = shippedFunctions(shipped)
  const present = new Set(standing.map(({ name }) => name))
  const exemptions = new Set([...shippedExemptions(shipped), ...appendOnlyTables])
  const exempt = await listOperational(db)
  const fault = (reason: string) => (place: string) => ({ place, reason })
  return [
    ...standing
      .filter((each) => !isShipped(each, functions.get(each.name)))
      .map(({ place }) => place)
      .map(fault('is not the function this version came with')),
    ...[...functions.keys()]
      .filter((name) => !present.has(name))
      .map(fault('is a function of this version, and is gone')),
    ...exempt
      .filter((relation) => !exemptions.has(relation))
      .map(fault('is exempt from the journal by no migration of this version')),
  ]
}

/** A body that came with the program is a guard under its own name only, with its own arguments, rights and settings. */
function isShipped(standing: StandingFunction, shipped: ShippedFunction | undefined): boolean {
  return (
    standing.owner === 'kho_owner' &&
    standing.arguments === shipped?.arguments &&
    standing.language === shipped.language &&
    standing.definer === shipped.definer &&
    standing.settings === shipped.settings &&
    standing.body === shipped.body
  )
}
