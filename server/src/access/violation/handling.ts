import type { Principal } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import { positionsOf } from './reporting.ts'
import { keepAct, keepEvidence } from './raising.ts'
import type { KeptAct } from './raising.ts'
import { liftBlock } from './reading-block.store.ts'
import { violationProblems } from './violation.errors.ts'
import { needsInstrument, orderFault } from './violation.ts'
import type { Incident, NoticeName, OrderFault, Violation, ViolationOrder } from './violation.ts'
import {
  insertNotice,
  lockViolation,
  saveViolationEnd,
  saveExamination,
  saveIncident,
  saveProposal,
  saveReturn,
} from './violation.store.ts'
import type { Proposal, ViolationDeps, Violations, Word } from './violations.ts'

type Handled = 'addEvidence' | 'examineViolation' | 'proposeEnd' | 'decideViolation' | 'releaseSubject'
type Notifying = 'declareIncident' | 'noteNotice'
/** The orders of officers; each refuses what two persons, or the state of the violation, do not allow. */
export type Handling = Readonly<{
  [Name in Handled | Notifying]: (...given: Parameters<Violations[Name]>) => Promise<void>
}>

interface Ordered {
  readonly order: ViolationOrder
  readonly officer: Principal
  readonly id: string
}

export function createHandling(deps: ViolationDeps): Handling {
  return { ...createExamination(deps), ...createNotifying(deps) }
}

function createExamination(deps: ViolationDeps): Pick<Handling, Handled> {
  const obey = createObeying(deps)
  return {
    addEvidence: async (officer, id, named, words) => {
      const positions = await positionsOf(deps.database.application, named)
      await obey({ order: 'addEvidence', officer, id }, async (tx) => ({
        ...{ act: 'evidenceAdded', words, facts: {} },
        payload: await keepEvidence(tx, officer, id, positions),
      }))
    },
    examineViolation: (officer, id, words) =>
      obey({ order: 'examine', officer, id }, async (tx) => {
        await saveExamination(tx, id)
        return { act: 'examined', words, facts: {} }
      }),
    proposeEnd: (officer, id, { words, ...proposed }) =>
      obey({ order: 'propose', officer, id }, async (tx) => {
        const { outcome, measure, ground } = fitting(proposed)
        await saveProposal(tx, id, { outcome, measure, ground, by: officer.accountId })
        return { act: 'proposed', words, facts: { outcome, measure, ground } }
      }),
    decideViolation: (officer, id, word) => decide(deps, obey, { order: 'decide', officer, id }, word),
    releaseSubject: (officer, id, words) =>
      obey({ order: 'release', officer, id }, async (tx, { subject }) => {
        await liftBlock(tx, id)
        return { act: 'released', words, facts: { account: subject.name } }
      }),
  }
}

/** One that is upheld has a measure, one that is dismissed a ground, and neither the other. */
function fitting({ outcome, measure, ground }: Omit<Proposal, 'words'>): Omit<Proposal, 'words'> {
  return outcome === 'upheld'
    ? { outcome, measure: measure ?? 'reminder', ground: null }
    : { outcome, measure: null, ground: ground ?? 'unproven' }
}

async function decide(
  { law }: ViolationDeps,
  obey: Obeying,
  ordered: Ordered,
  { decision, instrument: named, words }: Word,
): Promise<void> {
  const instrument = named === null ? null : await law.getInForce(named)
  await obey(ordered, async (tx, { outcome, measure, ground }) => {
    const { id } = ordered
    const facts = { outcome, measure, ground }
    if (decision === 'refuse') {
      await saveReturn(tx, id)
      return { act: 'returned', words, facts }
    }
    if (needsInstrument(outcome, measure) && !instrument) throw violationProblems.violationInstrumentMissing()
    const act = outcome ?? 'dismissed'
    const deciding = act === 'upheld' ? instrument : null
    await saveViolationEnd(tx, id, act, deciding?.id ?? null)
    return { act, words, facts: { ...facts, instrument: deciding?.number ?? null } }
  })
}

function createNotifying(deps: ViolationDeps): Pick<Handling, Notifying> {
  const obey = createObeying(deps)
  return {
    declareIncident: (officer, id, { isPersonal, facts }) =>
      obey({ order: 'declareIncident', officer, id }, async (tx, { openedAt }) => {
        await saveIncident(tx, id, { since: openedAt, isPersonal, facts })
        return {
          ...{ act: 'incidentDeclared', words: `${facts.nature}\n${facts.reach}\n${facts.remedy}` },
          facts: { since: openedAt.toISOString(), isPersonal, people: facts.people },
        }
      }),
    noteNotice: (officer, id, { notice, recipient, reference }) =>
      obey({ order: 'declareIncident', officer, id }, async (tx, { incident }) => {
        notifiable(incident, notice)
        const isNew = await insertNotice(tx, id, { notice, by: officer.accountName, recipient, reference })
        if (!isNew) throw violationProblems.incidentNoticeSent()
        return { act: 'noticeSent', words: null, facts: { notice, recipient, reference } }
      }),
  }
}

/** An incident of which a notice is due. Throws `access.incidentUndeclared`, `access.incidentNoticeUnasked`. */
export function notifiable(incident: Incident | null, notice: NoticeName): Incident {
  if (!incident) throw violationProblems.incidentUndeclared()
  if (notice === 'personalData' && !incident.isPersonal) throw violationProblems.incidentNoticeUnasked()
  return incident
}

type Obeying = (ordered: Ordered, work: (tx: Tx, violation: Violation) => Promise<KeptAct>) => Promise<void>

/** One order at a time, against the violation as it stands when nobody else can give one. */
function createObeying({ journal }: ViolationDeps): Obeying {
  return ({ order, officer, id }, work) =>
    journal.change(officer, async (tx) => {
      const violation = await lockViolation(tx, id, officer.accountId)
      if (!violation) throw violationProblems.violationNotFound()
      const fault = orderFault(order, violation, officer)
      if (fault !== undefined) throw faults[fault]()
      await keepAct(tx, officer, violation, await work(tx, violation))
    })
}

const faults = {
  ended: violationProblems.violationEnded,
  notOpen: violationProblems.violationNotOpen,
  notProposed: violationProblems.violationNotProposed,
  proposed: violationProblems.violationProposed,
  ownViolation: violationProblems.ownViolation,
  ownUnit: violationProblems.ownUnitViolation,
  ownReport: violationProblems.ownViolationReport,
  ownProposal: violationProblems.ownViolationProposal,
  free: violationProblems.violationUnrestrained,
} as const satisfies Record<OrderFault, () => Error>
