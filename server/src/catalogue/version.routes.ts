import { principalOf } from '../identity/index.ts'
import { preferredLanguage, route } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { cataloguePermissions } from './catalogue.permissions.ts'
import type { Catalogue } from './catalogue.ts'
import { PromulgationBody, VersionList, VersionParams, VersionShape, versionToWire } from './version.schema.ts'
import { catalogueEvents } from './catalogue.events.ts'

export function versionRoutes({ catalogue }: { catalogue: Catalogue }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/catalogue/versions',
      operationId: 'catalogue.listVersions',
      summary: 'Promulgated catalogue versions, newest first',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: VersionList } },
      handler: async () => ({ items: (await catalogue.listVersions()).map(versionToWire) }),
    }),
    route({
      method: 'GET',
      url: '/catalogue/versions/:number',
      operationId: 'catalogue.getVersion',
      summary: 'A catalogue version with the five facts of each dataset; `current` is the one in force today',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['catalogue.versionNotFound'],
      schema: { params: VersionParams, response: { 200: VersionShape } },
      handler: async ({ params: { number } }) =>
        versionToWire(await catalogue.getVersion(number === 'current' ? number : Number(number))),
    }),
    route({
      method: 'POST',
      url: '/catalogue/versions',
      operationId: 'catalogue.promulgate',
      summary: 'Promulgate the next catalogue version by an instrument',
      permission: cataloguePermissions['version.promulgate'],
      stepUp: true,
      signs: [catalogueEvents['version.promulgated']],
      zone: 'dedicated',
      problems: [
        'law.instrumentNotFound',
        'catalogue.instrumentNotInForce',
        'catalogue.versionNotLater',
        'catalogue.datasetNotFound',
        'catalogue.factsMissing',
      ],
      schema: { body: PromulgationBody, response: { 201: VersionShape } },
      handler: async (request, reply) => {
        const language = preferredLanguage(request.headers['accept-language'])
        const version = await catalogue.promulgate(principalOf(request), request.body, language)
        return reply.code(201).send(versionToWire(version))
      },
    }),
  ]
}
