import type { Actor } from '../journal/index.ts'
import type { InstrumentInput } from './instrument.service.ts'

/** Somebody who may act in tests of modules below accounts. */
export function anActor(over: Partial<Actor> = {}): Actor {
  return {
    accountId: 'test',
    accountName: 'test',
    unitId: 'test',
    unitName: 'Test',
    via: 'system',
    requestId: 'test',
    ...over,
  }
}

/** A decision of the city in force from 1 January 2026. */
export function anInstrument(over: Partial<InstrumentInput> = {}): InstrumentInput {
  return {
    number: '01/QĐ-UBND',
    kind: 'decision',
    title: 'Quyết định ban hành danh mục dữ liệu dùng chung',
    issuer: 'Ủy ban nhân dân Thành phố Hồ Chí Minh',
    signer: 'Chủ tịch Ủy ban nhân dân Thành phố',
    signedOn: '2025-12-15',
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
    fileDigest: null,
    ...over,
  }
}
