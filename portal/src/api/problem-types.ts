import { queryOptions } from '@tanstack/react-query'
import { answer } from './client.ts'

interface ProblemText {
  title: string
  detail?: string
  remedy: string
}

/** What the contract says of a kind of problem beside where it occurs. */
interface DeclaredProblem {
  status: number
  clause?: string
  vi: ProblemText
  en: ProblemText
}

/** One kind of problem: its explanation, and the operations that can answer it, as method and path. */
export interface ProblemType {
  type: string
  code: string
  declared: DeclaredProblem | null
  operations: string[]
}

interface Contract {
  paths: Record<string, Record<string, { description?: string }>>
  /** The problems by their codes; a part of the contract of our own, hence the `x-`. */
  'x-problems'?: Record<string, DeclaredProblem>
}

/** The problem types, read from the served contract so that there is one source. */
export const problemTypesQuery = queryOptions({
  queryKey: ['contract', 'problems'],
  queryFn: async () => problemTypes(await answer(readContract())),
  staleTime: Infinity,
})

async function readContract(): Promise<{ data: Contract; response: Response }> {
  const response = await fetch('/api/v1/openapi.json')
  return { data: (await response.json()) as Contract, response }
}

export function problemTypes(contract: Contract): ProblemType[] {
  const declared = contract['x-problems'] ?? {}
  const operations = new Map<string, string[]>(Object.keys(declared).map((code) => [code, []]))
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, { description = '' }] of Object.entries(methods)) {
      for (const code of namedProblems(description)) {
        operations.set(code, [...(operations.get(code) ?? []), `${method.toUpperCase()} ${path}`])
      }
    }
  }
  return [...operations].map(([code, where]) => ({
    type: typeOf(code),
    code,
    declared: declared[code] ?? null,
    operations: where,
  }))
}

/** An operation's description ends with "Problems: a.b, c.d." */
function namedProblems(description: string): string[] {
  return /Problems: ([^\n]*)\.$/.exec(description)?.[1]?.split(', ') ?? []
}

/** `warehouse.unknownField` → `/problems/warehouse/unknown-field`. */
function typeOf(code: string): string {
  const kebab = code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return `/problems/${kebab.replace('.', '/')}`
}
