import { Readable } from 'node:stream'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { bytesOf } from './parts/client.ts'
import { measureConsents } from './parts/consents.ts'
import { measureDecisions } from './parts/decisions.ts'
import { consumersOf, layGrants, signIn } from './parts/grants.ts'
import { median, progress, report } from './parts/report.ts'
import { measureRowSecurity } from './parts/row-security.ts'

/**
 * What a decision costs in a city with so many grants: judged by all policies with nothing kept, looked up in the database
 * and judged, and kept; how soon a consent opens data over HTTP, and a revocation closes it; and what row security adds to
 * the same conditions over so many rows, whatever their reach.
 */
const grants = Number(process.argv[2] ?? 10_000)
const rounds = Number(process.argv[3] ?? 20)
const rows = Number(process.argv[4] ?? 1_000_000)
const [laid, asked, filled] = [['bench-access-1', 'bench-access-2'], 'bench-access-3', 'bench-access-4']

const city = await openBenchCity()
try {
  for (const code of [...laid, asked, filled]) await city.addPeopleDataset(code)
  const consumers = await consumersOf(city, await signIn(city, 'thue'))
  const datasets = await Promise.all(laid.map(async (code) => (await city.modules.catalogue.getDataset(code)).id))
  await layGrants(city, { units: consumers.map(({ unitId }) => unitId), datasets, count: grants })
  progress(`${String(grants)} grants of ${String(consumers.length)} units`)
  const decisions = await measureDecisions(city, { consumers, datasets: laid })
  progress(JSON.stringify(decisions))
  const { opened, closed } = await measureConsents(city, { dataset: asked, rounds })
  const { seed, asOf } = demoCity.settings
  await city.deliver(filled, () => Readable.from(bytesOf(generatePeople({ seed, asOf, count: rows }))))
  const rowSecurity = await measureRowSecurity(city, filled)
  const told = Object.values(rowSecurity).map((cost) => cost.told)
  report(
    'access',
    {
      ...decisions,
      ...{
        rowSecurity: Math.max(...told),
        consentToCallMs: Math.max(...opened),
        revokeToRefusedMs: Math.max(...closed),
      },
    },
    {
      ...{ decisionP50Ms: { atMost: 0.25 }, decisionP99Ms: { atMost: 1 }, decisionKeptP50Ms: { atMost: 0.02 } },
      rowSecurity: { atMost: 1.2 },
      ...{ consentToCallMs: { atMost: 1000 }, revokeToRefusedMs: { atMost: 1000 } },
    },
    {
      ...{ grants, rows, rowSecurity },
      units: consumers.length,
      rounds,
      medianMs: { consentToCall: median(opened), revokeToRefused: median(closed) },
    },
  )
} finally {
  await city.close()
}
