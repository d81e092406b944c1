import type { DetectorName } from '../../src/access/violation/detector.ts'
import { anActor } from '../../src/law/testing.ts'
import { firstIdAt, sha256 } from '../../src/platform/index.ts'
import { files, manyFiles } from '../warehouse/dataset.ts'
import type { OpenWarehouse } from '../warehouse/open-warehouse.ts'
import { seeded } from '../warehouse/random-loads.ts'
import type { createGranting } from './granting.ts'

/** What was planted: a detector and the name of the subject it must raise. */
export interface Planted {
  readonly detector: DetectorName
  readonly subject: string
  readonly day: number
}

export interface Month {
  readonly seed: number
  /** Accounts that read by hand, and programs that fetch everything each night. */
  readonly people: number
  readonly programs: number
  /** How many times each misuse of the log of reads is planted. */
  readonly times: number
}

interface Reader {
  readonly id: string
  readonly login: string
}
interface WrittenRead {
  readonly reader: Reader
  readonly at: Date
  readonly action: 'one' | 'page' | 'export'
  readonly key?: string
  readonly rows: number
  readonly via: 'session' | 'token'
}

/** The first of the days before the month, for what is usual; the month itself begins 28 days later. */
const firstDay = Date.parse('2026-03-02T17:00:00Z')
const dayMilliseconds = 86_400_000
export const historyDays = 28
export const monthDays = 30
export const dayOf = (day: number, hour = 0, minute = 0) =>
  new Date(firstDay + day * dayMilliseconds + hour * 3_600_000 + minute * 60_000)

/** Ordinary reads of accounts made for it, with misuse of the log of reads planted among them; gives what was planted. */
export async function writeMonth({ modules, people, testing }: OpenWarehouse, month: Month): Promise<Planted[]> {
  const pick = seeded(month.seed)
  const unit = people.hospital.unit.id
  const issue = async (login: string): Promise<Reader> => {
    const account = await modules.identity.issueAccount(anActor(), {
      ...{ login, name: login, unit, roles: ['consumer'], demoPassword: 'mat-khau-thu-2026' },
    })
    return { id: account.id, login }
  }
  const readers: Reader[] = []
  for (let at = 0; at < month.people; at += 1) readers.push(await issue(`nguoi-${String(at)}`))
  const programs: Reader[] = []
  for (let at = 0; at < month.programs; at += 1) programs.push(await issue(`may-${String(at)}`))
  const reads = [
    ...readers.flatMap((reader) => ordinary(reader, pick)),
    ...programs.flatMap((reader) => nightly(reader, pick)),
  ]
  const planted: Planted[] = []
  for (let time = 0; time < month.times; time += 1) {
    for (const [detector, misuse] of Object.entries(misuses) as [keyof typeof misuses, Misuse][]) {
      const reader = readers[pick(readers.length)]
      if (!reader) continue
      const day = historyDays + pick(monthDays)
      if (planted.some((each) => each.subject === reader.login && each.day === day)) continue
      planted.push({ detector, subject: reader.login, day })
      reads.push(...misuse(reader, day, pick))
    }
  }
  await insertReads(
    testing,
    unit,
    reads.sort((left, right) => left.at.getTime() - right.at.getTime()),
  )
  return planted
}

type Choose = (below: number) => number
type Misuse = (reader: Reader, day: number, pick: Choose) => WrittenRead[]

const isWorkday = (day: number) => ![0, 6].includes(dayOf(day, 12).getUTCDay())

