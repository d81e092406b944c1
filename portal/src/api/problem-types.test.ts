import { expect, test } from 'vitest'
import { problemTypes } from './problem-types.ts'

const text = { title: 'Chưa có', remedy: 'Kiểm tra lại.' }

test('tells where each problem occurs and what it means', () => {
  const types = problemTypes({
    paths: {
      '/api/v1/x': {
        get: { description: 'Permission: anyone. Zone: dedicated. Problems: x.notThere, y.refused.' },
        post: { description: 'Permission: anyone. Zone: dedicated.' },
      },
      '/api/v1/y': { get: { description: 'Permission: account. Zone: dedicated. Problems: y.refused.' } },
    },
    'x-problems': {
      'x.notThere': { status: 404, vi: text, en: text },
      'platform.internal': { status: 500, vi: text, en: text },
    },
  })
  expect(types.map(({ type, operations }) => [type, operations])).toEqual([
    ['/problems/x/not-there', ['GET /api/v1/x']],
    ['/problems/platform/internal', []],
    ['/problems/y/refused', ['GET /api/v1/x', 'GET /api/v1/y']],
  ])
  expect(types.map(({ declared }) => declared?.status)).toEqual([404, 500, undefined])
})
