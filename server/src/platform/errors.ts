import { writtenDay } from './clock.ts'

/** What went wrong, in the terms that decide the HTTP status (one table, `http/problem.ts`). */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported'
  | 'unprocessable'
  | 'rate-limited'
  | 'unavailable'

export type Language = 'vi' | 'en'

/** Texts of one problem in one language; `{name}` is replaced by the parameter of that name. */
export interface ProblemText {
  readonly title: string
  readonly detail?: string
  /** What the reader should do next. */
  readonly remedy: string
}

export interface ProblemDefinition {
  readonly kind: ProblemKind
  readonly vi: ProblemText
  readonly en: ProblemText
  /** The clause this refusal follows from, e.g. `Điều 11.2`. */
  readonly clause?: string
}

export type ProblemParams = Readonly<Record<string, string | number | readonly string[]>>

/** One faulty place of a request, named by its field or parameter. */
export interface FieldFault {
  readonly field: string
  readonly message: string
}

export interface ProblemOptions {
  readonly errors?: readonly FieldFault[]
  readonly cause?: unknown
  readonly clause?: string | undefined
}

/** The one error class that callers are meant to see; everything else is a fault of ours and answered 500. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly definition: ProblemDefinition
  readonly params: ProblemParams
  readonly errors: readonly FieldFault[]
  readonly clause: string | undefined

  constructor(code: string, definition: ProblemDefinition, params: ProblemParams, options: ProblemOptions) {
    super(`${code}: ${fill(definition.en.title, params)}`, { cause: options.cause })
    this.code = code
    this.definition = definition
    this.params = params
    this.errors = options.errors ?? []
    this.clause = options.clause ?? definition.clause
  }

  /** The text in one language with the parameters filled in. */
  text(language: Language): ProblemText {
    const text = this.definition[language]
    return {
      title: fill(text.title, this.params),
      ...(text.detail === undefined ? {} : { detail: fill(text.detail, this.params) }),
      remedy: fill(text.remedy, this.params),
    }
  }
}

export type ProblemConstructor = (params?: ProblemParams, options?: ProblemOptions) => ProblemError
export type ProblemTable<Names extends string> = Readonly<Record<Names, ProblemConstructor>> & {
  readonly definitions: Readonly<Record<string, ProblemDefinition>>
}

/** A module's problems as data: code `module.name`, type `/problems/module/name-in-kebab-case`. */
export function defineProblems<Names extends string>(
  module: string,
  table: Readonly<Record<Names, ProblemDefinition>>,
): ProblemTable<Names> {
  const definitions: Record<string, ProblemDefinition> = {}
  const constructors: Partial<Record<Names, ProblemConstructor>> = {}
  for (const name in table) {
    const code = `${module}.${name}`
    const definition = table[name]
    definitions[code] = definition
    constructors[name] = (params = {}, options = {}) => new ProblemError(code, definition, params, options)
  }
  return { ...(constructors as Record<Names, ProblemConstructor>), definitions }
}

/** `warehouse.unknownField` → `/problems/warehouse/unknown-field`. */
export function problemType(code: string): string {
  const [module = '', name = ''] = code.split('.')
  return `/problems/${module}/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function fill(text: string, params: ProblemParams): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : Array.isArray(value) ? value.join(', ') : written(String(value))
  })
}

function written(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? writtenDay(value) : value
}
