import type { GrantInUse, Mask } from '../../access/index.ts'
import type { Id } from '../../platform/index.ts'
import type { Format } from '../record/format/format.ts'

export type ExportId = Id<'export'>

export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export type ExportState = (typeof exportStates)[number]

/** What was asked for, as it was asked. */
export interface ExportQuestion {
  readonly select?: string | undefined
  readonly filter?: readonly string[] | undefined
  readonly where?: string | undefined
  /** Whether a CSV begins with a byte order mark. */
  readonly bom?: boolean | undefined
}

/** Rows of a part of the dataset: those whose field, by its id, holds one of the values. */
export interface KeptScope {
  readonly field: string
  readonly values: readonly string[]
}

/** A question answered into a file (ADR 0017). */
export interface Export {
  readonly id: ExportId
  readonly datasetId: string
  readonly datasetCode: string
  readonly state: ExportState
  readonly format: Format
  readonly accountId: string
  readonly accountName: string
  readonly unitId: string
  readonly unitName: string
  readonly requestedAt: Date
  readonly finishedAt: Date | null
  readonly expiresAt: Date | null
  readonly purpose: string | null
  readonly question: ExportQuestion
  /** Names of the fields in the file, in its order. */
  readonly fields: readonly string[]
  /** Names of the fields that could be asked about. */
  readonly readable: readonly string[]
  /** All of them hold. */
  readonly rowScopes: readonly KeptScope[]
  /** By the id of a field: what is shown in place of its values. */
  readonly masks: Readonly<Record<string, Mask>>
  /** The consent it was asked under; null where the catalogue itself opened the data. */
  readonly grant: GrantInUse | null
  /** How many of its rows have been counted against the grant. */
  readonly takenRows: number
  readonly structureVersion: number
  /** The apply whose state the file holds. */
  readonly apply: number | null
  /** Whether that was chosen, not the state in force when work began. */
  readonly isPast: boolean
  readonly attempts: number
  readonly rows: number
  readonly totalRows: number | null
  readonly bytes: number
  readonly digest: string | null
  readonly problem: string | null
}

/** What can be changed no more. */
export function hasEnded({ state }: Pick<Export, 'state'>): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** How far the work is; 100 only when it is done. */
export function percentOf({ state, rows, totalRows }: Pick<Export, 'state' | 'rows' | 'totalRows'>): number {
  if (state === 'done') return 100
  return totalRows === null || totalRows === 0 ? 0 : Math.min(99, Math.floor((rows * 100) / totalRows))
}

/** The name under which a reader keeps the file: dataset, state and format. */
export function fileNameOf({ datasetCode, apply, format }: Pick<Export, 'datasetCode' | 'apply' | 'format'>): string {
  return `${datasetCode}${apply === null ? '' : `-${String(apply)}`}.${format}`
}
