import { tokenErrors } from '../identity/index.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  isConnectionError,
  isStorageFull,
  platformProblems,
  preferredLanguage,
  problemBody,
  ProblemError,
} from '../platform/index.ts'
import type { Language } from '../platform/index.ts'
import { toFieldFault } from './schema-fault.ts'

/** Answers a problem in the caller's language (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ProblemError): FastifyReply {
  const language = preferredLanguage(request.headers['accept-language'])
  const body = problemBody(problem, language, request.id)
  const retryAfter = problem.params['retryAfter'] ?? (body.status === 503 ? 5 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const tokenError = tokenErrors[problem.code]
  if (tokenError !== undefined) reply.header('www-authenticate', challenges(tokenError))
  return reply
    .code(body.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(body))
}

/** How to come with a token, and what was wrong with the one that came (RFC 6750 §3, RFC 9449 §7.1). */
function challenges(error: string): string {
  return `Bearer error="${error}", DPoP error="${error}", algs="ES256 EdDSA Ed25519 PS256"`
}

/** The one place where an error becomes an answer; what nobody foresaw is logged whole and told in general words. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, preferredLanguage(request.headers['accept-language']))
  if (problem.code === 'platform.internal')
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
  return sendProblem(request, reply, problem)
}

function toProblem(error: FastifyError, language: Language): ProblemError {
  if (error instanceof ProblemError) return error
  if (error.validation) {
    const errors = error.validation.map((fault) => toFieldFault(fault, language))
    return platformProblems.invalidRequest({}, { errors, cause: error })
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return platformProblems.unsupportedMediaType()
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return platformProblems.bodyTooLarge()
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return platformProblems.invalidRequest({}, { cause: error })
  }
  if (isStorageFull(error)) return platformProblems.storageFull({}, { cause: error })
  if (isConnectionError(error)) return platformProblems.databaseUnavailable({}, { cause: error })
  if (isImpossibleValue(error)) return platformProblems.invalidRequest({}, { cause: error })
  return platformProblems.internal({}, { cause: error })
}

/** A value that no column can hold: NUL in a text (22021, 22P05), a day or instant out of range (22007, 22008). */
function isImpossibleValue(error: FastifyError): boolean {
  return ['22021', '22P05', '22007', '22008'].includes(error.code)
}
