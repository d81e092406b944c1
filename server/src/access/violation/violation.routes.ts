import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import { IdShape, preferredLanguage, route, sendDocument } from '../../platform/index.ts'
import type { Clock, Route } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessPermissions } from '../access.permissions.ts'
import { writtenNumber } from '../written-number.ts'
import { incidentNotice } from './incident-notice.ts'
import {
  checkedToWire,
  DecisionBody,
  EvidenceBody,
  EvidenceList,
  IncidentBody,
  listedToWire,
  ProposalBody,
  ReportBody,
  SentBody,
  ViolationPage,
  ViolationQuery,
  ViolationShape,
  violationToWire,
  WordsBody,
} from './violation.schema.ts'
import { noticeNames } from './violation.ts'
import type { ViolationState } from './violation.ts'
import { oversees } from './violation.service.ts'
import type { SeenViolation, Violations } from './violations.ts'

export interface ViolationRouteDeps {
  readonly violations: Violations
  readonly clock: Clock
}

const Params = Type.Object({ id: IdShape })
const NoticeParams = Type.Object({ id: IdShape, notice: Type.Enum(noticeNames) })
const notFound = 'access.violationNotFound'
const evidenceMissing = 'access.violationEvidenceNotFound'
const impartial = [notFound, 'access.ownViolation', 'access.ownUnitViolation']

/** Violations of Điều 6: reported by anybody, found by detectors, handled by two persons (Điều 11.4, 19). */
export function violationRoutes(deps: ViolationRouteDeps): Route[] {
  return [report(deps), list(deps), one(deps), evidence(deps), ...handlingRoutes(deps), ...noticeRoutes(deps)].map(
    unkept,
  )
}

/** What names people under suspicion is kept by nobody on its way. */
function unkept({ handler, ...rest }: Route): Route {
  return { ...rest, handler: (request, reply) => handler(request, reply.header('cache-control', 'no-store')) }
}

function report({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/violations',
    operationId: 'access.reportViolation',
    summary: 'Report a violation of Điều 6; the Committee and the coordinator know at once',
    permission: 'account',
    zone: 'dedicated',
    problems: ['access.violationSubjectNotFound', evidenceMissing],
    schema: { body: ReportBody, response: { 201: ViolationShape } },
    handler: async (request, reply) => {
      const { entries = [], reads = [], kind, subject, words } = request.body
      const reporter = principalOf(request)
      const made = await violations.reportViolation(reporter, {
        ...{ kind, words, evidence: { entries, reads } },
        subject: { type: subject.type, name: subject.name ?? null },
      })
      return reply
        .code(201)
        .header('location', `/api/v1/access/violations/${made.id}`)
        .send(violationToWire(made, reporter, clock.now()))
    },
  })
}

const standing: readonly ViolationState[] = ['open', 'examination', 'proposed']
const ended: readonly ViolationState[] = ['upheld', 'dismissed']

function list({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/violations',
    operationId: 'access.listViolations',
    summary: 'Violations, newest first: all for who oversees, for others what they reported',
    permission: 'account',
    zone: 'dedicated',
    problems: [],
    schema: { querystring: ViolationQuery, response: { 200: ViolationPage } },
    handler: async (request) => {
      const reader = principalOf(request)
      const { state = 'standing', limit = 50, before } = request.query
      const states = state === 'all' ? undefined : state === 'standing' ? standing : ended
      const found = await violations.listViolations(reader, { states, before, limit: limit + 1 })
      const items = found.slice(0, limit)
      const next = found.length > limit ? (items.at(-1)?.id ?? null) : null
      const at = clock.now()
      return {
        items: items.map((each) => listedToWire(each, oversees(reader), at)),
        ...{ next, unseen: await violations.countUnseen(reader) },
      }
    },
  })
}

function one({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/violations/:id',
    operationId: 'access.getViolation',
    summary: 'One violation with its evidence and all that was done about it',
    permission: 'account',
    zone: 'dedicated',
    problems: [notFound],
    schema: { params: Params, response: { 200: ViolationShape } },
    handler: async (request) => {
      const reader = principalOf(request)
      return violationToWire(await violations.getViolation(reader, request.params.id), reader, clock.now())
    },
  })
}

function evidence({ violations }: ViolationRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/violations/:id/evidence',
    operationId: 'access.checkViolationEvidence',
    summary: 'Make the digests of all evidence again: whether the journal and the log of reads still say the same',
    permission: accessPermissions['violation.read'],
    zone: 'dedicated',
    problems: [notFound],
    schema: { params: Params, response: { 200: EvidenceList } },
    handler: async (request) => {
      const checked = await violations.checkEvidence(principalOf(request), request.params.id)
      return { items: checked.map(checkedToWire) }
    },
  })
}

type Told = Pick<Route, 'operationId' | 'summary' | 'problems'>

