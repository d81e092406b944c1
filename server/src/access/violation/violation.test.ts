import { describe, expect, it } from 'vitest'
import { needsInstrument, noticeClocks, orderFault } from './violation.ts'
import type { OrderFault, Subject, Violation, ViolationOrder } from './violation.ts'

const subject = (over: Partial<Subject> = {}): Subject => ({
  ...{ type: 'account', id: 'suspect', name: 'nghi.van', accountId: 'suspect', unitId: 'unit', datasetId: null },
  ...over,
})
type Standing = Pick<Violation, 'state' | 'subject' | 'proposedBy' | 'isRestrained' | 'reporter'>
const violation = (over: Partial<Standing> = {}): Standing => ({
  ...{ state: 'examination', subject: subject(), proposedBy: null, isRestrained: false, reporter: null },
  ...over,
})
const officer = { accountId: 'officer', unitId: 'office' }
const proposed = { state: 'proposed', proposedBy: 'other' } as const
const reporter = { accountId: 'officer', name: 'can.bo', unit: {} as never }

type Case = readonly [ViolationOrder, Partial<Standing>, OrderFault | undefined]
const cases: Record<string, Case> = {
  'is taken up while it is open': ['examine', { state: 'open' }, undefined],
  'is taken up once': ['examine', {}, 'notOpen'],
  'has its end proposed before anybody took it up': ['propose', { state: 'open' }, undefined],
  'has one proposal at a time': ['propose', proposed, 'proposed'],
  'is decided once an end is proposed': ['decide', proposed, undefined],
  'is not decided without a proposal': ['decide', {}, 'notProposed'],
  'is not decided by who proposed the end': ['decide', { ...proposed, proposedBy: 'officer' }, 'ownProposal'],
  'is not decided by who reported it': ['decide', { ...proposed, reporter }, 'ownReport'],
  'may be proposed an end for by who reported it': ['propose', { reporter }, undefined],
  'is not handled by its subject': [
    'examine',
    { state: 'open', subject: subject({ accountId: 'officer' }) },
    'ownViolation',
  ],
  'of a unit is not handled by its people': [
    'propose',
    { subject: subject({ type: 'unit', accountId: null, unitId: 'office' }) },
    'ownUnit',
  ],
  'of a dataset is not handled by its provider': [
    'decide',
    { ...proposed, subject: subject({ type: 'dataset', accountId: null, unitId: 'office' }) },
    'ownUnit',
  ],
  'of an account is handled by its colleagues': ['propose', { subject: subject({ unitId: 'office' }) }, undefined],
  'that is decided takes no more evidence': ['addEvidence', { state: 'upheld' }, 'ended'],
  'that is decided may yet be declared an incident': ['declareIncident', { state: 'dismissed' }, undefined],
  'lets its subject go while it is kept from reading': ['release', { state: 'upheld', isRestrained: true }, undefined],
  'lets nobody go who is free': ['release', {}, 'free'],
}

describe('a violation (Điều 19.2)', () => {
  it.each(Object.entries(cases))('%s', (_name, [order, over, fault]) => {
    expect(orderFault(order, violation(over), officer)).toBe(fault)
  })

  it('ends by an instrument, unless it is a reminder or comes to nothing', () => {
    expect(needsInstrument('upheld', 'discipline')).toBe(true)
    expect(needsInstrument('upheld', 'criminal')).toBe(true)
    expect(needsInstrument('upheld', 'reminder')).toBe(false)
    expect(needsInstrument('dismissed', null)).toBe(false)
  })
})

describe('the notices of an incident', () => {
  const since = new Date('2026-03-02T03:00:00Z')
  const incident = { since, isPersonal: true, facts: { nature: '', reach: '', remedy: '', people: null } }
  const at = (hours: number) => new Date(since.getTime() + hours * 3_600_000)
  const first = { notice: 'first', by: 'can.bo', recipient: 'Công an', reference: '1/TB' } as const

  it('are due 24 and 72 hours after it became known, a third where personal data is concerned', () => {
    expect(noticeClocks(incident, [], since).map(({ notice, dueAt }) => [notice, dueAt])).toEqual([
      ['first', at(24)],
      ['full', at(72)],
      ['personalData', at(72)],
    ])
    expect(noticeClocks({ ...incident, isPersonal: false }, [], since).map(({ notice }) => notice)).toEqual([
      'first',
      'full',
    ])
    expect(noticeClocks(null, [], since)).toEqual([])
  })

  it('are overdue from the last instant on, also when they were sent too late', () => {
    const overdue = (now: Date, sentAt?: Date) =>
      noticeClocks(incident, sentAt ? [{ ...first, sentAt }] : [], now)[0]?.isOverdue
    expect(overdue(new Date(at(24).getTime() - 1))).toBe(false)
    expect(overdue(at(24))).toBe(true)
    expect(overdue(at(100), at(23))).toBe(false)
    expect(overdue(at(100), at(25))).toBe(true)
  })
})
