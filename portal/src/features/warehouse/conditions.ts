import { parseFilter } from './filter.ts'

/**
 * What rows are asked for: all conditions of `all`, at least one of each group of `any`, none of `none`. Conditions are
 * written `field:operator:value`; one of a group has the group's name and `~` before it. So an address holds no JSON.
 */
export interface Conditions {
  all: string[]
  any: string[]
  none: string[]
}

/** Where a condition stands: with those that must all hold, with those that must not, or in a group. */
export type Place = 'all' | 'none' | { group: string }

export interface Group {
  name: string
  conditions: string[]
}

export function groupsOf(any: readonly string[]): Group[] {
  const groups = new Map<string, string[]>()
  for (const text of any) {
    const [name, condition] = split(text)
    if (condition === undefined) continue
    groups.set(name, [...(groups.get(name) ?? []), condition])
  }
  return [...groups].map(([name, conditions]) => ({ name, conditions }))
}

function split(text: string): [string, string | undefined] {
  const at = text.indexOf('~')
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** A name no group has yet. */
export function newGroup(any: readonly string[]): string {
  const taken = new Set(groupsOf(any).map(({ name }) => name))
  let number = 1
  while (taken.has(String(number))) number += 1
  return String(number)
}

export function withCondition(conditions: Conditions, place: Place, condition: string): Conditions {
  const rest = withoutCondition(conditions, place, condition)
  if (place === 'all') return { ...rest, all: [...rest.all, condition] }
  if (place === 'none') return { ...rest, none: [...rest.none, condition] }
  return { ...rest, any: [...rest.any, `${place.group}~${condition}`] }
}

export function withoutCondition(conditions: Conditions, place: Place, condition: string): Conditions {
  const others = (list: string[], one: string) => list.filter((each) => each !== one)
  if (place === 'all') return { ...conditions, all: others(conditions.all, condition) }
  if (place === 'none') return { ...conditions, none: others(conditions.none, condition) }
  return { ...conditions, any: others(conditions.any, `${place.group}~${condition}`) }
}

export function countOf({ all, any, none }: Conditions): number {
  return all.length + any.length + none.length
}

/** What cannot be said by repeating `filter`, as the JSON the API takes in `where`; undefined when there is nothing. */
export function whereOf({ any, none }: Conditions): string | undefined {
  const parts = [
    ...groupsOf(any).map(({ conditions }) => ({ or: conditions.flatMap(leaf) })),
    ...none.flatMap(leaf).map((each) => ({ not: each })),
  ].filter((part) => 'not' in part || part.or.length > 0)
  if (parts.length === 0) return undefined
  return JSON.stringify(parts.length === 1 ? parts[0] : { and: parts })
}

function leaf(condition: string): { field: string; op: string; value: string | string[] }[] {
  const filter = parseFilter(condition)
  if (filter === null) return []
  const { field, operator, value } = filter
  return [{ field, op: operator, value: operator === 'in' ? value.split(',') : value }]
}
