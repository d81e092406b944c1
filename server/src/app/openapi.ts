import type { FastifySchema } from 'fastify'
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { ProblemShape } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'

/** Head of the generated contract (`openapi.json`). */
export const contract: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'khochung',
      description: 'The shared data warehouse of a city: deliver data, find it, read it lawfully, prove every change.',
      version: '1',
      license: { name: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, made on the account page' },
        session: { type: 'apiKey', in: 'cookie', name: 'kho_session', description: 'Over https __Host-kho_session' },
      },
    },
  },
}

const problemContent = { content: { 'application/problem+json': { schema: ProblemShape } } }

/** What a route that is dangerous can answer before it does anything. */
const stepUpProblems = ['identity.stepUpRequired', 'identity.personNeeded']

/** And what asks for a signature of who has a passkey. */
const signingProblems = ['identity.signatureRequired', 'identity.passkeyRefused', 'identity.attemptOver']

/** What the contract says of one operation: the wire shapes, who may call it and which problems it can answer. */
export function operationSchema(route: Route): FastifySchema {
  const { schema, permission, zone, operationId, summary } = route
  const problems = [
    ...(route.stepUp ? stepUpProblems : []),
    ...(route.signs ? signingProblems : []),
    ...route.problems.filter((code) => !route.signs || !signingProblems.includes(code)),
  ]
  const [tag = ''] = operationId.split('.')
  const isPublic = permission === 'anyone'
  const named = typeof permission === 'string' ? permission : `${permission.name} (${permission.roles.join(', ')})`
  const listed = problems.length === 0 ? '' : ` Problems: ${problems.join(', ')}.`
  return {
    ...(schema.params && { params: schema.params }),
    ...(schema.querystring && { querystring: schema.querystring }),
    ...(schema.body && { body: schema.body }),
    response: { ...schema.response, default: { description: 'A problem', ...problemContent } },
    ...{ operationId, summary, tags: [tag], description: `Permission: ${named}. Zone: ${zone}.${listed}` },
    ...(isPublic ? {} : { security: [{ token: [] }, { session: [] }] }),
    ...(route.streams === undefined ? {} : { consumes: [...route.streams] }),
  }
}
