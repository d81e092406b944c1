import { openBenchCity } from './parts/city.ts'
import { measureConsents } from './parts/consents.ts'
import { measureDecisions } from './parts/decisions.ts'
import { consumersOf, layGrants, signIn } from './parts/grants.ts'
import { median, progress, report } from './parts/report.ts'

/**
 * What a decision costs in a city with so many grants: judged by all policies with nothing kept, looked up in the database
 * and judged, and kept; and how soon a consent opens data over HTTP, and a revocation closes it.
 */
const grants = Number(process.argv[2] ?? 10_000)
const rounds = Number(process.argv[3] ?? 20)
const [laid, asked] = [['bench-access-1', 'bench-access-2'], 'bench-access-3']

const city = await openBenchCity()
try {
  for (const code of [...laid, asked]) await city.addPeopleDataset(code)
  const consumers = await consumersOf(city, await signIn(city, 'thue'))
  const datasets = await Promise.all(laid.map(async (code) => (await city.modules.catalogue.getDataset(code)).id))
  await layGrants(city, { units: consumers.map(({ unitId }) => unitId), datasets, count: grants })
  progress(`${String(grants)} grants of ${String(consumers.length)} units`)
  const decisions = await measureDecisions(city, { consumers, datasets: laid })
  progress(JSON.stringify(decisions))
  const { opened, closed } = await measureConsents(city, { dataset: asked, rounds })
  report(
    'access',
    { ...decisions, consentToCallMs: Math.max(...opened), revokeToRefusedMs: Math.max(...closed) },
    {
      ...{ decisionP50Ms: { atMost: 0.25 }, decisionP99Ms: { atMost: 1 }, decisionKeptP50Ms: { atMost: 0.02 } },
      ...{ consentToCallMs: { atMost: 1000 }, revokeToRefusedMs: { atMost: 1000 } },
    },
    {
      grants,
      units: consumers.length,
      rounds,
      medianMs: { consentToCall: median(opened), revokeToRefused: median(closed) },
    },
  )
} finally {
  await city.close()
}
