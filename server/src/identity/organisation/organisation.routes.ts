import { Type } from 'typebox'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { OrganisationBody, OrganisationPage, OrganisationQuery, OrganisationShape } from './organisation.schema.ts'
import type { Organisations } from './organisation.service.ts'
import { principalOf } from '../request.ts'

export function organisationRoutes({ identity, cursors }: { identity: Organisations; cursors: CursorSeal }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/organisations',
      operationId: 'identity.listOrganisations',
      summary: 'The city, its departments and its wards',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { querystring: OrganisationQuery, response: { 200: OrganisationPage } },
      handler: async ({ query: { kind, q, parent, limit = 50, cursor } }) => {
        const name = JSON.stringify(['organisations', kind, q, parent])
        const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
        const items = await identity.listOrganisations({ kind, q, parent, after, limit })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items, next: last === undefined ? null : cursors.seal(name, last.id) }
      },
    }),
    route({
      method: 'GET',
      url: '/identity/organisations/:id',
      operationId: 'identity.getOrganisation',
      summary: 'One unit with its identifiers',
      permission: 'anyone',
      zone: 'city',
      problems: ['identity.organisationNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 200: OrganisationShape } },
      handler: ({ params }) => identity.getOrganisation(params.id),
    }),
    route({
      method: 'POST',
      url: '/identity/organisations',
      operationId: 'identity.registerOrganisation',
      summary: 'Register a unit',
      permission: identityPermissions['organisation.register'],
      zone: 'city',
      problems: ['identity.organisationInvalid', 'identity.organisationNotFound', 'identity.identifierTaken'],
      schema: { body: OrganisationBody, response: { 201: OrganisationShape } },
      handler: async (request, reply) => {
        const { parent = null, territory = null, validTo = null, identifiers = [], ...rest } = request.body
        const held = identifiers.map((identifier) => ({ ...identifier, validTo: identifier.validTo ?? null }))
        const input = { ...rest, parent, territory, validTo, identifiers: held }
        const language = preferredLanguage(request.headers['accept-language'])
        const [organisation] = await identity.registerOrganisations(principalOf(request), [input], language)
        return reply.code(201).send(organisation)
      },
    }),
  ]
}
