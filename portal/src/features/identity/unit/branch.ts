import { fold } from '../../../lib/fold.ts'
import type { TreeUnit, UnitKind } from '../../../api/types.ts'

/** A unit with what lies directly below it, put together by kind. */
export interface Branch {
  readonly unit: TreeUnit
  readonly groups: readonly { readonly kind: UnitKind; readonly branches: readonly Branch[] }[]
  /** How many units lie below it, at any depth. */
  readonly size: number
}

/**
 * The trees of a list of units, each kind in the order asked for; with words, only the units whose name has them all, and
 * what they lie under.
 */
export function branchesOf(
  units: readonly TreeUnit[],
  words: string,
  compare: (a: TreeUnit, b: TreeUnit) => number,
): Branch[] {
  const below = Map.groupBy(units, ({ parent }) => parent)
  const isWanted = having(words)
  const known = new Set(units.map(({ id }) => id))
  const branch = (unit: TreeUnit): Branch[] => {
    const branches = (below.get(unit.id) ?? []).flatMap(branch)
    if (branches.length === 0 && !isWanted(unit)) return []
    const kinds = Map.groupBy(branches, (each) => each.unit.kind)
    const groups = [...kinds].map(([kind, group]) => ({
      kind,
      branches: group.toSorted((a, b) => compare(a.unit, b.unit)),
    }))
    return [{ unit, groups, size: branches.reduce((sum, each) => sum + 1 + each.size, 0) }]
  }
  return units.filter(({ parent }) => parent === null || !known.has(parent)).flatMap(branch)
}

/** How many of the units have all the words in their name. */
export function countWith(units: readonly TreeUnit[], words: string): number {
  return units.filter(having(words)).length
}

function having(words: string): (unit: TreeUnit) => boolean {
  const wanted = fold(words).split(' ').filter(Boolean)
  return ({ name, nameEn }) => {
    const text = fold(`${name} ${nameEn}`)
    return wanted.every((word) => text.includes(word))
  }
}
