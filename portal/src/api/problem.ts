import type { Problem } from './types.ts'

/** A refusal or failure as the server explained it (or as we explain it when no answer came). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

export function toProblem(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem
  const detail = error instanceof Error ? error.message : String(error)
  return { type: '/problems/portal/unexpected', code: 'portal.unexpected', title: '', status: 0, detail }
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'status' in value
}

export function unreachable(): ApiProblem {
  return new ApiProblem({
    type: '/problems/portal/unreachable',
    code: 'portal.unreachable',
    title: '',
    status: 0,
  })
}

/** What a proxy or a broken answer leaves us: a status without an explanation. */
export function unexplained(status: number): ApiProblem {
  return new ApiProblem({ type: '/problems/portal/unexplained', code: 'portal.unexplained', title: '', status })
}
