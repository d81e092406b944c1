import type { DetectorName, FiguresOf } from './detector.ts'
import type { ReadRange } from './evidence.store.ts'
import type { Subject } from './violation.ts'

/** One local day, which is the window of every detector: it raises one violation a day about one subject. */
export interface Period {
  readonly from: Date
  /** Not included. */
  readonly to: Date
}

/** What a detector counted of one subject. */
export interface Counted<Name extends DetectorName = DetectorName> {
  readonly subject: Subject
  readonly figures: FiguresOf[Name]
  /** Where it stands: in the log of reads, or in the journal. */
  readonly reads: ReadRange | null
  readonly entries: readonly string[]
  /** The grant the reads went by. */
  readonly grant: string | null
}
