import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { authorizationOf, bytesOf, serve } from './parts/client.ts'
import { watchMemory } from './parts/memory.ts'
import { median, progress, report, timed } from './parts/report.ts'

/**
 * An export through HTTP, from the request to the finished file with its digest, against a plain COPY of the same columns
 * to nowhere; and how much the memory of the process grows while a million rows go through it.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)
const code = 'bench-export'

const city = await openBenchCity()
const { seed, asOf } = demoCity.settings
progress(`loading ${String(rows)} people`)
await city.addPeopleDataset(code)
await city.deliver(code, () => Readable.from(bytesOf(generatePeople({ seed, asOf, count: rows }))))
const headers = { ...(await authorizationOf(city)), 'content-type': 'application/json' }
const http = await serve(city)
try {
  await measure()
} finally {
  await http.close()
  await city.close()
}

interface Job {
  readonly id: string
  readonly state: string
  readonly rows: number
  readonly bytes: number
}

async function measure(): Promise<void> {
  const seconds: { copy: number; csv: number; ndjson: number; growthMb: number }[] = []
  await exported('csv')
  for (let round = 1; round <= rounds; round += 1) {
    const copy = await timed(plainCopy)
    const memory = watchMemory()
    const csv = await timed(() => exported('csv'))
    const growthMb = memory.growthMb()
    const ndjson = await timed(() => exported('ndjson'))
    seconds.push({ copy, csv, ndjson, growthMb })
    progress(`round ${String(round)}/${String(rounds)}: ${JSON.stringify(seconds.at(-1))}`)
  }
  const memory = watchMemory()
  const xlsx = await timed(() => exported('xlsx'))
  const xlsxGrowthMb = memory.growthMb()
  const ratio = (of: (round: (typeof seconds)[number]) => number) => median(seconds.map(of))
  report(
    'export',
    {
      csv: ratio((round) => round.copy / round.csv),
      ndjson: ratio((round) => round.copy / round.ndjson),
      csvMemoryMb: ratio((round) => round.growthMb),
      xlsxMemoryMb: xlsxGrowthMb,
    },
    { csv: { atLeast: 0.3 }, csvMemoryMb: { atMost: 100 }, xlsxMemoryMb: { atMost: 200 } },
    { rows, rounds, seconds, xlsxSeconds: xlsx },
  )
}

async function exported(format: string): Promise<Job> {
  const body = JSON.stringify({ format, purpose: 'nghiep-vu: đo tốc độ' })
  const asked = await fetch(`${http.url}/warehouse/datasets/${code}/exports`, { method: 'POST', headers, body })
  const { id } = (await asked.json()) as Job
  for (;;) {
    const job = (await (await fetch(`${http.url}/warehouse/exports/${id}`, { headers })).json()) as Job
    if (job.state === 'done' && job.rows === rows) return job
    if (job.state !== 'waiting' && job.state !== 'running')
      throw new Error(`The export ended as ${JSON.stringify(job)}`)
    await sleep(20)
  }
}

async function plainCopy(): Promise<void> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const structure = await city.modules.catalogue.getDataset(code)
  const columns = (structure.structure?.fields ?? []).map(({ id }) => id).join(', ')
  const copy = client.query(copyTo(`COPY (SELECT ${columns} FROM data.bench_export) TO STDOUT (FORMAT csv, HEADER)`))
  await pipeline(copy, createWriteStream('/dev/null'))
  await client.end()
}
