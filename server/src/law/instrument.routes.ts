import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Actor } from '../journal/index.ts'
import { IdShape, route } from '../platform/index.ts'
import type { CursorSeal, Route } from '../platform/index.ts'
import { InstrumentBody, InstrumentPage, InstrumentQuery, InstrumentShape } from './instrument.schema.ts'
import type { Law } from './instrument.service.ts'
import { lawPermissions } from './law.permissions.ts'

export interface LawRouteDeps {
  readonly law: Law
  readonly cursors: CursorSeal
  /** Who acts in a request; a port, because accounts stand above this module. */
  readonly actorOf: (request: FastifyRequest) => Actor
}

export function lawRoutes({ law, cursors, actorOf }: LawRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/law/instruments',
      operationId: 'law.listInstruments',
      summary: 'Legal instruments, newest first',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { querystring: InstrumentQuery, response: { 200: InstrumentPage } },
      handler: async ({ query: { q, limit = 50, cursor } }) => {
        const name = JSON.stringify(['instruments', q])
        const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
        const items = await law.list({ q, after, limit })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items, next: last === undefined ? null : cursors.seal(name, last.id) }
      },
    }),
    route({
      method: 'GET',
      url: '/law/instruments/:id',
      operationId: 'law.getInstrument',
      summary: 'One legal instrument',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['law.instrumentNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 200: InstrumentShape } },
      handler: ({ params }) => law.get(params.id),
    }),
    route({
      method: 'POST',
      url: '/law/instruments',
      operationId: 'law.registerInstrument',
      summary: 'Register a legal instrument',
      permission: lawPermissions['instrument.register'],
      zone: 'dedicated',
      problems: ['law.instrumentExists', 'law.periodInvalid'],
      schema: { body: InstrumentBody, response: { 201: InstrumentShape } },
      handler: async (request, reply) => {
        const { effectiveTo = null, fileDigest = null, ...rest } = request.body
        const instrument = await law.register(actorOf(request), { ...rest, effectiveTo, fileDigest })
        return reply.code(201).header('location', `/api/v1/law/instruments/${instrument.id}`).send(instrument)
      },
    }),
  ]
}
