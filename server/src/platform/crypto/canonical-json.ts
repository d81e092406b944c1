import { platformProblems } from '../problems.ts'

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** Deeper than anything that is recorded or signed; who nests further wants whoever hashes it to run out of stack. */
const deepest = 500

/**
 * The JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units, no white space, ECMAScript
 * numbers. Two parties that hold the same value hash the same bytes. What would come back from JSON or UTF-8 as
 * something else is refused: half a surrogate pair, and what is nested out of all measure, as a fault of the request it
 * came with, NaN as one of the code.
 */
export function canonicalJson(value: Json): string {
  return canonical(value, 0)
}

function canonical(value: Json, depth: number): string {
  if (value === null || typeof value !== 'object') return canonicalScalar(value)
  if (depth >= deepest) throw platformProblems.invalidRequest()
  if (isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalScalar(name)}:${canonical(value[name] ?? null, depth + 1)}`)
  return `{${members.join(',')}}`
}

function canonicalScalar(value: string | number | boolean | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON cannot carry ${String(value)}`)
  if (typeof value === 'string' && !value.isWellFormed()) throw platformProblems.invalidRequest()
  return JSON.stringify(value)
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
