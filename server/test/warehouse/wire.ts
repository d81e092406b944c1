/** What the tests know of the wire: no more than an outside caller would. */

export interface Balance {
  readonly sent: number
  readonly accepted: number
  readonly rejected: number
  readonly duplicate: number
  readonly unchanged: number
  readonly inserted: number
  readonly changed: number
  readonly deleted: number
}

export interface FaultGroup {
  readonly rule: string
  readonly field: string | null
  readonly fieldTitle: string | null
  readonly count: number
  readonly message: string
  readonly examples: readonly { readonly row: number; readonly value: string | null }[]
}

export interface Submission {
  readonly id: string
  readonly dataset: { readonly code: string }
  readonly state: 'received' | 'processing' | 'waiting' | 'applied' | 'rejected' | 'failed' | 'sealed'
  readonly load: string
  readonly continues: string | null
  readonly withdraws: string | null
  readonly repeats: string | null
  readonly statement: string | null
  readonly confirmedDeletions: number | null
  readonly withheld: number | null
  readonly quarantine: { readonly open: number; readonly edited: number; readonly settled: number } | null
  readonly bytes: number
  readonly digest: string
  readonly fileName: string | null
  readonly structureVersion: number
  readonly profile: Readonly<Record<string, unknown>> | null
  readonly conversions: readonly { readonly field: string; readonly kind: string; readonly count: number }[]
  readonly balance: Balance | null
  readonly faults: readonly FaultGroup[]
  readonly faultyRows: number | null
  readonly applyNumber: number | null
  readonly journalEntry: string | null
  readonly journalIndex: number | null
  readonly merkleRoot: string | null
  readonly problem: Problem | null
}

export interface Problem {
  readonly type: string
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly remedy: string
  readonly clause?: string
  readonly reason?: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

export type Values = Readonly<Record<string, string | number | boolean | null>>

export interface Page {
  readonly items: readonly Values[]
  readonly next: string | null
  readonly count: { readonly kind: 'exact' | 'at-least'; readonly value: number } | null
  readonly structureVersion: number
  readonly apply: number | null
}

export interface SingleRecord {
  readonly key: string
  readonly values: Values
  readonly since: { readonly apply: number; readonly at: string }
}

export interface History {
  readonly items: readonly {
    readonly since: { readonly apply: number; readonly submission: string | null }
    readonly until: { readonly apply: number } | null
    readonly operation: 'insert' | 'change' | 'delete'
    readonly values: Values
  }[]
}

export interface JournalEntry {
  readonly id: string
  readonly index: number | null
  readonly event: string
  readonly subject: { readonly type: string; readonly id: string; readonly label: string }
  readonly actor: { readonly accountName: string; readonly unitName: string; readonly via: string }
  readonly payload: Readonly<Record<string, unknown>>
}

export interface ReadEntry {
  readonly id: string
  readonly actor: { readonly accountName: string; readonly unitName: string }
  readonly dataset: string
  readonly action: string
  readonly purpose: string | null
  readonly query: string
  readonly queryDigest: string | null
  readonly fields: readonly string[]
  readonly rows: number
  readonly digest: string
  readonly reasons: readonly string[]
}

export interface List<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}
