import type { CatalogueRow, Structure } from '../../../src/catalogue/index.ts'
import { anId } from '../../../src/identity/testing.ts'
import { anInstrument } from '../../../src/law/testing.ts'
import { expectedVerdict } from '../expected-verdict.ts'
import type { Expected } from '../expected-verdict.ts'
import { aRowsKey, groups, isGrantable, places, purposes, rows } from './city.ts'
import type { Channel, City, MatrixDataset, MatrixPurpose, Place, PurposeName } from './city.ts'
import { dutyOf } from './duties.ts'
import type { Asker } from './furnish.ts'

/**
 * Every way to read data or to deliver it, asked by every account there is, about every dataset, for every purpose, from
 * every network. Deliveries follow neither from purposes nor from grants (Điều 10): there those two axes are left out, but
 * for a unit without a grant and one with a live one.
 */
export interface DataCell {
  readonly way: Way
  readonly asker: Asker
  readonly dataset: MatrixDataset
  readonly purpose: PurposeName
  readonly place: Place
}

/** A way to the data, with what the request for it looks like; exports and deliveries are wrong in the last thing looked at. */
export interface Way {
  readonly operation: string
  readonly action: 'read' | 'submit'
  /** Of a grant; undefined where only the decision is told. */
  readonly channel?: Channel
  readonly request: (dataset: string, purpose: string | undefined) => Sent
}
interface Sent {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object | string
}

const got = (path: string, purpose: string | undefined, query: Sent['query'] = {}): Sent => ({
  ...{ method: 'GET', path, query: { ...query, ...(purpose !== undefined && { purpose }) } },
})
const data = (dataset: string) => `/warehouse/datasets/${dataset}`

export const ways: readonly Way[] = [
  {
    ...{ operation: 'warehouse.listRecords', action: 'read', channel: 'list' },
    request: (dataset, purpose) => got(`${data(dataset)}/records`, purpose),
  },
  {
    ...{ operation: 'warehouse.getRecord', action: 'read', channel: 'lookup' },
    request: (dataset, purpose) => got(`${data(dataset)}/records/${aRowsKey}`, purpose),
  },
  {
    ...{ operation: 'warehouse.getRecordHistory', action: 'read', channel: 'lookup' },
    request: (dataset, purpose) => got(`${data(dataset)}/records/${aRowsKey}/history`, purpose),
  },
  {
    ...{ operation: 'warehouse.getRecordProof', action: 'read', channel: 'lookup' },
    request: (dataset, purpose) => got(`${data(dataset)}/records/${aRowsKey}/proof`, purpose),
  },
  {
    ...{ operation: 'warehouse.listChanges', action: 'read', channel: 'changes' },
    request: (dataset, purpose) => got(`${data(dataset)}/changes`, purpose),
  },
  {
    ...{ operation: 'warehouse.requestExport', action: 'read', channel: 'export' },
    request: (dataset, purpose) => ({
      ...{ method: 'POST', path: `${data(dataset)}/exports`, query: {} },
      body: { format: 'csv', select: 'khong_co', ...(purpose !== undefined && { purpose }) },
    }),
  },
  {
    ...{ operation: 'access.getDecision', action: 'read' },
    request: (dataset, purpose) => got('/access/decision', purpose, { dataset, action: 'read' }),
  },
  {
    ...{ operation: 'access.getDecision', action: 'submit' },
    request: (dataset) => got('/access/decision', undefined, { dataset, action: 'submit' }),
  },
  {
    ...{ operation: 'warehouse.submit', action: 'submit' },
    request: (dataset) => ({
      ...{ method: 'POST', path: `${data(dataset)}/submissions`, query: { continues: anId(404) } },
      ...{ headers: { 'content-type': 'text/csv' }, body: 'x\n' },
    }),
  },
  {
    ...{ operation: 'warehouse.createUpload', action: 'submit' },
    request: (dataset) => ({
      ...{ method: 'POST', path: '/warehouse/uploads', query: {} },
      headers: {
        ...{ 'tus-resumable': '1.0.0', 'upload-length': '10' },
        'upload-metadata': `dataset ${Buffer.from(dataset).toString('base64')}`,
      },
    }),
  },
]

/** Where what the data tells is open, and where it is not; what else each network may is asked of every route (`gate-cells.ts`). */
const askedFrom = ['dedicated', 'administration', 'outside'] as const satisfies readonly Place[]

/** The cells in an order that never changes, made as they are asked for: there are many. */
export function dataCells(
  { datasets }: City,
  askers: readonly Asker[],
): { readonly count: number; at(place: number): DataCell } {
  const purposeNames = Object.keys(purposes) as PurposeName[]
  const read = ways.filter(({ action }) => action === 'read')
  const submit = ways.filter(({ action }) => action === 'submit')
  const deliverers = askers.filter(({ unit }) => unit.grant === 'none' || unit.grant === 'live')
  const reads = product(read, askers, datasets, purposeNames, askedFrom)
  const submits = product(submit, deliverers, datasets, ['unsaid'] as const, askedFrom)
  return {
    count: reads.count + submits.count,
    at: (place) => {
      const [way, asker, dataset, purpose, from] =
        place < reads.count ? reads.at(place) : submits.at(place - reads.count)
      return { way, asker, dataset, purpose, place: from }
    },
  }
}