/** An order of an officer that is not signed: what it is called, what it needs, and what is done. */
function order<Body extends TSchema>(
  { clock }: ViolationRouteDeps,
  path: string,
  told: Told & { readonly body: Body },
  work: (officer: Principal, id: string, body: Static<Body>) => Promise<SeenViolation>,
): Route {
  const { body, ...rest } = told
  return route({
    ...rest,
    method: 'POST',
    url: `/access/violations/:id/${path}`,
    permission: accessPermissions['violation.handle'],
    zone: 'dedicated',
    schema: { params: Params, body, response: { 200: ViolationShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      const made = await work(officer, request.params.id, request.body as Static<Body>)
      return violationToWire(made, officer, clock.now())
    },
  })
}

function handlingRoutes(deps: ViolationRouteDeps): Route[] {
  const { violations } = deps
  return [
    order(
      deps,
      'examination',
      {
        operationId: 'access.examineViolation',
        body: WordsBody,
        summary: 'Take a violation up and say how it is looked into',
        problems: [...impartial, 'access.violationNotOpen', 'access.violationEnded'],
      },
      (officer, id, { words }) => violations.examineViolation(officer, id, words),
    ),
    order(
      deps,
      'evidence',
      {
        operationId: 'access.addViolationEvidence',
        body: EvidenceBody,
        summary: 'Put more evidence under seal',
        problems: [...impartial, evidenceMissing, 'access.violationEnded'],
      },
      (officer, id, { words, entries = [], reads = [] }) =>
        violations.addEvidence(officer, id, { entries, reads }, words),
    ),
    proposal(deps),
    decision(deps),
    release(deps),
  ]
}

function proposal({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/violations/:id/proposal',
    operationId: 'access.proposeViolationEnd',
    summary: 'Propose how it ends: upheld with what follows, or dismissed on a ground; another person decides',
    permission: accessPermissions['violation.handle'],
    stepUp: true,
    signs: [accessEvents['violation.proposed']],
    zone: 'dedicated',
    problems: [...impartial, 'access.violationProposed', 'access.violationEnded'],
    schema: { params: Params, body: ProposalBody, response: { 200: ViolationShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      const { outcome, words, measure = null, ground = null } = request.body
      const made = await violations.proposeEnd(officer, request.params.id, { outcome, measure, ground, words })
      return violationToWire(made, officer, clock.now())
    },
  })
}

function decision({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/violations/:id/decision',
    operationId: 'access.decideViolation',
    summary: 'Confirm or refuse, as a second person, how it is proposed that it ends',
    permission: accessPermissions['violation.decide'],
    stepUp: true,
    signs: [accessEvents['violation.upheld'], accessEvents['violation.dismissed']],
    zone: 'dedicated',
    problems: [
      ...impartial,
      ...['access.ownViolationReport', 'access.ownViolationProposal', 'access.violationNotProposed'],
      ...['access.violationEnded', 'access.violationInstrumentMissing'],
      ...['law.instrumentNotInForce', 'law.instrumentNotFound'],
    ],
    schema: { params: Params, body: DecisionBody, response: { 200: ViolationShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      const { instrument = null, ...word } = request.body
      const made = await violations.decideViolation(officer, request.params.id, { ...word, instrument })
      return violationToWire(made, officer, clock.now())
    },
  })
}

function release({ violations, clock }: ViolationRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/violations/:id/release',
    operationId: 'access.releaseViolationSubject',
    summary: 'Let an account read again that a detector had blocked',
    permission: accessPermissions['violation.handle'],
    stepUp: true,
    signs: [accessEvents['violation.released']],
    zone: 'dedicated',
    problems: [...impartial, 'access.violationUnrestrained'],
    schema: { params: Params, body: WordsBody, response: { 200: ViolationShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      const made = await violations.releaseSubject(officer, request.params.id, request.body.words)
      return violationToWire(made, officer, clock.now())
    },
  })
}

function noticeRoutes(deps: ViolationRouteDeps): Route[] {
  const { violations, clock } = deps
  return [
    order(
      deps,
      'incident',
      {
        operationId: 'access.declareViolationIncident',
        body: IncidentBody,
        summary: 'Declare it an incident that must be notified: within 24 hours, and 72 from when it became known',
        problems: impartial,
      },
      (officer, id, { isPersonal, nature, reach, remedy, people = null }) =>
        violations.declareIncident(officer, id, { isPersonal, facts: { nature, reach, remedy, people } }),
    ),
    noticeDocument(deps),
    route({
      method: 'POST',
      url: '/access/violations/:id/notices/:notice',
      operationId: 'access.noteViolationNotice',
      summary: 'Note to whom a notice of an incident was sent, and under which number',
      permission: accessPermissions['violation.handle'],
      zone: 'dedicated',
      problems: [
        ...[...impartial, 'access.incidentUndeclared'],
        ...['access.incidentNoticeUnasked', 'access.incidentNoticeSent'],
      ],
      schema: { params: NoticeParams, body: SentBody, response: { 200: ViolationShape } },
      handler: async (request) => {
        const officer = principalOf(request)
        const { id, notice } = request.params
        const made = await violations.noteNotice(officer, id, { notice, ...request.body })
        return violationToWire(made, officer, clock.now())
      },
    }),
  ]
}

function noticeDocument({ violations }: ViolationRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/violations/:id/notices/:notice',
    operationId: 'access.getViolationNotice',
    summary: 'A notice of an incident as a document to be signed and sent',
    permission: accessPermissions['violation.read'],
    zone: 'dedicated',
    problems: [notFound, 'access.incidentUndeclared', 'access.incidentNoticeUnasked'],
    schema: { params: NoticeParams, response: { 200: Type.String({ description: 'DOCX' }) } },
    handler: async (request, reply) => {
      const { id, notice } = request.params
      const found = await violations.getIncident(principalOf(request), id, notice)
      const document = await incidentNotice(found, notice, preferredLanguage(request.headers['accept-language']))
      return sendDocument(reply, `thong-bao-${writtenNumber(found).replace('/', '-')}`, document)
    },
  })
}
