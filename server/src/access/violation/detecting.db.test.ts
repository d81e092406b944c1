import { beforeAll, describe, expect, it } from 'vitest'
import { createGranting } from '../../../test/access/granting.ts'
import { compare, dayOf, historyDays, misuseForReal, monthDays, writeMonth } from '../../../test/access/traffic.ts'
import type { Planted } from '../../../test/access/traffic.ts'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { newId } from '../../platform/index.ts'
import { detectorNames } from './detector.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, refusal, testing } = warehouse
const granting = createGranting(warehouse)
const month = { from: dayOf(historyDays), to: dayOf(historyDays + monthDays) }
const records = `/warehouse/datasets/${files}/records`

const raised = () =>
  testing.asAdmin<{ id: string; detector: string }>('SELECT id, detector FROM access.violations ORDER BY number')

let planted: Planted[] = []
beforeAll(async () => {
  // The clock was set back: ids go on from the latest there was, and are no measure of when something happened.
  newId(new Date('2026-12-01T00:00:00Z'))
  clock.moveTo(dayOf(0).toISOString())
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(30))
  planted = [
    ...(await writeMonth(warehouse, { seed: 7, people: 6, programs: 1, times: 2 })),
    ...(await misuseForReal(warehouse, granting)),
  ]
  clock.moveTo(month.to.toISOString())
}, 300_000)

describe('the detectors, on a month of traffic (Điều 6, 11.4)', () => {
  it('find all that was planted, of each kind, and raise each once', async () => {
    expect(new Set(planted.map(({ detector }) => detector))).toEqual(new Set(detectorNames))
    const count = await modules.detection.detect(month)
    const found = await compare(warehouse, planted)
    expect(found.raised).toBe(count)
    expect(found.missed).toEqual([])
    process.stdout.write(
      `detectors: ${String(planted.length)} planted, all found; ${String(found.falseAlarms.length)} false alarms\n`,
    )
    expect(found.falseAlarms).toEqual([])
    expect(await modules.detection.detect(month)).toBe(0)
  })

  it('name evidence that holds: positions of the log of reads or of the journal', async () => {
    for (const { id, detector } of await raised()) {
      const { body } = await call<{ items: { holds: boolean }[] }>('auditor', `/access/violations/${id}/evidence`)
      expect(
        body.items.map(({ holds }) => holds),
        detector,
      ).toEqual([true])
    }
  })

  it('keep an account from reading by rule; a person lets it read again', async () => {
    const found = (await raised()).find(({ detector }) => detector === 'plantedKey')
    const path = `/access/violations/${found?.id ?? ''}`
    await refusal({ status: 403, code: 'access.readingBlocked', clause: 'Điều 11.4' }, 'hospital', records, {
      query: { purpose: 'nghiep-vu' },
    })
    const why = await call<{ allow: boolean; reasons: { code: string }[] }>('hospital', '/access/decision', {
      query: { dataset: files, action: 'read', purpose: 'nghiep-vu' },
    })
    expect(why.body).toMatchObject({ allow: false, reasons: [{ code: 'readingBlocked' }] })
    expect((await call<{ isRestrained: boolean }>('coordinator', path)).body.isRestrained).toBe(true)
    const words = 'Đã làm rõ: kiểm thử theo kế hoạch'
    const release = { method: 'POST', body: { words }, asPerson: true } as const
    expect((await call('coordinator', `${path}/release`, release)).status).toBe(200)
    expect((await call('hospital', records, { query: { purpose: 'nghiep-vu' } })).status).toBe(200)
    expect((await call('coordinator', `${path}/release`, release)).status).toBe(409)
  })

  it('raise nothing from many at once but one of each', async () => {
    const day = { from: dayOf(historyDays + monthDays), to: dayOf(historyDays + monthDays, 20) }
    clock.moveTo(dayOf(historyDays + monthDays, 9).toISOString())
    for (let time = 0; time < 21; time += 1) await call('otherProvider', records)
    const counts = await Promise.all([1, 2, 3].map(() => modules.detection.detect(day)))
    expect(counts.reduce((sum, each) => sum + each)).toBe(1)
  })
})

describe('planted keys', () => {
  it('are known to the coordinator alone, are read nowhere, and stand for no record', async () => {
    const body = { dataset: files, key: 'KHOA-MOI-2' }
    expect((await granting.post('coordinator', '/access/planted-keys', body)).status).toBe(204)
    for (const who of ['provider', 'auditor', 'committee'] as const) {
      await refusal({ status: 403, code: 'platform.permissionMissing' }, who, '/access/planted-keys')
    }
    const { body: list, text } = await call<{ items: { id: string }[] }>('coordinator', '/access/planted-keys')
    expect(list.items).toHaveLength(2)
    expect(text).not.toContain('KHOA-MOI')
    const rows = await testing.asAdmin(`SELECT FROM journal.entries WHERE payload::text LIKE '%KHOA-MOI%'`)
    expect(rows).toEqual([])
    const known = await granting.post<{ code: string }>('coordinator', '/access/planted-keys', body)
    expect([known.status, known.body.code]).toEqual([409, 'access.plantedKeyKnown'])
    const real = await granting.post<{ code: string }>('coordinator', '/access/planted-keys', {
      ...body,
      key: 'HS0001',
    })
    expect([real.status, real.body.code]).toEqual([409, 'access.plantedKeyHeld'])
    const path = `/access/planted-keys/${list.items[0]?.id ?? ''}`
    expect((await call('coordinator', path, { method: 'DELETE' })).status).toBe(204)
    await refusal({ status: 404, code: 'access.plantedKeyNotFound' }, 'coordinator', path, { method: 'DELETE' })
  })
})
