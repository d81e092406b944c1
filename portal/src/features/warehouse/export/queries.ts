import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Export, ExportFormat } from '../../../api/types.ts'
import { whereOf, type Conditions } from '../conditions.ts'

/** While a file is being written, its list asks again this often. */
const pollInterval = 1000

export function isUnderWay({ state }: Export): boolean {
  return state === 'waiting' || state === 'running'
}

/** Files the reader's unit asked for, newest first. */
export const exportsQuery = queryOptions({
  queryKey: ['warehouse', 'exports'],
  queryFn: () => answer(client.GET('/api/v1/warehouse/exports', { params: { query: { limit: 100 } } })),
  refetchInterval: (query) => (query.state.data?.items.some(isUnderWay) === true ? pollInterval : false),
})

export interface ExportOrder {
  format: ExportFormat
  columns: string[]
  conditions: Conditions
  asOf: string
  purpose: string
  /** For CSV: whether the file tells Excel that it is UTF-8. */
  bom: boolean
}

export function requestExport(code: string, order: ExportOrder): Promise<Export> {
  const { format, columns, conditions, asOf, purpose } = order
  const where = whereOf(conditions)
  return answer(
    client.POST('/api/v1/warehouse/datasets/{code}/exports', {
      params: { path: { code } },
      body: {
        format,
        ...(columns.length === 0 ? {} : { select: columns.join(',') }),
        ...(conditions.all.length === 0 ? {} : { filter: conditions.all }),
        ...(where === undefined ? {} : { where }),
        ...(asOf === '' ? {} : { asOf }),
        ...(purpose === '' ? {} : { purpose }),
        ...(format === 'csv' ? { bom: order.bom } : {}),
      },
    }),
  )
}

/** Stops a file that is being written, or takes a finished one away. */
export async function removeExport(id: string): Promise<void> {
  await answer(client.DELETE('/api/v1/warehouse/exports/{id}', { params: { path: { id } } }))
}
