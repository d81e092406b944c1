import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { demoCity, generatePeople } from '../server/src/app/index.ts'
import { openBenchCity } from './parts/city.ts'
import { median, progress, report, timed } from './parts/report.ts'

/**
 * From a CSV file of people to queryable, with everything a submission does (raw bytes kept, rules, duplicates,
 * difference, history, row leaves, Merkle root, journal), against a plain COPY into a table of the same types with the
 * same indexes on the same server.
 */
const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = Number(process.argv[3] ?? 3)

const city = await openBenchCity()
try {
  const files = await writeFiles()
  const results: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    results.push(await runRound(round, files))
    progress(`round ${String(round)}/${String(rounds)}: ${JSON.stringify(results.at(-1))}`)
  }
  summarise(results)
} finally {
  await city.close()
}

interface Files {
  readonly first: string
  readonly shuffled: string
  readonly changed: string
  /** Changed again, and one row in a hundred with a day that is none. */
  readonly faulty: string
}

/** Seconds of each kind of load. */
interface Round {
  readonly copyBefore: number
  readonly copyAfter: number
  readonly first: number
  readonly identical: number
  readonly delta: number
  readonly quarantine: number
}

async function writeFiles(): Promise<Files> {
  const { seed, asOf } = demoCity.settings
  const people = { seed, asOf, count: rows }
  const write = async (name: string, pieces: Iterable<string>) => {
    const file = path.join(city.folder, name)
    progress(`writing ${name}: ${String(rows)} rows`)
    await pipeline(Readable.from(pieces), createWriteStream(file))
    return file
  }
  return {
    first: await write('first.csv', generatePeople(people)),
    shuffled: await write('shuffled.csv', generatePeople({ ...people, order: 'shuffled' })),
    changed: await write('changed.csv', generatePeople({ ...people, change: { version: 1, share: 0.01 } })),
    faulty: await write('faulty.csv', breakDays(generatePeople({ ...people, change: { version: 2, share: 0.01 } }))),
  }
}

/** The last cell of a row is a day. */
function* breakDays(pieces: Iterable<string>): Generator<string> {
  let row = 0
  for (const piece of pieces) {
    yield piece.replace(/\d{4}-\d{2}-\d{2}\n/g, (day) => ((row += 1) % 100 === 0 ? '2026-99-99\n' : day))
  }
}

async function runRound(round: number, files: Files): Promise<Round> {
  const code = `bench-${String(round)}`
  await city.addPeopleDataset(code)
  const copyBefore = await plainCopy(files.first, 'before')
  const first = await timed(() => city.deliver(code, () => createReadStream(files.first)))
  const copyAfter = await plainCopy(files.first, 'after')
  const identical = await timed(() => city.deliver(code, () => createReadStream(files.shuffled)))
  const delta = await timed(() => city.deliver(code, () => createReadStream(files.changed)))
  const quarantine = await timed(() => city.deliver(code, () => createReadStream(files.faulty), 'quarantine'))
  return { copyBefore, copyAfter, first, identical, delta, quarantine }
}

/** The baseline: what PostgreSQL needs when nobody checks, compares or proves anything. */
async function plainCopy(file: string, indexes: 'before' | 'after'): Promise<number> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const build = async () => {
    await client.query('ALTER TABLE plain ADD PRIMARY KEY (so_dinh_danh)')
    await client.query('CREATE INDEX ON plain (ma_phuong_xa, so_dinh_danh)')
    await client.query('CREATE INDEX ON plain (ngay_sinh, so_dinh_danh)')
    await client.query('CREATE INDEX ON plain USING gin (ho_ten_s platform.gin_trgm_ops)')
  }
  try {
    await client.query(`DROP TABLE IF EXISTS plain`)
    await client.query(`CREATE TABLE plain (so_dinh_danh text, ho_ten text, ngay_sinh text, gioi_tinh text, dan_toc text,
      ma_tinh text, ma_phuong_xa text, dia_chi text, so_dien_thoai text, tinh_trang_hon_nhan text, nghe_nghiep text, ngay_cap_nhat date,
      ma_ho text, quan_he_chu_ho text, noi_khai_sinh text, so_dinh_danh_cha text, so_dinh_danh_me text, so_dinh_danh_vo_chong text,
      ho_ten_s text GENERATED ALWAYS AS (platform.fold(ho_ten)) STORED)`)
    if (indexes === 'before') await build()
    return await timed(async () => {
      await pipeline(createReadStream(file), client.query(copyFrom('COPY plain FROM STDIN (FORMAT csv, HEADER)')))
      if (indexes === 'after') await build()
    })
  } finally {
    await client.end()
  }
}

function summarise(results: readonly Round[]): void {
  const ratio = (of: (round: Round) => number) => median(results.map(of))
  const ratios = {
    first: ratio((round) => round.first / round.copyBefore),
    firstAfter: ratio((round) => round.first / round.copyAfter),
    identical: ratio((round) => round.identical / round.copyBefore),
    delta: ratio((round) => round.delta / round.copyBefore),
    quarantine: ratio((round) => round.quarantine / round.copyBefore),
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  }
  const goals = {
    first: { atMost: 2.5 },
    firstAfter: { atMost: 4.0 },
    identical: { atMost: 1.6 },
    delta: { atMost: 1.8 },
    quarantine: { atMost: 2.5 },
    peakMemoryMb: { atMost: 400 },
  }
  report('ingest', ratios, goals, { rows, rounds, seconds: results })
}
