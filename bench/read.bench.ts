import { Readable } from 'node:stream'
import fastify from 'fastify'
import pg from 'pg'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { authorizationOf, bytesOf, connections, latenciesOf, purpose, quantile, rateOf, serve } from './parts/client.ts'
import type { Request } from './parts/client.ts'
import { median, progress, report } from './parts/report.ts'

/**
 * A keyed read through HTTP with authentication, decision and read log, without a receipt of each answer and with it,
 * against a bare Fastify + pg handler that runs the same SELECT; a page deep in the dataset against the first page; and
 * the first page as it was before a load that changed one row in a hundred, against that of now. Rounds are interleaved.
 * Then one by one: parts of names without diacritics, and pages of a range of days sorted by day, each with its count.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 7)
const secondsPerRun = 3
const searches = 400
const code = 'bench-read'

const city = await openBenchCity()
const { seed, asOf } = demoCity.settings
progress(`loading ${String(rows)} people`)
await city.addPeopleDataset(code)
const people = { seed, asOf, count: rows }
await city.deliver(code, () => Readable.from(bytesOf(generatePeople(people))))
const changed = { ...people, change: { version: 1, share: 0.01 } }
await city.deliver(code, () => Readable.from(bytesOf(generatePeople(changed))))
const { keys, names } = await pickRows()
const headers = await authorizationOf(city)
const full = await serve(city)
const records = `${full.url}/warehouse/datasets/${code}/records`
const bare = await createBare()
const bareUrl = await bare.app.listen({ host: '127.0.0.1', port: 0 })
try {
  await measure()
} finally {
  await full.close()
  await bare.close()
  await city.close()
}

async function measure(): Promise<void> {
  const keyOf = (place: number) => keys[place % keys.length] ?? ''
  const keyed = (place: number) => ({ url: `${records}/${keyOf(place)}?purpose=${purpose}`, headers })
  const withReceipt = (place: number) => ({ ...keyed(place), headers: { ...headers, prefer: 'receipt' } })
  const bareKeyed = (place: number) => ({ url: `${bareUrl}/${keyOf(place)}`, headers: {} })
  const pageFrom = (cursor: string, more = '') => ask({ limit: '100', cursor }, more)
  const first = pageFrom(await cursorAt(0))
  const deep = pageFrom(await cursorAt(Math.floor(rows * 0.9)))
  const earlier = pageFrom(await cursorAt(0, '&asOf=1'), '&asOf=1')
  await rateOf(keyed, 1)
  await rateOf(withReceipt, 1)
  await rateOf(bareKeyed, 1)
  const ratios: { keyed: number; keyedReceipt: number; deepPage: number; asOfPage: number }[] = []
  const rates: object[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const bareRate = await rateOf(bareKeyed, secondsPerRun)
    const fullRate = await rateOf(keyed, secondsPerRun)
    const receiptRate = await rateOf(withReceipt, secondsPerRun)
    const firstRate = await rateOf(() => first, secondsPerRun)
    const deepRate = await rateOf(() => deep, secondsPerRun)
    const earlierRate = await rateOf(() => earlier, secondsPerRun)
    ratios.push({
      ...{ keyed: fullRate / bareRate, keyedReceipt: receiptRate / bareRate },
      ...{ deepPage: firstRate / deepRate, asOfPage: firstRate / earlierRate },
    })
    const seen = {
      ...{ bare: bareRate, keyed: fullRate, keyedReceipt: receiptRate },
      ...{ firstPage: firstRate, deepPage: deepRate, asOfPage: earlierRate },
    }
    rates.push(Object.fromEntries(Object.entries(seen).map(([name, rate]) => [name, Math.round(rate)])))
    progress(`round ${String(round)}/${String(rounds)}: ${JSON.stringify(rates.at(-1))}`)
  }
  const latencies = await measureOneByOne()
  const of = (name: 'keyed' | 'keyedReceipt' | 'deepPage' | 'asOfPage') => median(ratios.map((each) => each[name]))
  report(
    'read',
    {
      ...{ keyed: of('keyed'), keyedReceipt: of('keyedReceipt') },
      ...{ deepPage: of('deepPage'), asOfPage: of('asOfPage') },
      searchP95Ms: quantile(latencies.search, 0.95),
      rangeSortP95Ms: quantile(latencies.rangeSort, 0.95),
    },
    {
      ...{ keyed: { atLeast: 0.55 }, keyedReceipt: { atLeast: 0.45 } },
      ...{ deepPage: { atMost: 1.2 }, asOfPage: { atMost: 2 } },
      ...{ searchP95Ms: { atMost: 50 }, rangeSortP95Ms: { atMost: 50 } },
    },
    {
      ...{ rows, rounds, connections, perSecond: rates },
      medianMs: { search: quantile(latencies.search, 0.5), rangeSort: quantile(latencies.rangeSort, 0.5) },
    },
  )
}

async function measureOneByOne(): Promise<{ search: number[]; rangeSort: number[] }> {
  const search = Array.from({ length: searches }, (_none, place) => ask({ filter: `ho_ten:contains:${termAt(place)}` }))
  const rangeSort = Array.from({ length: searches }, (_none, place) => {
    const year = 1940 + (place % 80)
    const range = `&filter=ngay_sinh:ge:${String(year)}-01-01&filter=ngay_sinh:lt:${String(year + 1)}-01-01`
    return ask({ sort: place % 2 === 0 ? 'ngay_sinh' : '-ngay_sinh' }, range)
  })
  await latenciesOf([...search.slice(0, 20), ...rangeSort.slice(0, 20)])
  return { search: await latenciesOf(search), rangeSort: await latenciesOf(rangeSort) }
}

/** What people type: a whole name, its end, one word, a piece of it; without diacritics, with them, in capitals. */
function termAt(place: number): string {
  const name = names[(place * 7) % names.length] ?? ''
  const words = name.split(' ')
  const parts = [name, words.slice(-2).join(' '), words.at(-1) ?? name, name.slice(2, 7), words.slice(0, 2).join(' ')]
  const part = parts[place % parts.length] ?? name
  const plain = part.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd')
  return [plain, plain.toLowerCase(), part, part.toUpperCase()][place % 4] ?? plain
}

