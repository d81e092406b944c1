import { describe, expect, test } from 'vitest'
import { answersOf, certify, markOf, noMarks, revoke, toggleItem, undo } from './review-marks.ts'

const doctor = { id: 'doctor', items: [{ id: 'provider' }, { id: 'consumer' }] }
const nurse = { id: 'nurse', items: [{ id: 'only' }] }

describe('marks of a reviewer', () => {
  test('say of an account whether all of it, a part or nothing stands', () => {
    expect(markOf(noMarks.given, doctor)).toBeNull()
    expect(markOf(certify(noMarks, doctor).given, doctor)).toBe('certified')
    expect(markOf(revoke(noMarks, doctor).given, doctor)).toBe('revoked')
    expect(markOf(toggleItem(noMarks, doctor, 'provider').given, doctor)).toBe('partly')
    expect(markOf(toggleItem(toggleItem(noMarks, doctor, 'provider'), doctor, 'provider').given, doctor)).toBe(
      'certified',
    )
  })

  test('are taken back step by step, down to none', () => {
    const marked = revoke(certify(certify(noMarks, doctor), nurse), doctor)
    expect(undo(marked).given).toEqual({ doctor: [], nurse: [] })
    expect(undo(undo(marked)).given).toEqual({ doctor: [] })
    expect(undo(undo(undo(undo(marked)))).given).toEqual({})
  })

  test('are sent for accounts that still wait, and for no others', () => {
    const marked = toggleItem(certify(noMarks, nurse), doctor, 'consumer')
    expect(answersOf(marked.given, [doctor])).toEqual([{ account: 'doctor', revoked: ['consumer'] }])
    expect(answersOf(marked.given, [doctor, nurse])).toHaveLength(2)
    expect(answersOf(noMarks.given, [doctor])).toEqual([])
  })
})
