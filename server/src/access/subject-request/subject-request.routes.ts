import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import { IdShape, preferredLanguage, route, sendDocument } from '../../platform/index.ts'
import type { Clock, CursorSeal, Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import { isDesk } from './acting.ts'
import { readsDocument } from './reads-document.ts'
import {
  AssignmentBody,
  NoticeList,
  noticeToWire,
  readsToWire,
  ReasonBody,
  RefusalBody,
  RequestBody,
  requestToWire,
  StepList,
  stepToWire,
  SubjectReadsShape,
  SubjectRequestPage,
  SubjectRequestShape,
  WordsBody,
} from './subject-request.schema.ts'
import type { SubjectRequests } from './subject-requests.ts'
import type { SubjectRequest } from './subject-request.ts'

export interface SubjectRequestRouteDeps {
  readonly subjects: SubjectRequests
  readonly cursors: CursorSeal
  readonly clock: Clock
}

const RequestParams = Type.Object({ id: IdShape })
const frame = { permission: accessPermissions['subjectRequest.handle'], zone: 'dedicated' } as const
const found = 'access.subjectRequestNotFound'
const atDesk = [found, 'access.subjectRequestForeign', 'access.subjectRequestEnded']

export function subjectRequestRoutes(deps: SubjectRequestRouteDeps): Route[] {
  const routes = [list(deps), receive(deps), notices(deps), one(deps), steps(deps), ...acts(deps), ...reads(deps)]
  return routes.map(unkept)
}

/** What tells of a person is kept by nobody on its way, and not by the browser of the desk. */
function unkept({ handler, ...rest }: Route): Route {
  return { ...rest, handler: (request, reply) => handler(request, reply.header('cache-control', 'no-store')) }
}

function toWire({ clock }: SubjectRequestRouteDeps, request: FastifyRequest, found: SubjectRequest) {
  const principal: Principal = principalOf(request)
  const by = { isDesk: isDesk(principal, found), unit: principal.unitId }
  return requestToWire(found, { ...by, at: clock.now(), language: languageOf(request) })
}

const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

function list(deps: SubjectRequestRouteDeps): Route {
  return route({
    ...frame,
    method: 'GET',
    url: '/access/subject-requests',
    operationId: 'access.listSubjectRequests',
    summary: 'Requests of people about their own data: open ones by what is due first, or all, newest first',
    problems: [],
    schema: {
      querystring: Type.Object({
        state: Type.Optional(Type.Enum(['open', 'all'], { default: 'open' })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
        cursor: Type.Optional(Type.String({ maxLength: 2000 })),
      }),
      response: { 200: SubjectRequestPage },
    },
    handler: async (request) => {
      const { state = 'open', limit = 50, cursor } = request.query
      const open = state === 'open'
      const principal = principalOf(request)
      const name = JSON.stringify(['subject-requests', principal.unitId])
      const before = cursor === undefined ? undefined : (deps.cursors.open(name, cursor) as string)
      // Open ones are few, and in the order of their clocks: one page of them.
      const items = await deps.subjects.listSubjectRequests(principal, { open, before, limit: open ? 1000 : limit })
      const last = !open && items.length === limit ? items.at(-1) : undefined
      return {
        items: items.map((each) => toWire(deps, request, each)),
        next: last ? deps.cursors.seal(name, last.id) : null,
      }
    },
  })
}

function receive(deps: SubjectRequestRouteDeps): Route {
  return route({
    ...frame,
    method: 'POST',
    url: '/access/subject-requests',
    operationId: 'access.receiveSubjectRequest',
    summary: 'Receive the request of a person about their own data; its clocks begin',
    problems: ['access.subjectDatasetForeign', 'catalogue.datasetNotFound'],
    schema: { body: RequestBody, response: { 201: SubjectRequestShape } },
    handler: async (request, reply) => {
      const { datasets = [], ...input } = request.body
      const made = await deps.subjects.receiveSubjectRequest(principalOf(request), { ...input, datasets })
      return reply
        .code(201)
        .header('location', `/api/v1/access/subject-requests/${made.id}`)
        .send(toWire(deps, request, made))
    },
  })
}

function notices({ subjects }: SubjectRequestRouteDeps): Route {
  return route({
    ...frame,
    method: 'GET',
    url: '/access/subject-notices',
    operationId: 'access.listSubjectNotices',
    summary: "Reminders to the caller's unit of open requests: put to it, due soon, overdue",
    problems: [],
    schema: { response: { 200: NoticeList } },
    handler: async (request) => ({
      items: (await subjects.listSubjectNotices(principalOf(request))).map(noticeToWire),
    }),
  })
}

function one(deps: SubjectRequestRouteDeps): Route {
  return route({
    ...frame,
    method: 'GET',
    url: '/access/subject-requests/:id',
    operationId: 'access.getSubjectRequest',
    summary: 'One request with its clocks',
    problems: [found],
    schema: { params: RequestParams, response: { 200: SubjectRequestShape } },
    handler: async (request) =>
      toWire(deps, request, await deps.subjects.getSubjectRequest(principalOf(request), request.params.id)),
  })
}

function steps({ subjects }: SubjectRequestRouteDeps): Route {
  return route({
    ...frame,
    method: 'GET',
    url: '/access/subject-requests/:id/steps',
    operationId: 'access.listSubjectSteps',
    summary: 'What was said and done about a request, in order',
    problems: [found],
    schema: { params: RequestParams, response: { 200: StepList } },
    handler: async (request) => ({
      items: (await subjects.listSubjectSteps(principalOf(request), request.params.id)).map(stepToWire),
    }),
  })
}

interface ActRoute<Body extends TSchema> {
  readonly path: string
  readonly operation: string
  readonly summary: string
  readonly problems: readonly string[]
  readonly body: Body
  readonly act: (principal: Principal, id: string, body: Static<Body>) => Promise<SubjectRequest>
}

function actRoute<Body extends TSchema>(deps: SubjectRequestRouteDeps, it: ActRoute<Body>): Route {
  return route({
    ...frame,
    method: 'POST',
    url: `/access/subject-requests/:id/${it.path}`,
    operationId: `access.${it.operation}`,
    summary: it.summary,
    problems: it.problems,
    schema: { params: RequestParams, body: it.body, response: { 200: SubjectRequestShape } },
    handler: async (request) => {
      const body = request.body as Static<Body>
      return toWire(deps, request, await it.act(principalOf(request), request.params.id, body))
    },
  })
}

function acts(deps: SubjectRequestRouteDeps): Route[] {
  const { subjects } = deps
  return [
    actRoute(deps, {
      ...{ path: 'assignment', operation: 'assignSubjectRequest', body: AssignmentBody },
      summary: 'Name the datasets a request concerns; their providers are told',
      problems: [...atDesk, 'access.subjectDatasetForeign', 'catalogue.datasetNotFound'],
      act: (principal, id, { datasets }) => subjects.assignSubjectRequest(principal, id, datasets),
    }),
    actRoute(deps, {
      ...{ path: 'response', operation: 'respondToSubject', body: WordsBody },
      summary: 'Note the first word to the person: how and by when it will be done',
      problems: [...atDesk, 'access.subjectRequestResponded'],
      act: (principal, id, { text }) => subjects.respondToSubject(principal, id, text),
    }),
    actRoute(deps, {
      ...{ path: 'report', operation: 'reportOnSubjectRequest', body: WordsBody },
      summary: 'Say as a provider what was found or done in your datasets',
      problems: [found, 'access.subjectRequestEnded', 'access.subjectRequestReported'],
      act: (principal, id, { text }) => subjects.reportOnSubjectRequest(principal, id, text),
    }),
    actRoute(deps, {
      ...{ path: 'extension', operation: 'extendSubjectRequest', body: ReasonBody },
      summary: 'Extend the time to do what was asked, once, with the reason',
      problems: [...atDesk, 'access.subjectRequestNotExtendable'],
      act: (principal, id, { reason }) => subjects.extendSubjectRequest(principal, id, reason),
    }),
    actRoute(deps, {
      ...{ path: 'answer', operation: 'answerSubjectRequest', body: WordsBody },
      summary: 'Answer: what was done',
      problems: atDesk,
      act: (principal, id, { text }) => subjects.answerSubjectRequest(principal, id, text),
    }),
    actRoute(deps, {
      ...{ path: 'refusal', operation: 'refuseSubjectRequest', body: RefusalBody },
      summary: 'Refuse, on a ground of the law and with written reasons',
      problems: [...atDesk, 'access.subjectGroundUnfit'],
      act: (principal, id, refusal) => subjects.refuseSubjectRequest(principal, id, refusal),
    }),
    actRoute(deps, {
      ...{ path: 'erasure', operation: 'eraseSubjectOfRequest', body: ReasonBody },
      summary: 'Take the person out of a request that has ended; what the journal holds of them then says nothing',
      problems: [found, 'access.subjectRequestForeign', 'access.subjectRequestOpen', 'access.subjectErased'],
      act: (principal, id, { reason }) => subjects.eraseSubjectOfRequest(principal, id, reason),
    }),
  ]
}

function reads({ subjects }: SubjectRequestRouteDeps): Route[] {
  const shared = {
    ...frame,
    method: 'POST',
    problems: [...atDesk, 'access.subjectReadsUnasked', 'access.subjectErased'],
  } as const
  return [
    route({
      ...shared,
      url: '/access/subject-requests/:id/reads',
      operationId: 'access.findSubjectReads',
      summary: 'Look up who read what is held of the person; that is a read itself, and logged with its purpose',
      schema: { params: RequestParams, response: { 200: SubjectReadsShape } },
      handler: async (request) =>
        readsToWire((await subjects.findSubjectReads(principalOf(request), request.params.id)).answer),
    }),
    route({
      ...shared,
      url: '/access/subject-requests/:id/reads.docx',
      operationId: 'access.downloadSubjectReads',
      summary: 'The same as an office document for the person',
      schema: { params: RequestParams, response: { 200: Type.String({ description: 'DOCX' }) } },
      handler: async (request, reply) => {
        const made = await subjects.findSubjectReads(principalOf(request), request.params.id)
        return sendDocument(reply, `subject-reads-${made.request.id}`, await readsDocument(made, languageOf(request)))
      },
    }),
  ]
}
