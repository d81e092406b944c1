import type { ByteSource } from '../../platform/index.ts'
import type { Rule } from '../checking/fault.ts'
import type { Cell } from './cell.ts'
import type { Profile } from './profile.ts'

/** What a format's reader hands over. Rows are numbered as a person finds them in the file. */
export interface TableSink {
  /** The rows of the header; called once, before any row. */
  header(rows: readonly (readonly string[])[]): void
  /** A row as bytes of its CSV record, delimited as the profile says. */
  row(number: number, bytes: Buffer): void
  /** A row as cells, in the order of the header. */
  cells(number: number, cells: readonly Cell[]): void
  /** A record that is no row; `sample` is the start of it. */
  fault(number: number, rule: Rule, sample: string): void
  /** Text that came by: tells whether some of it is written with marks apart from their letters. */
  looksAt(bytes: Buffer): void
  /** A fault of the file as a whole: nothing of it is taken. */
  refuse(rule: Rule, sample: string): void
  /** The headings that are looked for: those of the profile, or the names of the fields. */
  expectedHeadings(): readonly string[]
  /** The heading of the geometry of a feature, which has no name of its own. */
  geometryHeading(): string
  readonly isRefused: boolean
}

/** Reads a file into a sink; after each piece gives how many bytes of the file are behind it. */
export type TableReader = (source: ByteSource, profile: Profile, sink: TableSink) => AsyncGenerator<number, void>