function ask(query: Record<string, string>, more = ''): Request {
  return {
    url: `${records}?${new URLSearchParams({ limit: '50', ...query }).toString()}&purpose=${purpose}${more}`,
    headers,
  }
}

/** The same SELECT as the product's keyed read, with nothing around it. */
async function createBare() {
  const pool = new pg.Pool({ connectionString: city.databaseUrl, max: 10 })
  // The server is stopped right behind the pool, which does not wait for its connections to be gone.
  pool.on('error', () => undefined)
  const dataset = await city.modules.catalogue.getDataset(code)
  const structure = await city.modules.catalogue.currentStructure(dataset.id)
  const columns = (structure?.fields ?? []).map((field) => `d.${field.id} AS "${field.name}"`).join(', ')
  const text = `SELECT (SELECT row_to_json(o)::text FROM (SELECT ${columns}) AS o) AS body FROM data.bench_read AS d WHERE d._key = $1`
  const app = fastify()
  app.get<{ Params: { key: string } }>('/:key', async (request, reply) => {
    const result = await pool.query<{ body: string }>({ name: 'bare', text, values: [request.params.key] })
    return reply.header('content-type', 'application/json; charset=utf-8').send(result.rows[0]?.body ?? '')
  })
  return {
    app,
    close: async () => {
      await app.close()
      await pool.end()
    },
  }
}

async function pickRows(): Promise<{ keys: string[]; names: string[] }> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const found = await client.query<{ key: string; name: string }>(
    `SELECT _key AS key, f2 AS name FROM data.bench_read ORDER BY _salt LIMIT 20000`,
  )
  await client.end()
  return { keys: found.rows.map(({ key }) => key), names: found.rows.map(({ name }) => name) }
}

/** Walks to a row and gives the cursor of the page that begins there. */
async function cursorAt(row: number, more = ''): Promise<string> {
  const limit = row === 0 ? 1 : 1000
  let cursor: Record<string, string> = {}
  for (let at = 0; at < Math.max(row, 1); at += limit) {
    const { url } = ask({ limit: String(limit), select: 'so_dinh_danh', ...cursor }, more)
    const page = (await (await fetch(url, { headers })).json()) as { next: string }
    cursor = { cursor: page.next }
  }
  return cursor['cursor'] ?? ''
}
