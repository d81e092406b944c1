import { sql } from 'kysely'
import { orgRef } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import { localDay } from '../../platform/index.ts'
import type { Db, Json } from '../../platform/index.ts'
import type { DetectorName } from './detector.ts'
import type { ViolationKind } from './kind.ts'
import type {
  Ground,
  Incident,
  IncidentFacts,
  Measure,
  NoticeName,
  Outcome,
  SentNotice,
  Subject,
  Violation,
  ViolationAct,
  ViolationActName,
  ViolationState,
} from './violation.ts'

export interface NewViolation {
  readonly id: string
  readonly kind: ViolationKind
  readonly detector: DetectorName | null
  readonly reporter: { readonly accountId: string; readonly name: string; readonly unitId: string } | null
  readonly subject: Subject
  readonly words: string | null
  readonly salt: string | null
  readonly figures: Readonly<Record<string, number>>
  readonly window: Violation['window']
}

/** Keeps a violation under the next number of its year; undefined when its detector has raised it already. */
export async function insertViolation(tx: Tx, v: NewViolation): Promise<{ year: number; number: number } | undefined> {
  const year = Number(localDay(tx.at).slice(0, 4))
  const { reporter: by, subject: about, window } = v
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('access.violations'))`)
  return tx.first<{ year: number; number: number }>(sql`
    INSERT INTO access.violations (id, year, number, kind, detector, reporter_account_id, reporter_name, reporter_unit_id, subject_type,
      subject_id, subject_name, subject_account_id, subject_unit_id, dataset_id, words, salt, figures, window_from, window_to, state, opened_at)
    SELECT ${v.id}::uuid, ${year}::integer, coalesce(max(e.number), 0) + 1, ${v.kind}::text, ${v.detector}::text,
           ${by?.accountId ?? null}::uuid, ${by?.name ?? null}::text, ${by?.unitId ?? null}::uuid, ${about.type}::text, ${about.id}::text,
           ${about.name}::text, ${about.accountId}::uuid, ${about.unitId}::uuid, ${about.datasetId}::uuid, ${v.words}::text,
           ${v.salt}::uuid, ${JSON.stringify(v.figures)}::jsonb, ${window?.from ?? null}::timestamptz, ${window?.to ?? null}::timestamptz,
           'open', ${tx.at}::timestamptz
    FROM access.violations AS e WHERE e.year = ${year}
    ON CONFLICT (detector, subject_type, subject_id, window_from) DO NOTHING
    RETURNING year, number`)
}

type ViolationRow = Omit<Violation, 'window' | 'incident'> & {
  readonly from: Date | null
  readonly to: Date | null
  readonly incidentSince: Date | null
  readonly incidentPersonal: boolean | null
  readonly incidentFacts: IncidentFacts | null
}

export interface ViolationFilter {
  readonly id?: string
  /** The account that looks: what it has seen is told. */
  readonly by: string
  /** Only what the account itself reported. */
  readonly ownOnly: boolean
  readonly states?: readonly ViolationState[] | undefined
  readonly before?: string | undefined
  readonly limit?: number
}

/** Newest first. */
export async function listViolations(db: Db, filter: ViolationFilter): Promise<Violation[]> {
  const { id = null, by, ownOnly, states = null, before = null, limit = 1 } = filter
  const rows = await db.rows<ViolationRow>(sql`
    SELECT v.id, v.year, v.number, v.kind, v.detector, v.words, v.figures, v.window_from AS "from", v.window_to AS "to", v.state,
           v.opened_at AS "openedAt", v.ended_at AS "endedAt", v.outcome, v.measure, v.ground, v.proposed_by AS "proposedBy",
           CASE WHEN o.id IS NOT NULL THEN json_build_object('accountId', v.reporter_account_id, 'name', v.reporter_name, 'unit', ${orgRef('o')})
             END AS reporter,
           json_build_object('type', v.subject_type, 'id', v.subject_id, 'name', v.subject_name, 'accountId', v.subject_account_id,
             'unitId', v.subject_unit_id, 'datasetId', v.dataset_id) AS subject,
           CASE WHEN d.id IS NOT NULL THEN json_build_object('code', d.code, 'name', d.name, 'nameEn', d.name_en) END AS dataset,
           CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'number', i.number, 'signedOn', i.signed_on, 'issuer', i.issuer)
             END AS instrument,
           v.incident_since AS "incidentSince", v.incident_personal AS "incidentPersonal", v.incident_facts AS "incidentFacts",
           EXISTS (SELECT FROM access.reading_blocks AS b WHERE b.violation_id = v.id AND b.lifted_at IS NULL) AS "isRestrained",
           (SELECT min(w.at) FROM access.violation_views AS w WHERE w.violation_id = v.id AND w.for_committee) AS "seenByCommitteeAt",
           EXISTS (SELECT FROM access.violation_views AS w WHERE w.violation_id = v.id AND w.account_id = ${by}::uuid) AS "isSeen"
    FROM access.violations AS v
    LEFT JOIN identity.organisations AS o ON o.id = v.reporter_unit_id
    LEFT JOIN catalogue.datasets AS d ON d.id = v.dataset_id
    LEFT JOIN law.instruments AS i ON i.id = v.instrument_id
    WHERE (${id}::uuid IS NULL OR v.id = ${id}::uuid) AND (NOT ${ownOnly} OR v.reporter_account_id = ${by}::uuid)
      AND (${states}::text[] IS NULL OR v.state = ANY (${states}::text[])) AND (${before}::uuid IS NULL OR v.id < ${before}::uuid)
    ORDER BY v.id DESC LIMIT ${limit}`)
  return rows.map(toViolation)
}

function toViolation({ from, to, incidentSince, incidentPersonal, incidentFacts, ...row }: ViolationRow): Violation {
  const incident: Incident | null =
    incidentSince && incidentFacts
      ? { since: incidentSince, isPersonal: incidentPersonal === true, facts: incidentFacts }
      : null
  return { ...row, window: from && to ? { from, to } : null, incident }
}

/** Ids of the subjects a detector has raised something about, of a window. */
export async function listRaised(db: Db, detector: DetectorName, from: Date): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT subject_id AS id FROM access.violations WHERE detector = ${detector} AND window_from = ${from}`)
  return new Set(rows.map(({ id }) => id))
}

