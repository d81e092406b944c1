import { expect, it } from 'vitest'
import { defineProblems, ProblemError, problemType } from './errors.ts'
import { platformProblems } from './problems.ts'
import { problemTextFaults } from './testing.ts'

const problems = defineProblems('warehouse', {
  unknownField: {
    kind: 'invalid',
    vi: { title: 'Không có trường {field}', detail: 'Có {count} trường.', remedy: 'Dùng {fields}.' },
    en: { title: 'No field {field}', remedy: 'Use {fields}.' },
    clause: 'Điều 11.2',
  },
})

it('names a problem by its module and fills its parameters into the text of each language', () => {
  const problem = problems.unknownField({ field: 'ho_ten', count: 2, fields: ['ma', 'ten'] })
  expect(problem.code).toBe('warehouse.unknownField')
  expect(problem.message).toBe('warehouse.unknownField: No field ho_ten')
  expect(problem.text('vi')).toEqual({
    title: 'Không có trường ho_ten',
    detail: 'Có 2 trường.',
    remedy: 'Dùng ma, ten.',
  })
  expect(problem.text('en')).toEqual({ title: 'No field ho_ten', remedy: 'Use ma, ten.' })
})

it('leaves a parameter that is missing visible, and does not fill in values a second time', () => {
  const { title, remedy } = problems.unknownField({ field: '{fields} $& $1' }).text('en')
  expect(title).toBe('No field {fields} $& $1')
  expect(remedy).toBe('Use {fields}.')
})

it('writes days as people here write them', () => {
  expect(problems.unknownField({ field: '2026-01-31' }).text('vi').title).toBe('Không có trường 31/01/2026')
})

it('rests on the clause of its table unless the case names another', () => {
  expect(problems.unknownField().clause).toBe('Điều 11.2')
  expect(problems.unknownField({}, { clause: 'Điều 7.1' }).clause).toBe('Điều 7.1')
  expect(problems.unknownField({}, { clause: undefined }).clause).toBe('Điều 11.2')
})

it('keeps the faulty fields and the cause', () => {
  const cause = new Error('why')
  const errors = [{ field: 'name', message: 'is missing' }]
  const problem = problems.unknownField({}, { errors, cause })
  expect(problem).toBeInstanceOf(ProblemError)
  expect(problem.errors).toEqual(errors)
  expect(problem.cause).toBe(cause)
})

it.each([
  ['warehouse.unknownField', '/problems/warehouse/unknown-field'],
  ['platform.notFound', '/problems/platform/not-found'],
  ['platform.internal', '/problems/platform/internal'],
  ['catalogue.fiveFactsMissing', '/problems/catalogue/five-facts-missing'],
])('makes of the code %s the address %s', (code, address) => {
  expect(problemType(code)).toBe(address)
})

it('says every problem of the platform in both languages, with what to do next', () => {
  expect(problemTextFaults(platformProblems.definitions)).toEqual([])
})
