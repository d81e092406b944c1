import { Type } from 'typebox'
import type { FastifyRequest } from 'fastify'
import type { Access } from '../../access/index.ts'
import { principalOf } from '../../identity/index.ts'
import type { Identity, Principal } from '../../identity/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { Clock, CursorSeal, Db, Language, Route } from '../../platform/index.ts'
import { DatasetParams } from '../dataset.schema.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { warehousePermissions } from '../warehouse.permissions.ts'
import {
  DatasetStateShape,
  DeskShape,
  NoticePage,
  NoticeShape,
  QualityShape,
  ReadableShape,
  UsageShape,
} from './desk.schema.ts'
import { providerDesk, readableDatasets } from './desk.view.ts'
import { datasetState } from './state.view.ts'
import { noticeLink, noticeText } from './notice.ts'
import { countUnread, listNotices, markRead } from './notice.store.ts'
import type { Notice } from './notice.store.ts'
import { qualityOf } from './quality.view.ts'
import { createUsageCounter, maySeeUnits } from './usage.view.ts'

export interface DeskRouteDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly access: Access
  readonly identity: Identity
  readonly cursors: CursorSeal
  readonly clock: Clock
}

const NoticeQuery = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'all'], { default: 'open' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
})

const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

/** What is due, late, good and used: the figures behind both desks and the page of a dataset. */
export function deskRoutes(deps: DeskRouteDeps): Route[] {
  return [getState(deps), getQuality(deps), getUsage(deps), getDesk(deps), getReadable(deps), ...noticeRoutes(deps)]
}

function getState(deps: DeskRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/state',
    operationId: 'warehouse.getDatasetState',
    summary: 'How many records a dataset holds, when it was last updated, when it is due and whether it is on time',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, response: { 200: DatasetStateShape } },
    handler: ({ params }) => datasetState(deps, params.code),
  })
}

function getQuality(deps: DeskRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/quality',
    operationId: 'warehouse.getQuality',
    summary: 'Quality of a dataset by dimension and field, its trend, and the one mend that would raise it most',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, response: { 200: QualityShape } },
    handler: (request) => qualityOf(deps, request.params.code, languageOf(request)),
  })
}

function getUsage(deps: DeskRouteDeps): Route {
  const usageOf = createUsageCounter(deps)
  return route({
    method: 'GET',
    url: '/warehouse/datasets/:code/usage',
    operationId: 'warehouse.getUsage',
    summary: 'Reads of a dataset and rows answered, by day for 90 days; by unit for its provider and for oversight',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['catalogue.datasetNotFound'],
    schema: { params: DatasetParams, response: { 200: UsageShape } },
    handler: async ({ params, principal }) => {
      const dataset = await deps.catalogue.getDataset(params.code)
      const row = await deps.catalogue.findRowInForce(dataset.id, deps.clock.now())
      // The provider by the catalogue in force; before there is one, the unit that registered it.
      const provider = row?.provider.id ?? dataset.provider.id
      return usageOf(dataset.code, maySeeUnits(principal, [provider]))
    },
  })
}

function getDesk(deps: DeskRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/desk',
    operationId: 'warehouse.getDesk',
    summary: "The datasets of the caller's unit as a provider: what is due, late, waiting, and how good it is",
    permission: warehousePermissions['desk.read'],
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: DeskShape } },
    handler: (request) => providerDesk(deps, principalOf(request).unitId),
  })
}

function getReadable(deps: DeskRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/warehouse/desk/readable',
    operationId: 'warehouse.listReadable',
    summary: "The datasets the caller's unit may read, why, and what it read lately",
    permission: warehousePermissions['desk.read'],
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: ReadableShape } },
    handler: (request) => readableDatasets(deps, principalOf(request), languageOf(request)),
  })
}

function noticeRoutes({ db, cursors, clock }: DeskRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/warehouse/notices',
      operationId: 'warehouse.listNotices',
      summary: "Notices to the caller's unit, newest first; those whose cause is gone only with `state=all`",
      permission: warehousePermissions['desk.read'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: NoticeQuery, response: { 200: NoticePage } },
      handler: async (request) => {
        const { state = 'open', limit = 50, cursor } = request.query
        const reader = principalOf(request)
        const name = JSON.stringify(['notices', state, reader.unitId])
        const position = cursor === undefined ? undefined : cursors.open(name, cursor)
        const before = typeof position === 'string' ? position : undefined
        const page = { ...ownOf(reader), withClosed: state === 'all', before, limit }
        const rows = await listNotices(db, page)
        const last = rows.length === limit ? rows.at(-1) : undefined
        return {
          items: rows.map((row) => noticeToWire(row, languageOf(request))),
          next: last ? cursors.seal(name, last.id) : null,
          unread: await countUnread(db, reader.unitId, reader.accountId),
        }
      },
    }),
    route({
      method: 'POST',
      url: '/warehouse/notices/:id/read',
      operationId: 'warehouse.markNoticeRead',
      summary: 'Note that this account has read a notice',
      permission: warehousePermissions['desk.read'],
      zone: 'dedicated',
      problems: ['warehouse.noticeNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 200: NoticeShape } },
      handler: async (request) => {
        const reader = principalOf(request)
        const { id } = request.params
        const isOwn = await markRead(db, { id, unitId: reader.unitId }, reader.accountId, clock.now())
        const [row] = isOwn
          ? await listNotices(db, { ...ownOf(reader), withClosed: true, only: id, before: undefined, limit: 1 })
          : []
        if (!row) throw warehouseProblems.noticeNotFound()
        return noticeToWire(row, languageOf(request))
      },
    }),
  ]
}

const ownOf = ({ unitId, accountId }: Principal) => ({ unitId, accountId })

function noticeToWire(notice: Notice, language: Language) {
  const { id, kind, code, name, nameEn, contact, facts, at, closedAt, readAt } = notice
  return {
    ...{ id, kind, contact },
    dataset: { code, name, nameEn },
    text: noticeText(kind, facts, { dataset: language === 'vi' ? name : nameEn, contact }, language),
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    link: noticeLink(kind, code, facts),
  }
}
