import { expect, it } from 'vitest'
import type { ProblemKind } from '../errors.ts'
import { defineProblems } from '../errors.ts'
import { platformProblems } from '../problems.ts'
import { preferredLanguage, problemBody, statusOf } from './problem.ts'

const statuses: readonly [ProblemKind, number][] = [
  ['invalid', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['conflict', 409],
  ['too-large', 413],
  ['unsupported', 415],
  ['unprocessable', 422],
  ['rate-limited', 429],
  ['unavailable', 503],
]

it.each(statuses)('answers a problem of the kind %s with %i', (kind, status) => {
  const text = { title: 'title', remedy: 'remedy' }
  const problems = defineProblems('law', { example: { kind, vi: text, en: text } })
  expect(problemBody(problems.example(), 'vi', 'r').status).toBe(status)
})

it('knows a status for every kind', () => {
  expect(Object.keys(statusOf).sort()).toEqual(statuses.map(([kind]) => kind).sort())
})

it('answers 500 only for a fault of its own', () => {
  expect(problemBody(platformProblems.internal(), 'en', 'r').status).toBe(500)
  expect(problemBody(platformProblems.databaseUnavailable(), 'en', 'r').status).toBe(503)
})

it('says what happened, what to do next, on which clause it rests and what to ask about (RFC 9457)', () => {
  const problem = platformProblems.permissionMissing({ permission: 'law.instrument.register' })
  expect(problemBody(problem, 'en', 'request-1')).toEqual({
    type: '/problems/platform/permission-missing',
    code: 'platform.permissionMissing',
    title: 'This account may not do that',
    status: 403,
    detail: 'The permission law.instrument.register is needed.',
    remedy: 'Ask the coordinating department for the right role, or sign in with another account.',
    instance: 'request-1',
    clause: 'Điều 7.1',
    permission: 'law.instrument.register',
  })
  expect(problemBody(problem, 'vi', 'request-1')).toMatchObject({
    title: 'Tài khoản không có quyền làm việc này',
    detail: 'Việc này cần quyền law.instrument.register.',
  })
})

it('lists the faulty fields, and leaves out what a problem does not have', () => {
  const errors = [{ field: 'name', message: 'is missing' }]
  expect(problemBody(platformProblems.invalidRequest({}, { errors }), 'en', 'r').errors).toEqual(errors)
  const bare = problemBody(platformProblems.stopping(), 'en', 'r')
  expect(Object.keys(bare).sort()).toEqual(['code', 'instance', 'remedy', 'status', 'title', 'type'])
})

it('lets no parameter take the place of a member of its own', () => {
  const problem = platformProblems.notFound({ path: '/x', status: 200, code: 'ok', title: 'fine', type: 'about:blank' })
  expect(problemBody(problem, 'en', 'r')).toMatchObject({
    status: 404,
    code: 'platform.notFound',
    title: 'Not found',
    type: '/problems/platform/not-found',
  })
})

it.each([
  [undefined, 'vi'],
  ['', 'vi'],
  ['*', 'vi'],
  ['vi', 'vi'],
  ['en', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['EN-gb', 'en'],
  ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
  ['en;q=0.8, vi;q=0.9', 'vi'],
  ['en;q=0.9, vi;q=0.8', 'en'],
  ['vi;q=0, en;q=0.1', 'en'],
  ['en;q=0', 'vi'],
  ['en;q=1, vi;q=1', 'vi'],
  ['fr, en;q=0.5', 'en'],
  ['fr-FR', 'vi'],
  ['eng', 'vi'],
  ['en; q=0.7, vi; q=0.8', 'vi'],
  ['en;level=1;q=0.4, vi;q=0.3', 'en'],
  ['en;q=1.2.3', 'vi'],
  [';;;,,,q=', 'vi'],
])('speaks to Accept-Language %j in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language)
})
