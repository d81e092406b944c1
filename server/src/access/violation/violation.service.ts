import type { Principal } from '../../identity/index.ts'
import type { Db } from '../../platform/index.ts'
import { sealOf } from './evidence.ts'
import { listEvidence, listRecordedSeals, stillHolds } from './evidence.store.ts'
import { createHandling, notifiable } from './handling.ts'
import { raise } from './raising.ts'
import { positionsOf, subjectOf } from './reporting.ts'
import { violationProblems } from './violation.errors.ts'
import { countUnseen, insertView, listActs, listSentNotices, listViolations } from './violation.store.ts'
import type { Report, SeenViolation, ViolationDeps, Violations } from './violations.ts'

const overseers = ['coordinator', 'committee', 'auditor'] as const

/** Whether somebody sees what others reported. */
export const oversees = ({ roles }: Pick<Principal, 'roles'>) => overseers.some((role) => roles.includes(role))

export function createViolations(deps: ViolationDeps): Violations {
  const { database, clock } = deps
  const db = database.application
  const handling = createHandling(deps)
  const see = async (reader: Principal, id: string) => {
    const seen = await seeViolation(db, reader, id)
    if (oversees(reader)) await insertView(db, id, viewOf(reader, clock.now()))
    return seen
  }
  return {
    reportViolation: async (reporter, report) => see(reporter, await keepReport(deps, reporter, report)),
    listViolations: async (reader, page) => {
      const found = await listViolations(db, { ...page, by: reader.accountId, ownOnly: !oversees(reader) })
      const sent = await listSentNotices(
        db,
        found.map(({ id }) => id),
      )
      return found.map((each) => ({ ...each, notices: sent.filter(({ violation }) => violation === each.id) }))
    },
    getViolation: see,
    countUnseen: (reader) => (oversees(reader) ? countUnseen(db, reader.accountId) : Promise.resolve(0)),
    checkEvidence: async (reader, id) => checkEvidence(db, await seeViolation(db, reader, id)),
    addEvidence: async (officer, ...given) =>
      handling.addEvidence(officer, ...given).then(() => see(officer, given[0])),
    examineViolation: async (officer, id, words) =>
      handling.examineViolation(officer, id, words).then(() => see(officer, id)),
    proposeEnd: async (officer, id, proposal) =>
      handling.proposeEnd(officer, id, proposal).then(() => see(officer, id)),
    decideViolation: async (officer, id, word) =>
      handling.decideViolation(officer, id, word).then(() => see(officer, id)),
    releaseSubject: async (officer, id, words) =>
      handling.releaseSubject(officer, id, words).then(() => see(officer, id)),
    declareIncident: async (officer, id, incident) =>
      handling.declareIncident(officer, id, incident).then(() => see(officer, id)),
    getIncident: async (reader, id, notice) => {
      const found = await see(reader, id)
      return { ...found, incident: notifiable(found.incident, notice) }
    },
    noteNotice: async (officer, id, sent) => handling.noteNotice(officer, id, sent).then(() => see(officer, id)),
  }
}

const viewOf = ({ accountId, roles }: Principal, at: Date) => ({
  account: accountId,
  forCommittee: roles.includes('committee'),
  at,
})

async function seeViolation(db: Db, reader: Principal, id: string): Promise<SeenViolation> {
  const [found] = await listViolations(db, { id, by: reader.accountId, ownOnly: !oversees(reader) })
  if (!found) throw violationProblems.violationNotFound()
  const acts = await listActs(db, id)
  const evidence = await listEvidence(db, id)
  return { ...found, acts, evidence, notices: await listSentNotices(db, [id]) }
}

async function keepReport({ database, journal }: ViolationDeps, reporter: Principal, report: Report): Promise<string> {
  const db = database.application
  const subject = await subjectOf(db, report.subject)
  const positions = await positionsOf(db, report.evidence)
  const { accountId, accountName: name, unitId } = reporter
  return journal.change(reporter, async (tx) => {
    const raised = await raise(tx, reporter, {
      ...{ kind: report.kind, detector: null, reporter: { accountId, name, unitId } },
      ...{ subject, words: report.words, figures: {}, window: null, positions },
    })
    if (!raised) throw new TypeError('A report was not kept')
    return raised.id
  })
}

async function checkEvidence(db: Db, { id, evidence }: SeenViolation) {
  const recorded = await listRecordedSeals(db, id)
  return Promise.all(
    evidence.map(async (each) => {
      const checks = await Promise.all(each.positions.map((positions) => stillHolds(db, positions)))
      const isSealed = sealOf(each.positions).equals(each.seal) && recorded.has(each.seal.toString('hex'))
      return { ...each, checks, holds: isSealed && checks.every(Boolean) }
    }),
  )
}
