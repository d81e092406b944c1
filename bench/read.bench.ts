import http from 'node:http'
import { Readable } from 'node:stream'
import fastify from 'fastify'
import pg from 'pg'
import { createHttp, createMetrics, demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { median, progress, report } from './parts/report.ts'

/**
 * A keyed read through HTTP with authentication, decision and read log, against a bare Fastify + pg handler that runs
 * the same SELECT; a page deep in the dataset against the first page; and the first page as it was before a load that
 * changed one row in a hundred, against that of now. Rounds are interleaved.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = 7
const secondsPerRun = 3
const connections = 16
const code = 'bench-read'
const purpose = encodeURIComponent('đo tốc độ đọc')

const city = await openBenchCity()
const { seed, asOf } = demoCity.settings
progress(`loading ${String(rows)} people`)
await city.addPeopleDataset(code)
const people = { seed, asOf, count: rows }
await city.deliver(code, () => Readable.from(bytesOf(generatePeople(people))))
const changed = { ...people, change: { version: 1, share: 0.01 } }
await city.deliver(code, () => Readable.from(bytesOf(generatePeople(changed))))
const keys = await pickKeys()
const token = await issueToken()

const full = await createHttp({
  modules: city.modules,
  metrics: createMetrics(),
  secureCookies: false,
  portalFolder: '/nonexistent',
  isStopping: () => false,
})
const fullUrl = await full.listen({ host: '127.0.0.1', port: 0 })
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
  const records = `${fullUrl}/api/v1/warehouse/datasets/${code}/records`
  const authorization = { authorization: `Bearer ${token}` }
  const keyed = (key: string) => ({ url: `${records}/${key}?purpose=${purpose}`, headers: authorization })
  const bareKeyed = (key: string) => ({ url: `${bareUrl}/${key}`, headers: {} })
  const deepCursor = await cursorAt(records, authorization, Math.floor(rows * 0.9))
  const first = () => ({
    url: `${records}?limit=100&purpose=${purpose}&cursor=${encodeURIComponent(firstCursor)}`,
    headers: authorization,
  })
  const deep = () => ({
    url: `${records}?limit=100&purpose=${purpose}&cursor=${encodeURIComponent(deepCursor)}`,
    headers: authorization,
  })
  const earlier = () => ({
    url: `${records}?limit=100&purpose=${purpose}&asOf=1${earlierCursor}`,
    headers: authorization,
  })
  const firstCursor = await cursorAt(records, authorization, 0)
  const earlierCursor = `&cursor=${encodeURIComponent(await cursorAt(records, authorization, 0, '&asOf=1'))}`
  await load(keyed, 1)
  await load(bareKeyed, 1)
  const ratios: { keyed: number; deepPage: number; asOfPage: number }[] = []
  const rates: object[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const bareRate = await load(bareKeyed, secondsPerRun)
    const fullRate = await load(keyed, secondsPerRun)
    const firstRate = await load(first, secondsPerRun)
    const deepRate = await load(deep, secondsPerRun)
    const earlierRate = await load(earlier, secondsPerRun)
    ratios.push({
      keyed: fullRate / bareRate,
      deepPage: firstRate / deepRate,
      asOfPage: firstRate / earlierRate,
    })
    rates.push({
      bare: Math.round(bareRate),
      keyed: Math.round(fullRate),
      firstPage: Math.round(firstRate),
      deepPage: Math.round(deepRate),
      asOfPage: Math.round(earlierRate),
    })
    progress(`round ${String(round)}/${String(rounds)}: ${JSON.stringify(rates.at(-1))}`)
  }
  report(
    'read',
    {
      keyed: median(ratios.map((each) => each.keyed)),
      deepPage: median(ratios.map((each) => each.deepPage)),
      asOfPage: median(ratios.map((each) => each.asOfPage)),
    },
    { keyed: { atLeast: 0.55 }, deepPage: { atMost: 1.2 }, asOfPage: { atMost: 2 } },
    { rows, rounds, connections, perSecond: rates },
  )
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

async function pickKeys(): Promise<string[]> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const found = await client.query<{ key: string }>(
    `SELECT _key AS key FROM data.bench_read ORDER BY _salt LIMIT 20000`,
  )
  await client.end()
  return found.rows.map((row) => row.key)
}

async function issueToken(): Promise<string> {
  const { identity } = city.modules
  const { password } = demoCity
  const { principal } = await identity.signIn({ login: 'yte', password, address: '127.0.0.1', requestId: 'bench' })
  return (await identity.issueToken(principal, { label: 'bench', expiresInDays: 1 })).token
}

/** Walks to a row and gives the cursor of the page that begins there. */
async function cursorAt(url: string, headers: Record<string, string>, row: number, more = ''): Promise<string> {
  const limit = row === 0 ? 1 : 1000
  let cursor = ''
  for (let at = 0; at < Math.max(row, 1); at += limit) {
    const query = `limit=${String(limit)}&select=so_dinh_danh&purpose=${purpose}${more}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const response = await fetch(`${url}?${query}`, { headers })
    const page = (await response.json()) as { next: string }
    cursor = page.next
  }
  return cursor
}

type Request = (key: string) => { url: string; headers: Record<string, string> }

/** Keeps a number of connections busy for some seconds; gives answers per second. A refused request ends the bench. */
async function load(request: Request, seconds: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const end = performance.now() + seconds * 1000
  let answers = 0
  const begin = performance.now()
  const worker = async (first: number) => {
    for (let at = first; performance.now() < end; at += connections) {
      await get(agent, request(keys[at % keys.length] ?? ''))
      answers += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, (_none, first) => worker(first)))
  agent.destroy()
  return answers / ((performance.now() - begin) / 1000)
}

function get(agent: http.Agent, { url, headers }: ReturnType<Request>): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers }, (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`${url} answered ${String(response.statusCode)}`))
        })
      })
      .on('error', reject)
  })
}

function* bytesOf(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
