import { setTimeout as sleep } from 'node:timers/promises'
import { demoCity } from '../demo/index.ts'
import { generatePeople } from '../generator/index.ts'
import { signIn } from './client.ts'
import type { Answer, Client, RequestOptions } from './client.ts'
import { say } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { serverUrl } from './server-url.ts'

/** Method, path below /api/v1, body and headers. */
type Call = readonly [method: string, path: string, options?: RequestOptions]

/** What the steps hand on to each other. */
interface Tour {
  readonly url: string
  provider?: Client
  allowed?: Client
  refused?: Client
  auditor?: Client
  original?: string
  submission?: string
  balance?: Record<string, number>
  journalEntry?: string
  key?: string
}

interface Step {
  readonly title: string
  /** Does the step; gives the call and the answer as one line each, or throws when the answer is not the right one. */
  readonly run: (tour: Tour) => Promise<{ call: string; answer: string }>
}

const dataset = 'dan-cu'
const purpose = 'nghiep-vu: Tham quan: kiểm tra quyền đọc'

export const tourCommand: Command = {
  name: 'tour',
  summary: 'Walk the main job against the running server: deliver, read, be refused, see it in the journal',
  usage: '',
  options: { url: { type: 'string' } },
  run: async (input) => walk(input),
}

async function walk(input: CommandInput): Promise<number> {
  const tour: Tour = { url: serverUrl(input) }
  say(`khochung tour · ${tour.url}\n`)
  for (const [place, step] of steps.entries()) {
    say(`${String(place + 1)}. ${step.title}`)
    try {
      const { call, answer } = await step.run(tour)
      say(`   ${call}\n   → ${answer}\n`)
    } catch (error) {
      say(`   ✗ ${error instanceof Error ? error.message : String(error)}`)
      return 1
    }
  }
  say(`${String(steps.length)} of ${String(steps.length)} steps worked`)
  return 0
}

