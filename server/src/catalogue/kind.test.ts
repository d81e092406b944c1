import { describe, expect, it } from 'vitest'
import { classifications, datasetKinds, updateFrequencies } from './dataset.ts'
import type { Classification, DatasetKind, UpdateMethod } from './dataset.ts'
import { allKindRules, allowedLoads, kindFaults, kindRules, lacksReadership, needsPurpose } from './kind.ts'
import type { KindFault } from './kind.ts'
import { kindNames, kindReasons } from './kind.texts.ts'

const facts = (kind: DatasetKind) => {
  return { kind, classification: 'internal', updateMethod: 'full', updateFrequency: 'monthly' } as const
}

describe('what a kind of data allows (Điều 3.2–3.6)', () => {
  it('is said for all five kinds, with a reason and its clause for each rule that sets one apart', () => {
    expect(allKindRules.map(({ kind, clause }) => `${clause} ${kind}`)).toEqual(
      datasetKinds.map((kind, place) => `Điều 3.${String(place + 2)} ${kind}`),
    )
    for (const rules of allKindRules) {
      expect(kindNames[rules.kind].vi).not.toBe('')
      const aspects = kindReasons[rules.kind].map(({ aspect }) => aspect)
      expect(aspects).toEqual(expect.arrayContaining(['classifications', 'loads', 'deletionShare']))
      expect(new Set(aspects).size).toBe(aspects.length)
      for (const { clause } of kindReasons[rules.kind]) expect(clause).toMatch(/^Điều \d+/)
    }
  })

  it.each<[DatasetKind, Partial<Record<KindFault, string>>, KindFault[]]>([
    ['transactional', {}, []],
    ['transactional', { classification: 'public' }, ['classification']],
    ['transactional', { updateFrequency: 'yearly' }, ['updateFrequency']],
    ['sectoral', { classification: 'public', updateMethod: 'incremental' }, []],
    ['shared', { classification: 'confidential', updateFrequency: 'on-change' }, []],
    ['reference', { classification: 'confidential' }, ['classification']],
    ['reference', { updateMethod: 'incremental', updateFrequency: 'daily' }, ['updateMethod', 'updateFrequency']],
    ['open', {}, ['classification']],
    ['open', { classification: 'public', updateFrequency: 'continuous' }, []],
  ])('%s data with %j lacks %j', (kind, over, expected) => {
    expect(kindFaults({ ...facts(kind), ...over } as Parameters<typeof kindFaults>[0])).toEqual(expected)
  })

  it.each<[DatasetKind, UpdateMethod, string]>([
    ['transactional', 'full', 'full incremental'],
    ['transactional', 'incremental', 'incremental'],
    ['sectoral', 'full', 'full incremental deletions'],
    ['shared', 'incremental', 'incremental deletions'],
    ['reference', 'full', 'full'],
    ['open', 'full', 'full incremental deletions'],
  ])('%s data updated by %s comes in as %s (Điều 9)', (kind, updateMethod, loads) => {
    expect(allowedLoads({ kind, updateMethod }).join(' ')).toBe(loads)
  })

  it.each<[DatasetKind, string]>([
    ['transactional', 'internal confidential'],
    ['sectoral', 'internal confidential'],
    ['shared', 'confidential'],
    ['reference', ''],
    ['open', ''],
  ])('a use of %s data from another unit states its purpose when it is: %s (Điều 18.2)', (kind, expected) => {
    const asked = classifications.filter((classification) => needsPurpose({ kind, classification }))
    expect([...asked].sort().reverse().join(' ')).toBe(expected)
  })

  it.each<[DatasetKind, object[], boolean]>([
    ['sectoral', [{ unit: 'own' }], false],
    ['shared', [{ unit: 'own' }], true],
    ['shared', [{ unit: 'own' }, { unit: 'other' }], false],
    ['shared', [{ group: 'wards' }], false],
    ['reference', [{ group: 'wards' }, { group: 'departments' }], true],
    ['reference', [{ group: 'all' }], false],
    ['open', [{ unit: 'other' }], true],
  ])('%s data for %j lacks readers: %s (Điều 9)', (kind, consumers, expected) => {
    expect(lacksReadership(kind, { provider: 'own', consumers: consumers as { unit: string }[] })).toBe(expected)
  })

  it('lets nothing personal into what everybody reads, and nothing end without a word in what took place', () => {
    const everybody = allKindRules.filter(({ readership }) => readership === 'everybody')
    expect(everybody.map(({ kind, personalData }) => [kind, personalData])).toEqual([
      ['reference', false],
      ['open', false],
    ])
    expect(kindRules('transactional')).toMatchObject({ deletionShare: 0, withdrawal: true })
    expect(kindRules('transactional').loads).not.toContain('deletions')
    expect(kindRules('reference')).toMatchObject({ withdrawal: false, quarantine: false })
    const open: Classification[] = ['public']
    expect(kindRules('open').classifications).toEqual(open)
    expect(kindRules('shared').updateFrequencies).toEqual(updateFrequencies)
  })
})
