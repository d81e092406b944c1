import { expect, it } from 'vitest'
import { detectorNames } from '../../src/access/violation/detector.ts'
import { createGranting } from '../access/granting.ts'
import { compare, dayOf, historyDays, misuseForReal, monthDays, writeMonth } from '../access/traffic.ts'
import { manyFiles, offices } from '../warehouse/dataset.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const month = { seed: 20_261_128, people: 150, programs: 10, times: 40 }

it('the detectors find all misuse planted in a month of traffic; false alarms are counted (Điều 6, 11.4)', async () => {
  const warehouse = await openWarehouse()
  const { clock, deliver, modules, testing } = warehouse
  clock.moveTo(dayOf(0).toISOString())
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(30))
  const planted = [
    ...(await writeMonth(warehouse, month)),
    ...(await misuseForReal(warehouse, createGranting(warehouse))),
  ]
  const period = { from: dayOf(historyDays), to: dayOf(historyDays + monthDays) }
  clock.moveTo(period.to.toISOString())
  await modules.detection.detect(period)
  const { missed, seconds, falseAlarms } = await compare(warehouse, planted)
  const [reads] = await testing.asAdmin<{ count: string }>('SELECT count(*) AS count FROM journal.reads')
  writeEvidence('detectors', {
    claim: 'What is planted is found',
    method:
      'Accounts that look records up and read lists in office hours, with busy days and mistyped keys, and programs that fetch everything each night, over 28 days ' +
      'of history and a month. Among them misuse is planted at seeded places: walking through keys, volume far beyond the own history, bulk reads at night. Planted keys, ' +
      'bursts of refusals, use near and after the end of a grant, a grant held back by its provider and a delivery that changes everything are done for real over HTTP. ' +
      'The detectors look at each day of the month (`server/test/access/traffic.ts`). The traffic is made up: how often real work looks like misuse, only a real month tells.',
    figures: {
      'Reads in the log': Number(reads?.count ?? 0),
      'Accounts that read': month.people + month.programs,
      Planted: planted.length,
      Found: planted.length - missed.length,
      'Raised about planted misuse by another detector, too': seconds.length,
      'False alarms': falseAlarms.length,
    },
    table: {
      head: ['Detector', 'Planted', 'Found', 'False alarms'],
      rows: detectorNames.map((name) => {
        const own = planted.filter(({ detector }) => detector === name)
        const missing = missed.filter(({ detector }) => detector === name).length
        return [
          name,
          own.length,
          own.length - missing,
          falseAlarms.filter((each) => each.startsWith(`${name} `)).length,
        ]
      }),
    },
  })
  expect(missed).toEqual([])
})