const steps: readonly Step[] = [
  {
    title: 'Đăng nhập bốn đơn vị / Four units sign in: provider, consumer, one that is not allowed, auditor',
    run: async (tour) => {
      tour.provider = await signIn(tour.url, 'hokhau', demoCity.password)
      tour.allowed = await signIn(tour.url, 'yte', demoCity.password)
      tour.refused = await signIn(tour.url, 'thue', demoCity.password)
      tour.auditor = await signIn(tour.url, 'kiemtoan', demoCity.password)
      return { call: 'POST /api/v1/identity/sessions (×4)', answer: '201 hokhau, yte, thue, kiemtoan' }
    },
  },
  {
    title: 'Tìm bộ dữ liệu không cần dấu / Find the dataset without diacritics',
    run: async (tour) => {
      const answer = await call(tour.allowed, ['GET', '/catalogue/datasets?q=dan%20cu'], 200)
      const codes = (member(answer, 'items') as { code: string }[]).map(({ code }) => code)
      expect(codes.includes(dataset), `${dataset} was not found`)
      return { call: 'GET /api/v1/catalogue/datasets?q=dan cu', answer: `200 ${codes.join(', ')}` }
    },
  },
  {
    title: 'Đơn vị cung cấp nộp tệp / The provider delivers its file; a few people changed since last time',
    run: async (tour) => {
      const content = await fileWithChanges(tour.provider)
      const path = `/warehouse/datasets/${dataset}/submissions?fileName=tour.csv&channel=cli`
      const answer = await call(
        tour.provider,
        [
          'POST',
          path,
          {
            body: content,
            headers: { 'content-type': 'text/csv' },
          },
        ],
        202,
      )
      tour.submission = String(member(answer, 'id'))
      return { call: `POST /api/v1${path} (${String(content.size)} bytes)`, answer: `202 ${tour.submission}` }
    },
  },
  {
    title: 'Kiểm tra, so sánh, ghi nhận; bảng đối soát khớp / Checked, compared, applied; the balance adds up',
    run: async (tour) => {
      const ended = await ending(tour)
      expect(
        member(ended, 'state') === 'applied',
        `it ended as ${String(member(ended, 'state'))}: ${JSON.stringify(member(ended, 'faults'))}`,
      )
      const balance = member(ended, 'balance') as Record<string, number>
      const { sent = 0, accepted = 0, rejected = 0, duplicate = 0, unchanged = 0 } = balance
      expect(sent > 0 && sent === accepted + rejected + duplicate + unchanged, 'the balance does not add up')
      tour.balance = balance
      tour.journalEntry = String(member(ended, 'journalEntry'))
      const sum = `${String(sent)} sent = ${String(accepted)} accepted + ${String(rejected)} rejected + ${String(duplicate)} duplicate + ${String(unchanged)} unchanged`
      return { call: `GET /api/v1/warehouse/submissions/${tour.submission ?? ''}`, answer: `200 applied: ${sum}` }
    },
  },
  {
    title: 'Đơn vị được phép đọc, nói rõ mục đích / An allowed unit reads, naming its purpose',
    run: async (tour) => {
      const path = `/warehouse/datasets/${dataset}/records?limit=2&select=so_dinh_danh,ho_ten,ma_phuong_xa&purpose=${encodeURIComponent(purpose)}`
      const answer = await call(tour.allowed, ['GET', path], 200)
      const [first] = member(answer, 'items') as Record<string, string>[]
      expect(first !== undefined, 'no record came back')
      tour.key = first['so_dinh_danh'] ?? ''
      return {
        call: `GET /api/v1${decodeURIComponent(path)}`,
        answer: `200 ${JSON.stringify(member(answer, 'items'))}`,
      }
    },
  },
  {
    title: 'Đọc một bản ghi theo khóa và lịch sử của nó / One record by its key, and its history',
    run: async (tour) => {
      const path = `/warehouse/datasets/${dataset}/records/${tour.key ?? ''}`
      const record = await call(tour.allowed, ['GET', `${path}?purpose=${encodeURIComponent(purpose)}`], 200)
      const history = await call(tour.allowed, ['GET', `${path}/history?purpose=${encodeURIComponent(purpose)}`], 200)
      const versions = (member(history, 'items') as unknown[]).length
      return {
        call: `GET /api/v1${path} (+ /history)`,
        answer: `200 since ${JSON.stringify(member(record, 'since'))}, ${String(versions)} versions`,
      }
    },
  },
  {
    title:
      'Đơn vị không được phép bị từ chối, có nêu điều khoản / A unit that is not allowed gets a 403 with the clause',
    run: async (tour) => {
      const path = `/warehouse/datasets/${dataset}/records?purpose=${encodeURIComponent(purpose)}`
      const answer = await call(tour.refused, ['GET', path], 403)
      const [clause, remedy] = [member(answer, 'clause'), member(answer, 'remedy')]
      expect(typeof clause === 'string' && clause.startsWith('Điều'), 'the refusal names no clause')
      return { call: `GET /api/v1${decodeURIComponent(path)}`, answer: `403 ${clause}: ${String(remedy)}` }
    },
  },
  {
    title: 'Nhật ký có lần nộp này / The journal shows the delivery',
    run: async (tour) => {
      const path = `/journal/entries/${tour.journalEntry ?? ''}`
      const answer = await call(tour.auditor, ['GET', path], 200)
      const payload = member(answer, 'payload') as Record<string, unknown>
      return {
        call: `GET /api/v1${path}`,
        answer: `200 ${String(member(answer, 'event'))}, Merkle root ${String(payload['merkleRoot']).slice(0, 16)}…, leaf ${String(member(answer, 'leafHash')).slice(0, 16)}…`,
      }
    },
  },
  {
    title: 'Nhật ký đọc cho biết ai đã đọc gì, để làm gì / The read log shows who read what, and what for',
    run: async (tour) => {
      const path = `/journal/reads?dataset=${dataset}&limit=1`
      const answer = await call(tour.auditor, ['GET', path], 200)
      const [read] = member(answer, 'items') as { actor: { unitName: string }; purpose: string; rows: number }[]
      expect(read?.purpose === purpose, 'the read is not in the log')
      return {
        call: `GET /api/v1${path}`,
        answer: `200 ${read.actor.unitName}: ${read.purpose} (${String(read.rows)} rows)`,
      }
    },
  },
]

/** The demo people again, a few of them changed: others with each walk, since the version is the number of the next apply. */
async function fileWithChanges(client: Client | undefined): Promise<Blob> {
  const { seed, asOf, people } = demoCity.settings
  const state = await call(client, ['GET', `/warehouse/datasets/${dataset}/state`], 200)
  const { number = 0 } = (member(state, 'lastApply') ?? {}) as { number?: number }
  return new Blob([...generatePeople({ seed, asOf, count: people, change: { version: number, share: 0.0005 } })])
}

async function ending(tour: Tour): Promise<Answer['body']> {
  for (;;) {
    const body = await call(tour.provider, ['GET', `/warehouse/submissions/${tour.submission ?? ''}`], 200)
    const state = member(body, 'state')
    if (state !== 'received' && state !== 'processing') return body
    await sleep(200)
  }
}

async function call(client: Client | undefined, request: Call, expected: number): Promise<unknown> {
  const [method, path, options] = request
  const { status, body } = (await client?.request(method, path, options)) ?? { status: 0, body: 'not signed in' }
  expect(status === expected, `${method} ${path} answered ${String(status)}: ${JSON.stringify(body)}`)
  return body
}

function member(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
}

function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}
