import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { localDay, newId } from '../../platform/index.ts'
import type { Clock, Database, Db, Language } from '../../platform/index.ts'
import { insertAct } from '../act/act.store.ts'
import type { Act } from '../act/act.ts'
import { begin } from '../act/carry-out.ts'
import type { NewUnit } from '../act/step.ts'
import { identityProblems } from '../identity.errors.ts'
import { findLife, listFunctions, listPeriods, listPredecessors, listSuccessors } from './history.store.ts'
import type { HeldFunction, Relation, UnitPeriod } from './history.store.ts'
import { organisationRuleText } from './organisation.texts.ts'
import { holdsDay, organisationFaults } from './organisation.ts'
import type { Identifier, Organisation, OrganisationId, OrganisationInput, OrgRef } from './organisation.ts'
import {
  findByIdentifier,
  findOrganisation,
  findOrgRefs,
  holdUnit,
  listOrganisations,
  listTree,
} from './organisation.store.ts'
import type { OrganisationFilter, TreeUnit } from './organisation.store.ts'

/** What became of a unit over time. */
export interface UnitHistory {
  readonly periods: readonly UnitPeriod[]
  readonly predecessors: readonly Relation[]
  readonly successors: readonly Relation[]
  readonly functions: readonly HeldFunction[]
}

export interface Organisations {
  /**
   * Brings units in as they are known to be, by an act of import of its own (ADR 0028), in their order; all of them or
   * none. It changes no unit that is there already.
   */
  registerOrganisations(
    actor: Actor,
    inputs: readonly OrganisationInput[],
    language?: Language,
  ): Promise<Organisation[]>
  findOrganisation(id: string): Promise<Organisation | undefined>
  /** The unit as it was last, or on a day; throws `identity.organisationNotFound` or `identity.organisationNotThen`. */
  getOrganisation(id: string, on?: string): Promise<Organisation>
  /** The unit that holds an identifier on a day, today without one, as it was on that day. */
  findByIdentifier(identifier: Pick<Identifier, 'scheme' | 'value'>, day?: string): Promise<Organisation | undefined>
  /** Those of the ids that exist, by id, under their last names. */
  orgRefs(ids: readonly string[]): Promise<Map<string, OrgRef>>
  listOrganisations(filter: OrganisationFilter): Promise<Organisation[]>
  /** All units of a day, each with its parent; today's without a day. */
  organisationTree(on?: string): Promise<{ readonly on: string; readonly items: TreeUnit[] }>
  organisationHistory(id: string): Promise<UnitHistory>
  /** Keeps a unit from ending until the change is done; throws `identity.organisationEnded` when it has ended. */
  holdLivingUnit(tx: Tx, id: string): Promise<void>
}

export function createOrganisations(deps: { database: Database; journal: Journal; clock: Clock }): Organisations {
  const db = deps.database.application
  const today = () => localDay(deps.clock.now())
  return {
    registerOrganisations,
    findOrganisation: (id) => findOrganisation(db, id),
    getOrganisation: (id, on) => getOrganisation(db, id, on),
    findByIdentifier: async (identifier, day = today()) => {
      const found = await findByIdentifier(db, identifier, day)
      // A code may be older than its unit's registration here.
      return found && ((await findOrganisation(db, found.id, day)) ?? found)
    },
    orgRefs: async (ids) => new Map((await findOrgRefs(db, ids)).map((ref) => [ref.id, ref])),
    listOrganisations: (filter) => listOrganisations(db, filter),
    organisationTree: async (on = today()) => ({ on, items: await listTree(db, on) }),
    organisationHistory: async (id) => {
      await getOrganisation(db, id)
      return historyOf(db, id)
    },
    holdLivingUnit,
  }

  async function registerOrganisations(
    actor: Actor,
    inputs: readonly OrganisationInput[],
    language: Language = 'vi',
  ): Promise<Organisation[]> {
    for (const input of inputs) refuseFaults(input, { language, today: today() })
    return deps.journal.change(actor, async (tx) => {
      const named = inputs.flatMap(({ parent }) => parent ?? [])
      const parents = new Map((await findOrgRefs(tx, named)).map((p) => [p.id, p]))
      const units = inputs.map((input) => ({
        id: newId<'organisation'>(tx.at),
        input,
        parent: parentIn(parents, input.parent),
      }))
      const steps = units.map(({ id, input, parent }) => ({ unit: id, facts: factsOf(input, parent?.id ?? null) }))
      const act = importOf(actor, tx, steps)
      await insertAct(tx, act)
      await begin(
        tx,
        act.id,
        steps.map(({ unit: id, facts }) => ({ id, facts })),
      )
      return units.map(({ id, input, parent }): Organisation => {
        const { kind, name, nameEn, territory, validFrom, validTo, identifiers } = input
        return { id, kind, name, nameEn, parent, territory, validFrom, validTo, identifiers }
      })
    })
  }
}

