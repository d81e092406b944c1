import { Readable } from 'node:stream'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { bytesOf } from './parts/client.ts'
import { progress, report } from './parts/report.ts'
import { measureRowSecurity } from './parts/row-security.ts'

/** What row security costs over a dataset, by reach (ADR 0038). */
const rows = Number(process.argv[2] ?? 1_000_000)
const code = 'bench-rows'

const city = await openBenchCity()
try {
  const { seed, asOf } = demoCity.settings
  progress(`loading ${String(rows)} people`)
  await city.addPeopleDataset(code)
  await city.deliver(code, () => Readable.from(bytesOf(generatePeople({ seed, asOf, count: rows }))))
  const { whole, territory, part } = await measureRowSecurity(city, code)
  const ratios = {
    ...{ whole: whole.told, territory: territory.told, part: part.told },
    ...{ wholeCounted: whole.counted, territoryCounted: territory.counted, partCounted: part.counted },
  }
  const goal = { atMost: 1.2 }
  report('row-security', ratios, { whole: goal, territory: goal, part: goal }, { rows })
} finally {
  await city.close()
}
