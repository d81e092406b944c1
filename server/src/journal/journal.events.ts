/** A module's events as data: `{ 'dataset.registered': 'what it means' }` → `catalogue.dataset.registered`. */
export function defineEvents<Names extends string>(
  module: string,
  table: Readonly<Record<Names, string>>,
): Readonly<Record<Names, string>> & { readonly meanings: Readonly<Record<string, string>> } {
  const meanings: Record<string, string> = {}
  const names: Partial<Record<Names, string>> = {}
  for (const name in table) {
    names[name] = `${module}.${name}`
    meanings[`${module}.${name}`] = table[name]
  }
  return { ...(names as Record<Names, string>), meanings }
}
