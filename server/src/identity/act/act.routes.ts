import { Type } from 'typebox'
import type { Static } from 'typebox'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import {
  ActBody,
  ActPage,
  ActQuery,
  ActShape,
  actToWire,
  ConfirmationBody,
  effectToWire,
  PreviewShape,
} from './act.schema.ts'
import type { Acts } from './act.service.ts'
import type { StepInput } from './step.input.ts'
import { identityEvents } from '../identity.events.ts'

/** A reform of several units, each with the 10,000 accounts and datasets that a step may assign. */
const longestAct = 8 << 20

const Params = Type.Object({ id: IdShape })

export function actRoutes({ identity, cursors }: { identity: Acts; cursors: CursorSeal }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/acts',
      operationId: 'identity.listActs',
      summary: 'Acts that change units, newest first, without their steps',
      permission: identityPermissions['act.read'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: ActQuery, response: { 200: ActPage } },
      handler: async ({ query: { state, unit, limit = 50, cursor } }) => {
        const name = JSON.stringify(['acts', state, unit])
        const before = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
        const items = await identity.listActs({ state, unit, before, limit })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items: items.map(actToWire), next: last === undefined ? null : cursors.seal(name, last.id) }
      },
    }),
    route({
      method: 'POST',
      url: '/identity/acts',
      operationId: 'identity.prepareAct',
      summary: 'Prepare an act that changes units on a day; nothing changes yet',
      permission: identityPermissions['act.prepare'],
      zone: 'dedicated',
      bodyLimit: longestAct,
      problems: ['identity.actInvalid', 'identity.actInstrumentNotInForce', 'law.instrumentNotFound'],
      schema: { body: ActBody, response: { 201: ActShape } },
      handler: async (request, reply) => {
        const input = { ...request.body, steps: request.body.steps.map(stepInput) }
        const act = await identity.prepareAct(principalOf(request), input, languageOf(request))
        return reply.code(201).send(actToWire(act))
      },
    }),
    ...lookingRoutes(identity),
    ...decidingRoutes(identity),
  ]
}

function lookingRoutes(identity: Acts): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/acts/:id',
      operationId: 'identity.getAct',
      summary: 'One act with its steps, and its effect once it has one',
      permission: identityPermissions['act.read'],
      zone: 'dedicated',
      problems: ['identity.actNotFound'],
      schema: { params: Params, response: { 200: ActShape } },
      handler: async ({ params }) => actToWire(await identity.getAct(params.id)),
    }),
    route({
      method: 'GET',
      url: '/identity/acts/:id/effect',
      operationId: 'identity.previewAct',
      summary: 'All an act would do as things stand now, and what stands in its way',
      permission: identityPermissions['act.read'],
      zone: 'dedicated',
      problems: ['identity.actNotFound', 'identity.actNotOpen'],
      schema: { params: Params, response: { 200: PreviewShape } },
      handler: async (request) => {
        const { effect, digest, obstacles } = await identity.previewAct(request.params.id, languageOf(request))
        return { effect: effectToWire(effect), digest, obstacles: [...obstacles] }
      },
    }),
  ]
}

function decidingRoutes(identity: Acts): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/acts/:id/confirmation',
      operationId: 'identity.confirmAct',
      summary: 'Confirm the effect that was seen; it takes effect on its day, at once when that has come',
      permission: identityPermissions['act.confirm'],
      stepUp: true,
      signs: [identityEvents['act.confirmed']],
      zone: 'dedicated',
      problems: [
        ...['identity.actNotFound', 'identity.actNotOpen', 'identity.actInvalid', 'identity.actContradicted'],
        ...[
          'identity.actMeetsAnother',
          'identity.actEffectChanged',
          'identity.identifierTaken',
          'identity.functionNotHeld',
        ],
      ],
      schema: { params: Params, body: ConfirmationBody, response: { 200: ActShape } },
      handler: async (request) => {
        const seen = { digest: request.body.digest, language: languageOf(request) }
        return actToWire(await identity.confirmAct(principalOf(request), request.params.id, seen))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/acts/:id/withdrawal',
      operationId: 'identity.withdrawAct',
      summary: 'Take back an act that has not taken effect',
      permission: identityPermissions['act.prepare'],
      zone: 'dedicated',
      problems: ['identity.actNotFound', 'identity.actNotOpen'],
      schema: { params: Params, response: { 200: ActShape } },
      handler: async (request) => actToWire(await identity.withdrawAct(principalOf(request), request.params.id)),
    }),
  ]
}

function languageOf({ headers }: { readonly headers: { readonly 'accept-language'?: string | undefined } }) {
  return preferredLanguage(headers['accept-language'])
}

type WireStep = Static<typeof ActBody>['steps'][number]
interface WireFunction {
  readonly text: string
  readonly instrument?: string | null
  readonly citation?: string | null
}

/** What a body leaves out is filled in. */
function stepInput(step: WireStep): StepInput {
  switch (step.step) {
    case 'create': {
      const { parent = null, territory = null, identifiers = [], functions = [], ...rest } = step.unit
      const unit = { ...rest, parent, territory, identifiers, functions: functions.map(ground) }
      return { step: 'create', ref: step.ref, unit }
    }
    case 'split':
      return { ...step, assigned: step.assigned ?? [] }
    case 'dissolve':
      return { ...step, successor: step.successor ?? null }
    case 'remit':
      return { ...step, begin: (step.begin ?? []).map(ground), end: step.end ?? [] }
    default:
      return step.step === 'identify' ? identifying(step) : step
  }
}

function identifying(step: Extract<WireStep, { step: 'identify' }>): StepInput {
  return { ...step, begin: step.begin ?? [], end: step.end ?? [] }
}

function ground({ text, instrument = null, citation = null }: WireFunction) {
  return { text, instrument, citation }
}