/** Office work: records looked up, a few of them mistyped, some lists; now and then a busy day. */
function ordinary(reader: Reader, pick: Choose): WrittenRead[] {
  const days = Array.from({ length: historyDays + monthDays }, (_none, day) => day).filter(isWorkday)
  return days.flatMap((day) => {
    const lookups = 5 + pick(25) + (pick(15) === 0 ? 60 : 0)
    const office = () => dayOf(day, 8 + pick(9), pick(60))
    return [
      ...Array.from({ length: lookups }, (): WrittenRead => {
        const isMissed = pick(20) === 0
        return {
          reader,
          at: office(),
          action: 'one',
          key: String(pick(90_000)),
          rows: isMissed ? 0 : 1,
          via: 'session',
        }
      }),
      ...Array.from({ length: pick(4) }, (): WrittenRead => {
        return { reader, at: office(), action: 'page', rows: 20 + pick(180), via: 'session' }
      }),
    ]
  })
}

/** A program that takes everything each night. */
function nightly(reader: Reader, pick: Choose): WrittenRead[] {
  return Array.from({ length: historyDays + monthDays }, (_none, day) => ({
    ...{ reader, at: dayOf(day, 1, pick(60)), action: 'export', rows: 5_500 + pick(800), via: 'token' },
  }))
}

const misuses = {
  /** Identity numbers one after the other: most do not exist. */
  walking: (reader, day, pick) =>
    Array.from({ length: 50 + pick(100) }, (_none, step) => ({
      ...{ reader, at: dayOf(day, 14, Math.floor(step / 3)), action: 'one', via: 'token' },
      ...{ key: `walk-${reader.login}-${String(day)}-${String(step)}`, rows: pick(100) < 15 ? 1 : 0 },
    })),
  /** All of a dataset, page by page, by somebody who reads a few lists a day. */
  volume: (reader, day, pick) =>
    Array.from({ length: 24 + pick(20) }, (_none, step) => ({
      ...{ reader, at: dayOf(day, 10, step), action: 'page', rows: 1_000, via: 'session' },
    })),
  nightBulk: (reader, day, pick) =>
    Array.from({ length: 4 + pick(3) }, (_none, step) => ({
      ...{ reader, at: dayOf(day, 2, step), action: 'page', rows: 1_000, via: 'session' },
    })),
} as const satisfies Partial<Record<DetectorName, Misuse>>

/** An id of that time, whatever ids this process has made since. */
const idAt = (at: Date, place: number) => `${firstIdAt(at).slice(0, 24)}${place.toString(16).padStart(12, '0')}`

async function insertReads(
  testing: OpenWarehouse['testing'],
  unit: string,
  reads: readonly WrittenRead[],
): Promise<void> {
  for (let begin = 0; begin < reads.length; begin += 5_000) {
    const rows = reads.slice(begin, begin + 5_000).map(({ reader, at, action, key, rows: count, via }, place) => ({
      ...{
        id: idAt(at, begin + place),
        at,
        account_id: reader.id,
        account_name: reader.login,
        unit_id: unit,
        unit_name: 'Sở Y tế',
      },
      ...{ via, request_id: 'traffic', dataset: files, action, purpose: 'nghiep-vu', fields: ['ma'], row_count: count },
      query: JSON.stringify(key === undefined ? { where: [] } : { key: sha256(`${files}|${key}`).toString('hex') }),
      ...{
        query_digest: null,
        digest: sha256(`${reader.id}${at.toISOString()}`).toString('hex'),
        reasons: [],
        checkpoint: null,
      },
      ...{ structure_version: 1, apply: null, client: null, grant_id: null },
    }))
    await testing.asAdmin(
      'INSERT INTO journal.reads SELECT * FROM json_populate_recordset(NULL::journal.reads, $1::json)',
      [JSON.stringify(rows)],
    )
  }
}

