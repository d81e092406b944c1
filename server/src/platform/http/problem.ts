import type { Language, ProblemError, ProblemKind } from '../errors.ts'
import { problemType } from '../errors.ts'

/** The one table from kinds of problem to HTTP status. */
export const statusOf: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  'rate-limited': 429,
  unavailable: 503,
}

/** The body of an RFC 9457 problem in one language. `remedy` says what to do next, `clause` what the refusal rests on. */
export interface ProblemBody {
  readonly type: string
  readonly code: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly remedy: string
  readonly instance: string
  readonly clause?: string
  readonly errors?: readonly { field: string; message: string }[]
}

export function problemBody(problem: ProblemError, language: Language, requestId: string): ProblemBody {
  return {
    ...problem.params,
    type: problemType(problem.code),
    code: problem.code,
    ...problem.text(language),
    status: problem.code === 'platform.internal' ? 500 : statusOf[problem.definition.kind],
    instance: requestId,
    ...(problem.clause === undefined ? {} : { clause: problem.clause }),
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  }
}

/** Vietnamese unless the caller prefers English (`Accept-Language`). */
export function preferredLanguage(header: string | undefined): Language {
  const ranges = (header ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
    return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
  })
  const weight = (language: Language) =>
    Math.max(0, ...ranges.filter((r) => r.language === language).map((r) => r.quality))
  return weight('en') > weight('vi') ? 'en' : 'vi'
}
