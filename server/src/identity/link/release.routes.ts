import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import { ReleasedLinkShape, releasedToWire, WaitingLinksShape, waitingToWire } from './link.schema.ts'
import type { LinkReleases } from './release.service.ts'
import { identityEvents } from '../identity.events.ts'

export function releaseRoutes({ identity }: { readonly identity: LinkReleases }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/links/waiting',
      operationId: 'identity.listWaitingLinks',
      summary: 'Links to accounts with guarded roles that wait for a second person, oldest first',
      permission: identityPermissions['account.release'],
      zone: 'administration',
      problems: [],
      schema: { response: { 200: WaitingLinksShape } },
      handler: async () => ({ items: (await identity.listWaitingLinks()).map(waitingToWire) }),
    }),
    route({
      method: 'POST',
      url: '/identity/links/:id/release',
      operationId: 'identity.releaseLink',
      summary: 'Release a link that somebody else asked for; its person needs the code this shows, besides the link',
      permission: identityPermissions['account.release'],
      stepUp: true,
      signs: [identityEvents['link.released']],
      zone: 'administration',
      problems: ['identity.linkNotWaiting', 'identity.ownRelease'],
      schema: { params: Type.Object({ id: IdShape }), response: { 201: ReleasedLinkShape } },
      handler: async (request, reply) => {
        const released = await identity.releaseLink(principalOf(request), request.params.id)
        return reply.header('cache-control', 'no-store').code(201).send(releasedToWire(released))
      },
    }),
  ]
}