/** Locks a violation for an act of an officer on it. */
export async function lockViolation(tx: Tx, id: string, by: string): Promise<Violation | undefined> {
  await tx.execute(sql`SELECT id FROM access.violations WHERE id = ${id}::uuid FOR UPDATE`)
  return (await listViolations(tx, { id, by, ownOnly: false }))[0]
}

/** Violations that nobody has decided on and the account has not looked at. */
export async function countUnseen(db: Db, account: string): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count FROM access.violations AS v
    WHERE v.state IN ('open', 'examination', 'proposed') AND NOT EXISTS (
      SELECT FROM access.violation_views AS w WHERE w.violation_id = v.id AND w.account_id = ${account}::uuid)`)
  return row?.count ?? 0
}

export interface View {
  readonly account: string
  readonly forCommittee: boolean
  readonly at: Date
}

export async function insertView(db: Db, violation: string, { account, forCommittee, at }: View): Promise<void> {
  await db.execute(sql`
    INSERT INTO access.violation_views (violation_id, account_id, for_committee, at)
    VALUES (${violation}::uuid, ${account}::uuid, ${forCommittee}, ${at}) ON CONFLICT DO NOTHING`)
}

export interface NewAct {
  readonly act: ViolationActName
  readonly by: { readonly accountId: string; readonly accountName: string; readonly unitName: string }
  readonly words: string | null
  readonly salt: string | null
  readonly facts: Readonly<Record<string, Json>>
}

export async function insertAct(tx: Tx, violation: string, { act, by, words, salt, facts }: NewAct): Promise<void> {
  await tx.execute(sql`
    INSERT INTO access.violation_acts (violation_id, number, act, at, account_id, account_name, unit_name, words, salt, facts)
    SELECT ${violation}::uuid, coalesce(max(a.number), 0) + 1, ${act}::text, ${tx.at}::timestamptz, ${by.accountId}::text,
           ${by.accountName}::text, ${by.unitName}::text, ${words}::text, ${salt}::uuid, ${JSON.stringify(facts)}::jsonb
    FROM access.violation_acts AS a WHERE a.violation_id = ${violation}::uuid`)
}

/** In the order in which they were done. */
export function listActs(db: Db, violation: string): Promise<ViolationAct[]> {
  return db.rows<ViolationAct>(sql`
    SELECT act, at, account_id AS "accountId", account_name AS "accountName", unit_name AS "unitName", words, facts
    FROM access.violation_acts WHERE violation_id = ${violation}::uuid ORDER BY number`)
}

export async function saveExamination(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`UPDATE access.violations SET state = 'examination' WHERE id = ${id}::uuid`)
}

export interface Proposed {
  readonly outcome: Outcome
  readonly measure: Measure | null
  readonly ground: Ground | null
}

export async function saveProposal(tx: Tx, id: string, proposed: Proposed & { readonly by: string }): Promise<void> {
  const { outcome, measure, ground, by } = proposed
  await tx.execute(sql`
    UPDATE access.violations SET state = 'proposed', outcome = ${outcome}, measure = ${measure}, ground = ${ground}, proposed_by = ${by}::uuid
    WHERE id = ${id}::uuid`)
}

/** A second person does not agree: it is looked into further. */
export async function saveReturn(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.violations SET state = 'examination', outcome = NULL, measure = NULL, ground = NULL, proposed_by = NULL
    WHERE id = ${id}::uuid`)
}

export async function saveViolationEnd(tx: Tx, id: string, outcome: Outcome, instrument: string | null): Promise<void> {
  await tx.execute(sql`
    UPDATE access.violations SET state = ${outcome}, ended_at = ${tx.at}, instrument_id = ${instrument}::uuid WHERE id = ${id}::uuid`)
}

export async function saveIncident(tx: Tx, id: string, { since, isPersonal, facts }: Incident): Promise<void> {
  await tx.execute(sql`
    UPDATE access.violations
    SET incident_since = ${since}, incident_personal = ${isPersonal}, incident_facts = ${JSON.stringify(facts)}::jsonb
    WHERE id = ${id}::uuid`)
}

/** Gives false when that notice has been sent. */
export async function insertNotice(
  tx: Tx,
  id: string,
  { notice, by, recipient, reference }: Omit<SentNotice, 'sentAt'>,
): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO access.violation_notices (violation_id, notice, sent_at, by_name, recipient, reference)
    VALUES (${id}::uuid, ${notice}, ${tx.at}, ${by}, ${recipient}, ${reference}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export function listSentNotices(db: Db, ids: readonly string[]): Promise<(SentNotice & { violation: string })[]> {
  return db.rows<SentNotice & { violation: string; notice: NoticeName }>(sql`
    SELECT violation_id AS violation, notice, sent_at AS "sentAt", by_name AS by, recipient, reference
    FROM access.violation_notices WHERE violation_id = ANY (${ids}::uuid[]) ORDER BY sent_at`)
}
