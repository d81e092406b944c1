import { Readable } from 'node:stream'
import pg from 'pg'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { authorizationOf, bytesOf, purpose, rateOf, serve } from './parts/client.ts'
import { median, progress, report, timed } from './parts/report.ts'

/**
 * What five times the rows cost: a keyed read, a page with its count, and each row of a load. Measured side by side, in
 * turn, on tables as autovacuum leaves them minutes after a load; until then a count looks at rows, not only at an index.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 5)
const factor = 5
const secondsPerRun = 2
const mostPeople = 1_000_000
const provinces = ['079', '080', '074', '077', '082']

const city = await openBenchCity()
const { seed, asOf } = demoCity.settings
const small = await load('bench-small', rows)
const large = await load('bench-large', rows * factor)
const headers = await authorizationOf(city)
const http = await serve(city)
try {
  await measure()
} finally {
  await http.close()
  await city.close()
}

interface Loaded {
  readonly code: string
  readonly keys: readonly string[]
  readonly secondsPerRow: number
}

async function load(code: string, count: number): Promise<Loaded> {
  progress(`loading ${String(count)} people`)
  await city.addPeopleDataset(code)
  const seconds = await timed(() => city.deliver(code, () => Readable.from(bytesOf(manyPeople(count)))))
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const table = `data.${code.replace('-', '_')}`
  await client.query(`VACUUM ${table}`)
  const found = await client.query<{ key: string }>(`SELECT _key AS key FROM ${table} ORDER BY _salt LIMIT 20000`)
  await client.end()
  return { code, keys: found.rows.map(({ key }) => key), secondsPerRow: seconds / count }
}

/** The generator makes a million different ids; each further million is the same people, born in another province. */
function* manyPeople(count: number): Generator<string> {
  for (const [block, province] of provinces.entries()) {
    const size = Math.min(mostPeople, count - block * mostPeople)
    if (size <= 0) return
    let isHeader = block > 0
    for (const piece of generatePeople({ seed, asOf, count: size })) {
      const lines = isHeader ? piece.slice(piece.indexOf('\n') + 1) : piece
      isHeader = false
      yield lines.replace(/^\d{3}/gm, province)
    }
  }
}

async function measure(): Promise<void> {
  const address = ({ code }: Loaded) => `${http.url}/warehouse/datasets/${code}/records`
  const keyed = (of: Loaded) => (place: number) => {
    return { url: `${address(of)}/${of.keys[place % of.keys.length] ?? ''}?purpose=${purpose}`, headers }
  }
  const page = (of: Loaded) => (place: number) => {
    const key = of.keys[place % of.keys.length] ?? ''
    return { url: `${address(of)}?limit=50&purpose=${purpose}&filter=so_dinh_danh:gt:${key}`, headers }
  }
  const ratios: { keyed: number; page: number }[] = []
  for (const each of [small, large]) await rateOf(keyed(each), 1)
  for (let round = 1; round <= rounds; round += 1) {
    const rates = {
      ...{
        keyedSmall: await rateOf(keyed(small), secondsPerRun),
        keyedLarge: await rateOf(keyed(large), secondsPerRun),
      },
      ...{ pageSmall: await rateOf(page(small), secondsPerRun), pageLarge: await rateOf(page(large), secondsPerRun) },
    }
    ratios.push({ keyed: rates.keyedSmall / rates.keyedLarge, page: rates.pageSmall / rates.pageLarge })
    progress(`round ${String(round)}/${String(rounds)}: ${JSON.stringify(rates)}`)
  }
  const atMost = 1.2
  report(
    'growth',
    {
      keyed: median(ratios.map((each) => each.keyed)),
      page: median(ratios.map((each) => each.page)),
      ingestPerRow: large.secondsPerRow / small.secondsPerRow,
    },
    { keyed: { atMost }, page: { atMost }, ingestPerRow: { atMost } },
    { rows: [rows, rows * factor], rounds, microsecondsPerRow: [small, large].map((each) => each.secondsPerRow * 1e6) },
  )
}