function product<Axes extends readonly (readonly unknown[])[]>(...axes: Axes) {
  return {
    count: axes.reduce((count, axis) => count * axis.length, 1),
    at: (place: number) => {
      let rest = place
      return axes.map((axis) => {
        const value = axis[rest % axis.length]
        rest = Math.floor(rest / axis.length)
        return value
      }) as { [Place in keyof Axes]: Axes[Place][number] }
    },
  }
}

/** What is to be answered: a refusal with its problem, and for one by the rules with its reason; or what is seen. */
export type Answer =
  | { readonly refused: string; readonly reason?: string }
  | { readonly opened: string; readonly fields: readonly string[]; readonly rows: number }

export function expectedOf(cell: DataCell): Answer {
  const { way, asker, place } = cell
  if (place === 'outside') return { refused: 'access.outsideDedicated' }
  const { by } = dutyOf(way.operation)
  if (typeof by === 'object' && !by.includes(asker.role)) return { refused: 'platform.permissionMissing' }
  const verdict = verdictOf(cell)
  if (way.channel === undefined && way.operation === 'access.getDecision') return told(verdict)
  if (!verdict.allow)
    return { refused: way.action === 'read' ? 'access.readRefused' : 'access.submitRefused', reason: verdict.reason }
  if (way.channel === undefined) return told(verdict)
  const { consented }: MatrixPurpose = purposes[cell.purpose]
  if (verdict.reason === 'grantedUse' && consented?.channels.includes(way.channel) === false)
    return { refused: 'access.channelNotGranted' }
  if (tellsKeys(way.channel) && !seesKey(verdict)) return { refused: 'warehouse.keysWithheld' }
  return told(verdict)
}

const told = ({ allow, reason, fields, rowScope }: Expected): Answer =>
  allow
    ? { opened: reason, fields: [...fields].sort(), rows: rows.filter((row) => isIn(row, rowScope)).length }
    : { refused: 'told', reason }

const tellsKeys = (channel: Channel) => channel === 'lookup' || channel === 'changes'
const seesKey = ({ fields, masks }: Expected) => fields.includes('so_dinh_danh') && !('so_dinh_danh' in masks)

function isIn(row: Readonly<Record<string, string>>, scopes: Expected['rowScope']): boolean {
  return scopes.every(({ field, values }) => values.includes(row[field] ?? ''))
}

const provider = anId<'organisation'>(1)
const asking = anId<'organisation'>(2)
const organisation = (id: typeof provider) => ({ id, kind: 'department', name: '', nameEn: '' }) as const
const nothing = { fields: [], masks: {}, rowScope: [] }

function verdictOf({ way, asker, dataset, purpose }: DataCell): Expected {
  const { unit, role } = asker
  const { said, registered, consented }: MatrixPurpose = purposes[purpose]
  const fields = dataset.fields.map((field, number) => ({ ...field, id: `f${String(number + 1)}` }))
  const structure: Structure = { version: 1, since: new Date(0), note: '', fields }
  const { classification, kind, stage, isInForce } = dataset
  const id = unit.relation === 'own' ? provider : asking
  return expectedVerdict({
    ...{ action: way.action, roles: [role], purpose: said, structure },
    unit: { ...organisation(id), kind: unit.kind, territory: unit.territory },
    registered: registered && { ...registered, code: said?.split(':', 1)[0] ?? '', isCommon: registered.isInRemit },
    standing: { standing: isGrantable(dataset) ? standingOf(unit.grant, consented !== undefined) : 'none' },
    consented: consented ?? nothing,
    dataset: { provider: organisation(provider), stage, classification },
    row: isInForce ? aRow(dataset, unit.relation === 'named', { classification, kind }) : undefined,
  })
}

/** How the grants of a unit stand towards a purpose: all of them are for those purposes that are granted at all. */
function standingOf(grant: Asker['unit']['grant'], isGranted: boolean): string {
  if (isGranted || grant === 'none') return grant
  return grant === 'live' ? 'otherPurpose' : 'none'
}

function aRow(
  { code }: MatrixDataset,
  namesAsker: boolean,
  facts: Pick<CatalogueRow['dataset'], 'classification' | 'kind'>,
): CatalogueRow {
  return {
    dataset: { code, name: code, nameEn: code, ...facts },
    ...{ provider: organisation(provider), updateMethod: 'full', updateFrequency: 'monthly' },
    consumers: [...(namesAsker ? [{ unit: organisation(asking) }] : []), ...groups.map((group) => ({ group }))],
    ...{ catalogueVersion: 1, from: '2026-01-01', until: null, instrument: { ...anInstrument(), id: anId(9) } },
  }
}

/** Where a cell is asked from, as an address. */
export const addressOf = ({ place }: Pick<DataCell, 'place'>): string => places[place]
