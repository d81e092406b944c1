import type { FastifyInstance } from 'fastify'
import { purposes } from './city.ts'
import { addressOf, expectedOf } from './data-cells.ts'
import type { Answer, DataCell } from './data-cells.ts'

interface Told {
  readonly code?: string
  readonly reason?: string
  readonly allow?: boolean
  readonly fields?: readonly string[]
  readonly reasons?: readonly { readonly code: string }[]
  readonly items?: readonly Record<string, unknown>[]
  readonly values?: Record<string, unknown>
}

/** Asks a cell of the product; gives what was answered where that is something else than expected. */
export async function askData(app: FastifyInstance, cell: DataCell): Promise<{ answer: Answer; wrong?: string }> {
  const { way, asker, dataset, purpose, place } = cell
  const answer = expectedOf(cell)
  const { method, path, query, headers, body } = way.request(dataset.code, purposes[purpose].said)
  const response = await app.inject({
    ...{ method, url: `/api/v1${path}`, query: { ...query }, remoteAddress: addressOf(cell) },
    headers: { authorization: `Bearer ${asker.token}`, ...headers },
    ...(body !== undefined && { payload: body }),
  })
  const told = toldBy(response)
  if (fits(way.operation, answer, { status: response.statusCode, told })) return { answer }
  const who = `${asker.unit.name} ${asker.role}`
  const found = `${String(response.statusCode)} ${response.body.slice(0, 300)}`
  return {
    answer,
    wrong: `${way.operation} ${way.action} ${dataset.code} ${purpose} as ${who} from ${place}: ${JSON.stringify(answer)}, but ${found}`,
  }
}

function toldBy({ headers, body }: { headers: Record<string, unknown>; body: string }): Told {
  return String(headers['content-type']).includes('json') ? (JSON.parse(body) as Told) : {}
}

interface Found {
  readonly status: number
  readonly told: Told
}

function fits(operation: string, answer: Answer, { status, told }: Found): boolean {
  if ('refused' in answer && answer.refused !== 'told') return status === 403 && told.code === answer.refused
  if (operation === 'access.getDecision') return status === 200 && fitsDecision(answer, told)
  return 'opened' in answer && fitsOpened[operation]?.(answer, { status, told }) === true
}

function fitsDecision(answer: Answer, { allow, reasons, fields }: Told): boolean {
  if ('refused' in answer) return allow === false && reasons?.some(({ code }) => code === answer.reason) === true
  return allow === true && reasons?.[0]?.code === answer.opened && same(fields ?? [], answer.fields)
}

type Opened = Extract<Answer, { opened: string }>

/** What shows that a request came through: the rows and fields that are open and no other, or what was wrong with it last. */
const fitsOpened: Readonly<Record<string, (opened: Opened, found: Found) => boolean>> = {
  'warehouse.listRecords': ({ fields, rows }, { status, told: { items = [] } }) =>
    status === 200 && items.length === rows && items.every((item) => same(Object.keys(item), fields)),
  'warehouse.getRecord': ({ fields }, { status, told }) =>
    status === 200 && same(Object.keys(told.values ?? {}), fields),
  'warehouse.getRecordHistory': ({ fields }, { status, told: { items = [] } }) =>
    status === 200 && items.length === 1 && items.every(({ values }) => same(Object.keys(values ?? {}), fields)),
  'warehouse.getRecordProof': (_opened, { status }) => status === 200,
  'warehouse.listChanges': ({ rows }, { status, told: { items = [] } }) => status === 200 && items.length === rows,
  'warehouse.requestExport': (_opened, { told }) => told.code === 'warehouse.unknownField',
  'warehouse.submit': (_opened, { told }) => told.code === 'warehouse.nothingToMend',
  'warehouse.createUpload': (_opened, { status }) => status === 201,
}

function same(found: readonly string[], expected: readonly string[]): boolean {
  return [...found].sort().join() === expected.join()
}