/** What is misused besides the log of reads, done for real by those who take part; gives what must be found. */
export async function misuseForReal(
  warehouse: OpenWarehouse,
  granting: Pick<ReturnType<typeof createGranting>, 'grantTo' | 'post'>,
): Promise<Planted[]> {
  const { call, clock, deliver } = warehouse
  const list = `/warehouse/datasets/${files}/records`
  const read = (who: 'stranger' | 'otherWard' | 'hospital' | 'otherProvider', path = list, purpose = 'nghiep-vu') =>
    call(who, path, { query: { purpose } })
  const day = (number: number, hour = 3) => {
    clock.moveTo(dayOf(historyDays + number, hour).toISOString())
    return historyDays + number
  }
  const planted: Planted[] = []
  // A key that stands for nothing, and somebody who asks for it.
  let at = day(2)
  await granting.post('coordinator', '/access/planted-keys', { dataset: files, key: 'KHOA-MOI-1' })
  await read('hospital', `${list}/KHOA-MOI-1`)
  planted.push({ detector: 'plantedKey', subject: 'hospital', day: at })
  // Somebody without a right who knocks at every door.
  at = day(4)
  for (let time = 0; time < 22; time += 1) await read('otherProvider')
  planted.push({ detector: 'refusals', subject: 'otherprovider', day: at })
  // A grant that is used up in its last hours, and asked for after its end.
  at = day(6)
  await deliver(manyFiles(1_200))
  const grant = await granting.grantTo('stranger', { endsAt: dayOf(at, 20).toISOString() })
  day(6, 12)
  await call('stranger', list, { query: { purpose: 'nghiep-vu', limit: '1000' } })
  await call('stranger', list, { query: { purpose: 'nghiep-vu', limit: '1000' } })
  planted.push({ detector: 'nearExpiry', subject: grant.number, day: at })
  at = day(7)
  for (let time = 0; time < 4; time += 1) await read('stranger')
  planted.push({ detector: 'afterExpiry', subject: 'stranger', day: at })
  // A provider that switches off what was granted, for two days.
  day(9)
  const held = await granting.grantTo('otherWard')
  await granting.post('provider', `/access/grants/${held.id}/hold`, { reason: 'Chưa muốn chia sẻ' })
  planted.push({ detector: 'obstruction', subject: 'Hồ sơ trợ cấp', day: historyDays + 10 })
  // A delivery that changes everything, after ordinary ones.
  for (const delivery of [12, 13, 14]) {
    day(delivery)
    await deliver(manyFiles(1_200 + delivery))
  }
  at = day(15)
  await deliver(manyFiles(1_214, () => ({ ho_ten: 'Đã sửa' })))
  planted.push({ detector: 'massChange', subject: 'Hồ sơ trợ cấp', day: at })
  return planted
}

/** What the detectors raised, held against what was planted. */
export interface Comparison {
  readonly raised: number
  readonly missed: readonly Planted[]
  /** What another detector says of planted misuse is no false alarm, but a second one. */
  readonly seconds: readonly string[]
  /** Each as its detector, subject and day. */
  readonly falseAlarms: readonly string[]
}

export async function compare({ testing }: OpenWarehouse, planted: readonly Planted[]): Promise<Comparison> {
  const rows = await testing.asAdmin<{ detector: string; subject: string; from: Date }>(
    `SELECT detector, subject_name AS subject, window_from AS "from" FROM access.violations`,
  )
  const misuseOf = (subject: string, day: number) => `${subject} ${String(day)}`
  const raised = rows.map(({ detector, subject, from }) => {
    const misuse = misuseOf(subject, (from.getTime() - firstDay) / dayMilliseconds)
    return { misuse, name: `${detector} ${misuse}` }
  })
  const names = new Set(raised.map(({ name }) => name))
  const wanted = new Set(planted.map(({ detector, subject, day }) => `${detector} ${misuseOf(subject, day)}`))
  const misused = new Set(planted.map(({ subject, day }) => misuseOf(subject, day)))
  const unplanted = raised.filter(({ name }) => !wanted.has(name))
  return {
    raised: raised.length,
    missed: planted.filter(({ detector, subject, day }) => !names.has(`${detector} ${misuseOf(subject, day)}`)),
    seconds: unplanted.filter(({ misuse }) => misused.has(misuse)).map(({ name }) => name),
    falseAlarms: unplanted.filter(({ misuse }) => !misused.has(misuse)).map(({ name }) => name),
  }
}
