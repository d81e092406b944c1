import { expect, it } from 'vitest'
import { toFieldFault } from './schema-fault.ts'

it.each([
  ['required', { missingProperty: 'name' }, 'body.name', 'còn thiếu', 'is missing'],
  ['type', { type: 'integer' }, 'body', 'sai kiểu, cần integer', 'must be of type integer'],
  ['maximum', { limit: 1000, comparison: '<=' }, 'body', 'không được lớn hơn 1000', 'must be at most 1000'],
  ['maxLength', { limit: 60 }, 'body', 'quá dài, nhiều nhất 60 ký tự', 'must have at most 60 characters'],
  ['enum', { allowedValues: ['a', 'b'] }, 'body', 'phải là một trong: a, b', 'must be one of: a, b'],
  ['neverHeardOf', {}, 'body', 'không hợp lệ', 'is not valid'],
])('tells a broken %s in both languages', (...[keyword, params, field, vi, en]) => {
  const fault = { keyword, params, instancePath: '/body' }
  expect(toFieldFault(fault, 'vi')).toEqual({ field, message: vi })
  expect(toFieldFault(fault, 'en')).toEqual({ field, message: en })
})
