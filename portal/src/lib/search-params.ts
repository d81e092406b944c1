/** Plain query strings: a value, or the same name repeated for a list. No JSON in an address people share. */
export type SearchValue = string | string[]

export function parseSearch(text: string): Record<string, SearchValue> {
  const found: Record<string, SearchValue> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const known = found[name]
    found[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return found
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string' && each !== '') params.append(name, each)
    }
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

/** The named values that are there and not empty; for a name given twice, the first. */
export function pick<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const picked: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const value: unknown = search[name]
    const first: unknown = Array.isArray(value) ? value[0] : value
    if (typeof first === 'string' && first !== '') picked[name] = first
  }
  return picked
}

export function pickList(search: Record<string, unknown>, name: string): string[] {
  const value = search[name]
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((each): each is string => typeof each === 'string' && each !== '')
}
