import { allRoutes, idlePortal } from '../../../src/app/routes.ts'
import { tablesAndRules } from '../../../src/journal/testing.ts'
import type { Role } from '../../../src/identity/index.ts'
import type { Route } from '../../../src/platform/index.ts'
import type { OpenWarehouse } from '../../warehouse/open-warehouse.ts'
import type { Who } from '../../warehouse/people.ts'
import { dutyOf } from '../matrix/duties.ts'
import { tryCells } from '../matrix/trying.ts'
import type { Tried } from '../matrix/trying.ts'
import { frameOf, slotsOf, withValue } from './slots.ts'
import type { Frame, Slot } from './slots.ts'
import { makeThings } from './things.ts'
import type { Thing } from './things.ts'

/**
 * Ids of other units' things, of every kind, put into every place of every route in which an id stands, by units that have
 * no part in them: nothing changes, nothing breaks, and of what is secret they learn no more than of what is not there.
 */
interface SwapCell {
  readonly route: Route
  readonly slot: Slot
  readonly who: Who
  readonly value: Thing | string
}

/** Of a unit that uses data, and of one that provides some: nothing of what they ask for is theirs. */
const strangers: readonly { readonly who: Who; readonly role: Role }[] = [
  { who: 'stranger', role: 'consumer' },
  { who: 'otherProvider', role: 'provider' },
]
/** Who oversees sees all there is and is asked for things that are not there, or are none, alone. */
const overseers: readonly { readonly who: Who; readonly role: Role }[] = [
  ...[{ who: 'coordinator', role: 'coordinator' } as const, { who: 'committee', role: 'committee' } as const],
  { who: 'auditor', role: 'auditor' },
]
const notThere = '00000000-0000-7000-8000-000000000405'
const noIds = ['x', '0', '-1', '../..', '00000000-0000-7000-8000-00000000040G', "' OR 1=1", '9'.repeat(200)]

export async function openSwap(warehouse: OpenWarehouse) {
  const things = await makeThings(warehouse)
  const routes = allRoutes(warehouse.modules, idlePortal)
  const cells = swapCells(routes, things)
  const ask = (cell: SwapCell) => askSwap(warehouse, cell)
  return {
    /** Every so many of them. */
    trySwaps: (every: number): Promise<Tried> =>
      tryCells({
        ...{ count: cells.length, every, atOnce: 1 },
        ask: async (place) => {
          const cell = cells[place]
          if (!cell) throw new Error(`There is no cell ${String(place)}`)
          const { answer, wrong } = await ask(cell)
          const expected = `${cell.route.operationId} ${cell.slot.join('.')} ${answer}`
          return { expected, isThrough: answer.startsWith('2'), wrong }
        },
      }),
    /** Everything that is governed, as text. */
    contents: () => governedContents(warehouse),
  }
}

function swapCells(routes: readonly Route[], things: readonly Thing[]): SwapCell[] {
  return routes.flatMap((route) => {
    const { by } = dutyOf(route.operationId)
    const may = ({ role }: { readonly role: Role }) => typeof by === 'string' || by.includes(role)
    return slotsOf(route).flatMap((slot) => [
      ...strangers
        .filter(may)
        .flatMap(({ who }) => [...things, ...noIds].map((value) => ({ route, slot, who, value }))),
      ...overseers.filter(may).flatMap(({ who }) => noIds.map((value) => ({ route, slot, who, value }))),
    ])
  })
}

async function askSwap(warehouse: OpenWarehouse, { route, slot, who, value }: SwapCell) {
  const frame = frameOf(route)
  const id = typeof value === 'string' ? value : value.id
  const asked = await send(warehouse, { route, who, frame: withValue(frame, slot, id) })
  const what = `${route.operationId} ${slot.join('.')} = ${typeof value === 'string' ? value : value.kind} by ${who}`
  const told = `${what}: ${asked.answer} ${asked.text.slice(0, 300)}`
  if (asked.status >= 500) return { answer: asked.answer, wrong: told }
  if (typeof value === 'string' || !value.isSecret) return { answer: asked.answer, wrong: undefined }
  const other = await send(warehouse, { route, who, frame: withValue(frame, slot, notThere) })
  const isSame = asked.answer === other.answer && asked.text.replaceAll(id, '') === other.text.replaceAll(notThere, '')
  return {
    answer: asked.answer,
    wrong: isSame ? undefined : `${told}, but of nothing ${other.answer} ${other.text.slice(0, 300)}`,
  }
}

interface Sent {
  readonly route: Route
  readonly who: Who
  readonly frame: Frame
}

async function send({ call }: OpenWarehouse, { route, who, frame: { params, query, body } }: Sent) {
  const path = route.url.replaceAll(/:(\w+)/g, (_parameter, name: string) => encodeURIComponent(String(params[name])))
  const { inPerson } = dutyOf(route.operationId)
  const streamed = route.streams?.[0]
  const { status, text } = await call(who, path, {
    method: route.method,
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    ...(typeof body === 'object' && body !== null && { body }),
    ...(streamed !== undefined && { body: 'x', headers: { 'content-type': streamed } }),
    ...(inPerson && { asPerson: true }),
  })
  const plain = withoutAccidents(text)
  return { status, answer: `${String(status)} ${codeIn(plain)}`, text: plain }
}

/** Without what differs from one request to the next, whatever is asked. */
function withoutAccidents(text: string): string {
  return text.replaceAll(/"(requestId|instance|at|validUntil)":"[^"]*"/g, '')
}

function codeIn(text: string): string {
  return /"code":"(\w+\.\w+)"/.exec(text)?.[1] ?? ''
}

async function governedContents({ testing }: OpenWarehouse): Promise<string> {
  const tables = (await tablesAndRules(testing)).filter(
    ({ governed, name }) => governed && !name.startsWith('journal.'),
  )
  const lines = tables.map(({ name }) => `SELECT '${name} ' || t::text AS line FROM ${name} AS t`)
  const rows = await testing.asAdmin<{ line: string }>(`${lines.join(' UNION ALL ')} ORDER BY line`)
  return rows.map(({ line }) => line).join('\n')
}
