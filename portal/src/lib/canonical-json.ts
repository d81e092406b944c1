/** Deeper than anything the server records or signs; who nests further wants the page to run out of stack. */
const deepest = 500

/**
 * The JSON Canonicalization Scheme (RFC 8785): what two parties that hold the same value hash alike; undefined for a value
 * that is nested out of all measure, as the server knows none.
 */
export function canonicalJson(value: unknown): string | undefined {
  return isWithin(value) ? canonical(value) : undefined
}

function isWithin(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false
    level = level.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return true
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
