import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { authorizationOf, bytesOf, serve } from './parts/client.ts'
import { watchMemory } from './parts/memory.ts'
import { median, progress, report, timed } from './parts/report.ts'

/**
 * A workbook (XLSX) from its bytes to rows in force, against the same rows as CSV; and how much the memory of the process
 * grows meanwhile. The workbook is one that the product exported itself.
 */
const rows = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 3)

const city = await openBenchCity()
const { seed, asOf } = demoCity.settings
const people = () => Readable.from(bytesOf(generatePeople({ seed, asOf, count: rows })))
const http = await serve(city)
try {
  const workbook = await exportedWorkbook()
  await measure(workbook)
} finally {
  await http.close()
  await city.close()
}

async function measure(workbook: string): Promise<void> {
  const seconds: { csv: number; xlsx: number; growthMb: number }[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const name = String(round)
    await city.addPeopleDataset(`csv-${name}`)
    await city.addPeopleDataset(`xlsx-${name}`)
    const csv = await timed(() => city.deliver(`csv-${name}`, people))
    const memory = watchMemory()
    const xlsx = await timed(() => city.deliver(`xlsx-${name}`, () => createReadStream(workbook)))
    seconds.push({ csv, xlsx, growthMb: memory.growthMb() })
    progress(`round ${name}/${String(rounds)}: ${JSON.stringify(seconds.at(-1))}`)
  }
  const of = (figure: (round: (typeof seconds)[number]) => number) => median(seconds.map(figure))
  const ratios = { xlsx: of((round) => round.xlsx / round.csv), xlsxSeconds: of((round) => round.xlsx) }
  const goals = { xlsxSeconds: { atMost: 15 }, memoryMb: { atMost: 200 } }
  report('workbook', { ...ratios, memoryMb: of((round) => round.growthMb) }, goals, { rows, rounds, seconds })
}

interface Job {
  readonly id: string
  readonly state: string
}

/** The rows as a workbook, exported by a reader over HTTP. */
async function exportedWorkbook(): Promise<string> {
  const code = 'bench-workbook'
  await city.addPeopleDataset(code)
  await city.deliver(code, people)
  const headers = { ...(await authorizationOf(city)), 'content-type': 'application/json' }
  const body = JSON.stringify({ format: 'xlsx', purpose: 'nghiep-vu: đo tốc độ' })
  const asked = await fetch(`${http.url}/warehouse/datasets/${code}/exports`, { method: 'POST', headers, body })
  const { id } = (await asked.json()) as Job
  let state = 'waiting'
  while (state !== 'done') {
    await sleep(20)
    state = ((await (await fetch(`${http.url}/warehouse/exports/${id}`, { headers })).json()) as Job).state
    if (!['waiting', 'running', 'done'].includes(state)) throw new Error(`The export ended as ${state}`)
  }
  const content = await fetch(`${http.url}/warehouse/exports/${id}/content`, { headers })
  const file = path.join(city.folder, 'people.xlsx')
  if (!content.ok || content.body === null) throw new Error(`The export was not given: ${String(content.status)}`)
  await pipeline(Readable.fromWeb(content.body as never), createWriteStream(file))
  return file
}
