import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Database, Language } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import { organisationRuleText } from './organisation.texts.ts'
import { organisationFaults } from './organisation.ts'
import type { Identifier, Organisation, OrganisationId, OrganisationInput, OrgRef } from './organisation.ts'
import {
  findByIdentifier,
  findOrganisation,
  findOrgRefs,
  insertIdentifiers,
  insertOrganisations,
  listOrganisations,
} from './organisation.store.ts'
import type { OrganisationFilter } from './organisation.store.ts'

export interface Organisations {
  /** Registers organisations in one change, in their order; all of them or none. */
  registerOrganisations(
    actor: Actor,
    inputs: readonly OrganisationInput[],
    language?: Language,
  ): Promise<Organisation[]>
  findOrganisation(id: string): Promise<Organisation | undefined>
  /** The organisation; throws `identity.organisationNotFound`. */
  getOrganisation(id: string): Promise<Organisation>
  /** The unit that holds an identifier on a day. */
  findByIdentifier(identifier: Pick<Identifier, 'scheme' | 'value'>, day: string): Promise<Organisation | undefined>
  /** Those of the ids that exist, by id. */
  orgRefs(ids: readonly string[]): Promise<Map<string, OrgRef>>
  listOrganisations(filter: OrganisationFilter): Promise<Organisation[]>
}

export function createOrganisations(deps: { database: Database; journal: Journal }): Organisations {
  const db = deps.database.application
  const getOrganisation = async (id: string) => {
    const organisation = await findOrganisation(db, id)
    if (!organisation) throw identityProblems.organisationNotFound({ organisation: id })
    return organisation
  }
  return {
    registerOrganisations,
    findOrganisation: (id) => findOrganisation(db, id),
    getOrganisation,
    findByIdentifier: (identifier, day) => findByIdentifier(db, identifier, day),
    orgRefs: async (ids) => new Map((await findOrgRefs(db, ids)).map((ref) => [ref.id, ref])),
    listOrganisations: (filter) => listOrganisations(db, filter),
  }

  async function registerOrganisations(
    actor: Actor,
    inputs: readonly OrganisationInput[],
    language: Language = 'vi',
  ): Promise<Organisation[]> {
    for (const input of inputs) refuseFaults(input, language)
    return deps.journal.change(actor, async (tx) => {
      const parents = new Map(
        (
          await findOrgRefs(
            tx,
            inputs.flatMap(({ parent }) => parent ?? []),
          )
        ).map((p) => [p.id, p]),
      )
      const organisations = inputs.map((input) => fromInput(input, parents, newId<'organisation'>(tx.at)))
      await insertOrganisations(tx, organisations)
      await holdIdentifiers(tx, organisations)
      for (const organisation of organisations) await recordRegistered(tx, organisation)
      return organisations
    })
  }
}

function refuseFaults(input: OrganisationInput, language: Language): void {
  const faults = organisationFaults(input)
  if (faults.length === 0) return
  const errors = faults.map(({ rule, field }) => ({ field, message: organisationRuleText[rule][language] }))
  throw identityProblems.organisationInvalid({ name: input.name }, { errors })
}

function fromInput(input: OrganisationInput, parents: ReadonlyMap<string, OrgRef>, id: OrganisationId): Organisation {
  const parent = input.parent === null ? null : parents.get(input.parent)
  if (parent === undefined) throw identityProblems.organisationNotFound({ organisation: input.parent ?? '' })
  return { ...input, id, parent }
}

async function holdIdentifiers(tx: Tx, organisations: readonly Organisation[]): Promise<void> {
  const held = organisations.flatMap(({ id, identifiers }) => identifiers.map((one) => ({ ...one, organisation: id })))
  const taken = await insertIdentifiers(tx, held)
  if (taken.length === 0) return
  throw identityProblems.identifierTaken({ identifiers: taken.map(({ scheme, value }) => `${scheme} ${value}`) })
}

async function recordRegistered(tx: Tx, organisation: Organisation): Promise<void> {
  const { id, kind, name, nameEn, parent, territory, validFrom, validTo, identifiers } = organisation
  await tx.record({
    event: identityEvents['organisation.registered'],
    subject: { type: 'organisation', id, label: name },
    payload: {
      kind,
      name,
      nameEn,
      parent: parent?.id ?? null,
      territory,
      validFrom,
      validTo,
      identifiers: identifiers.map((identifier) => ({ ...identifier })),
    },
  })
}