async function getOrganisation(db: Db, id: string, on?: string): Promise<Organisation> {
  const organisation = await findOrganisation(db, id, on)
  if (organisation) return organisation
  const life = on === undefined ? undefined : await findLife(db, id)
  if (!life || on === undefined) throw identityProblems.organisationNotFound({ organisation: id })
  const { name: unit, validFrom: from, validTo: to } = life
  throw identityProblems.organisationNotThen({ unit, day: on, from, to: to ?? '…' })
}

async function historyOf(db: Db, id: string): Promise<UnitHistory> {
  const [periods, predecessors] = [await listPeriods(db, id), await listPredecessors(db, id)]
  return { periods, predecessors, successors: await listSuccessors(db, id), functions: await listFunctions(db, id) }
}

async function holdLivingUnit(tx: Tx, id: string): Promise<void> {
  const unit = await holdUnit(tx, id)
  if (!unit) throw identityProblems.organisationNotFound({ organisation: id })
  if (holdsDay({ validFrom: '', validTo: unit.validTo }, localDay(tx.at))) return
  const successors = (await listSuccessors(tx, id)).map((each) => each.unit.name)
  throw identityProblems.organisationEnded({ unit: unit.name, day: unit.validTo ?? '', successors })
}

function importOf(
  actor: Actor,
  tx: Tx,
  units: readonly { unit: OrganisationId; facts: NewUnit }[],
): Omit<Act, 'titleEn'> {
  const [first, ...others] = units.map(({ facts }) => facts.name)
  return {
    ...{ id: newId<'act'>(tx.at), kind: 'import', instrument: null, effectiveOn: null, state: 'applied' },
    title:
      others.length === 0 ? `Nhập đơn vị ${first ?? ''}` : `Nhập ${String(units.length)} đơn vị: ${first ?? ''}, …`,
    steps: units.map(({ unit, facts }) => ({ step: 'create', unit, facts })),
    ...{ preparedAt: tx.at, preparedBy: actor.accountId, confirmedAt: tx.at, confirmedBy: actor.accountId },
    ...{ appliedAt: tx.at, effect: null, problem: null },
  }
}

function refuseFaults(input: OrganisationInput, { language, today }: { language: Language; today: string }): void {
  const faults = organisationFaults(input, today)
  if (faults.length === 0) return
  const errors = faults.map(({ rule, field }) => ({ field, message: organisationRuleText[rule][language] }))
  throw identityProblems.organisationInvalid({ name: input.name }, { errors })
}

function parentIn(parents: ReadonlyMap<string, OrgRef>, id: string | null): OrgRef | null {
  const parent = id === null ? null : parents.get(id)
  if (parent === undefined) throw identityProblems.organisationNotFound({ organisation: id ?? '' })
  return parent
}

function factsOf(input: OrganisationInput, parent: OrganisationId | null): NewUnit {
  return { ...input, parent, functions: input.functions ?? [] }
}
