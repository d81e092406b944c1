import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import {
  HistoryShape,
  IdentifierParams,
  OnQuery,
  OrganisationPage,
  OrganisationQuery,
  OrganisationShape,
  TreeShape,
} from './organisation.schema.ts'
import type { Organisations } from './organisation.service.ts'

interface Deps {
  readonly identity: Organisations
  readonly cursors: CursorSeal
}

const Params = Type.Object({ id: IdShape })

export function organisationRoutes(deps: Deps): Route[] {
  return [...listRoutes(deps), ...unitRoutes(deps)]
}

function listRoutes({ identity, cursors }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/organisations',
      operationId: 'identity.listOrganisations',
      summary: 'The city and its units: all that ever were, or those of a day under the names of that day',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: OrganisationQuery, response: { 200: OrganisationPage } },
      handler: async ({ query: { kind, q, parent, on, limit = 50, cursor } }) => {
        const name = JSON.stringify(['organisations', kind, q, parent, on])
        const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
        const items = await identity.listOrganisations({ kind, q, parent, on, after, limit })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items, next: last === undefined ? null : cursors.seal(name, last.id) }
      },
    }),
    route({
      method: 'GET',
      url: '/identity/organisations/tree',
      operationId: 'identity.getOrganisationTree',
      summary: 'All units of a day, each with its parent',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: OnQuery, response: { 200: TreeShape } },
      handler: ({ query }) => identity.organisationTree(query.on),
    }),
  ]
}

function unitRoutes({ identity }: Deps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/organisations/:id',
      operationId: 'identity.getOrganisation',
      summary: 'One unit with its identifiers, as it was last or on a day',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['identity.organisationNotFound', 'identity.organisationNotThen'],
      schema: { params: Params, querystring: OnQuery, response: { 200: OrganisationShape } },
      handler: ({ params, query }) => identity.getOrganisation(params.id, query.on),
    }),
    route({
      method: 'GET',
      url: '/identity/organisations/:id/history',
      operationId: 'identity.getOrganisationHistory',
      summary: 'What a unit was and did over time, by which acts, and who came before and after it',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['identity.organisationNotFound'],
      schema: { params: Params, response: { 200: HistoryShape } },
      handler: ({ params }) => identity.organisationHistory(params.id),
    }),
    route({
      method: 'GET',
      url: '/identity/identifiers/:scheme/:value',
      operationId: 'identity.findByIdentifier',
      summary: 'The unit that holds an identifier on a day, today without one',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['identity.organisationNotFound'],
      schema: { params: IdentifierParams, querystring: OnQuery, response: { 200: OrganisationShape } },
      handler: async ({ params, query }) => {
        const found = await identity.findByIdentifier(params, query.on)
        if (!found) throw identityProblems.organisationNotFound({ organisation: `${params.scheme} ${params.value}` })
        return found
      },
    }),
  ]
}
