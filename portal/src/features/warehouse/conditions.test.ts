import { describe, expect, test } from 'vitest'
import { groupsOf, newGroup, whereOf, withCondition, withoutCondition, type Conditions } from './conditions.ts'

const nothing: Conditions = { all: [], any: [], none: [] }

describe('conditions in the address', () => {
  test('keep what follows the name of their group, tildes and colons with it', () => {
    expect(groupsOf(['1~a:eq:x~y', '2~b:eq:1:2', '1~a:eq:z', 'broken'])).toEqual([
      { name: '1', conditions: ['a:eq:x~y', 'a:eq:z'] },
      { name: '2', conditions: ['b:eq:1:2'] },
    ])
  })

  test('stand once in their place, and can be taken away again', () => {
    const one = withCondition(withCondition(nothing, { group: '1' }, 'a:eq:1'), { group: '1' }, 'a:eq:1')
    expect(one.any).toEqual(['1~a:eq:1'])
    expect(newGroup(one.any)).toBe('2')
    expect(withoutCondition(one, { group: '1' }, 'a:eq:1')).toEqual(nothing)
  })
})

describe('the filter asked of the API', () => {
  test('needs no JSON as long as all conditions must hold', () => {
    expect(whereOf({ ...nothing, all: ['a:eq:1'] })).toBeUndefined()
  })

  test('joins groups by and, their conditions by or, and denies each of those that must not hold', () => {
    const where = whereOf({ all: [], any: ['1~a:eq:1', '1~a:in:2,3'], none: ['b:null:true'] })
    expect(JSON.parse(where ?? '')).toEqual({
      and: [
        {
          or: [
            { field: 'a', op: 'eq', value: '1' },
            { field: 'a', op: 'in', value: ['2', '3'] },
          ],
        },
        { not: { field: 'b', op: 'null', value: 'true' } },
      ],
    })
  })

  test('leaves out what is no condition', () => {
    expect(whereOf({ all: [], any: ['1~nonsense'], none: ['a:likes:b'] })).toBeUndefined()
  })
})
