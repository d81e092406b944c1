import type { Entry } from './entry.ts'

/** How a code differs between two versions; one may be renamed and moved at once. */
export const changeKinds = ['added', 'gone', 'renamed', 'moved', 'amended'] as const
export type ChangeKind = (typeof changeKinds)[number]

export type ChangeCounts = Readonly<Record<ChangeKind | 'same', number>>

export interface Change {
  readonly code: string
  readonly kinds: readonly ChangeKind[]
  readonly before: Entry | null
  readonly after: Entry | null
}

/** What a code means in one version. */
export interface Meaning extends Entry {
  readonly version: string
  readonly validFrom: string
  readonly validTo: string | null
}

/** A time in which a code meant the same, over one version or several that follow each other. */
export interface Period extends Omit<Meaning, 'version'> {
  readonly versions: readonly string[]
}

/** The life of a code: versions that say the same of it and touch each other are one period. Oldest first in and out. */
export function periodsOf(meanings: readonly Meaning[]): Period[] {
  const periods: Period[] = []
  for (const { version, ...meaning } of meanings) {
    const last = periods.at(-1)
    if (last?.validTo === meaning.validFrom && isSame(last, meaning)) {
      periods[periods.length - 1] = { ...last, validTo: meaning.validTo, versions: [...last.versions, version] }
    } else {
      periods.push({ ...meaning, versions: [version] })
    }
  }
  return periods
}

function isSame(a: Entry, b: Entry): boolean {
  return (
    a.name === b.name &&
    a.nameEn === b.nameEn &&
    a.parent === b.parent &&
    a.kind === b.kind &&
    a.aliases.join(';') === b.aliases.join(';')
  )
}
