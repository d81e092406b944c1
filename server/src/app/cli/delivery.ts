import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Client } from './client.ts'
import { UsageError } from './command.ts'

/** How a delivery ended, as the exit code of a command tells it. */
export const exitCodes = { inForce: 0, notTaken: 1, cut: 3, waiting: 4 } as const

/** A submission as the API tells it, as far as it is told here. */
export interface WireSubmission {
  readonly id: string
  readonly dataset: { readonly code: string }
  readonly state: string
  readonly progress: { stage: string; rows: number; percent: number } | null
  readonly balance: Record<string, number> | null
  readonly repeats: string | null
  readonly conversions: readonly { field: string; kind: string; count: number }[]
  readonly quarantine: { open: number } | null
  readonly faults: readonly { rule: string; message: string; examples: { row: number; value: string | null }[] }[]
  readonly problem: { title: string; remedy: string } | null
}

/** Where a command tells what it gives, and how the work goes. */
export interface Voice {
  readonly report: (line: string) => void
  readonly progress: (line: string) => void
}

export interface ContentDelivery {
  readonly dataset: string
  readonly fileName: string
  readonly content: Blob
  /** What becomes of faulty rows; the whole file is rejected where nothing is said. */
  readonly onFault?: 'reject' | 'quarantine' | undefined
}

/** Delivers content in one request, tells how the work goes and how it ended; gives the exit code. */
export async function deliver(
  client: Client,
  { dataset, fileName, content, onFault = 'reject' }: ContentDelivery,
  voice: Voice,
): Promise<number> {
  const query = new URLSearchParams({ fileName, channel: 'cli', onFault })
  const path = `/warehouse/datasets/${encodeURIComponent(dataset)}/submissions?${query.toString()}`
  const answer = await client.request('POST', path, { body: content, headers: { 'content-type': 'text/csv' } })
  return follow(client, answer, voice)
}

/** Tells what became of a file that was handed over: waits until the work on it has ended. */
export async function follow(client: Client, answer: Answer, voice: Voice): Promise<number> {
  if (answer.status !== 202) {
    voice.report(refusalText(answer))
    return exitCodes.notTaken
  }
  const received = answer.body as WireSubmission
  try {
    const ended = await waitForEnd(client, received, voice.progress)
    tellEnd(client.url, ended, voice.report)
    if (ended.state === 'applied') return exitCodes.inForce
    return ended.state === 'waiting' ? exitCodes.waiting : exitCodes.notTaken
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    voice.report(
      `The file was received and is safe; the line broke while it was worked on. Look at it here: ${pageOf(client.url, received)}`,
    )
    return exitCodes.cut
  }
}

interface WireProblem {
  readonly code?: string
  readonly title?: string
  readonly detail?: string
  readonly remedy?: string
  readonly errors?: readonly { readonly field: string; readonly message: string }[]
}

/** What a problem says, and what to do next. */
export function refusalText({ status, body }: Answer): string {
  const isProblem = typeof body === 'object' && body !== null && 'title' in body
  if (!isProblem) return `refused (${String(status)}): ${JSON.stringify(body)}`
  const { code = '', title, detail, remedy, errors = [] }: WireProblem = body as WireProblem
  const said = [title, detail, ...errors.map(({ field, message }) => `${field}: ${message}`), remedy]
  return `refused (${String(status)}, ${code}): ${said.filter((part) => part !== undefined).join(' – ')}`
}

async function waitForEnd(
  client: Client,
  first: WireSubmission,
  progress: (line: string) => void,
): Promise<WireSubmission> {
  let submission = first
  let told = ''
  while (submission.state === 'received' || submission.state === 'processing') {
    const { progress: done } = submission
    const line = done === null ? 'waiting' : `${done.stage} ${String(done.rows)} rows (${String(done.percent)} %)`
    if (line !== told) progress(line)
    told = line
    await sleep(200)
    const { status, body } = await client.request('GET', `/warehouse/submissions/${submission.id}`)
    if (status === 200) submission = body as WireSubmission
    // A database that is away for a moment: the file is safe, and so is the work on it.
    else if (status !== 503)
      throw new Error(`The submission was received, but asking for it gave ${JSON.stringify(body)}`)
    else await sleep(1000)
  }
  return submission
}

const pageOf = (url: string, { id }: WireSubmission) => `${url}/submissions/${id}`

function tellEnd(url: string, ended: WireSubmission, report: (line: string) => void): void {
  report(`${ended.state}  ${JSON.stringify(ended.balance)}`)
  for (const { message, examples } of ended.faults) {
    report(`  ${message}  ${examples.map(({ row, value }) => `[${String(row)}] ${value ?? ''}`).join('  ')}`)
  }
  for (const { field, kind, count } of ended.conversions) {
    report(`  ${field}: ${String(count)} values written in another way (${kind})`)
  }
  if (ended.repeats !== null) report(`  The same bytes were delivered before, as submission ${ended.repeats}.`)
  for (const line of nextSteps(url, ended)) report(line)
}

/** What its sender does next. */
/** Of a file that could not be read as a table no row is good. */
const wholeFileRules = ['empty', 'noRows', 'header', 'encoding', 'unreadable']

function isRefusedWhole({ faults }: WireSubmission): boolean {
  return faults.some(({ rule }) => wholeFileRules.includes(rule))
}

function nextSteps(url: string, ended: WireSubmission): string[] {
  const [page, api] = [pageOf(url, ended), `${url}/api/v1/warehouse/submissions/${ended.id}`]
  const open = ended.quarantine?.open ?? 0
  switch (ended.state) {
    case 'rejected':
      return [
        `Nothing of it came into force. Mend the file and send it again${isRefusedWhole(ended) ? '' : '; --on-fault quarantine lets the good rows in'}.`,
        `All faults: ${page} or ${api}/errors.csv`,
      ]
    case 'waiting':
      return [
        `It would delete many rows and waits for your word. Confirm or decline it: ${page} or ${api}/confirmation`,
      ]
    case 'failed':
    case 'sealed':
      return [`${ended.problem?.title ?? ''} – ${ended.problem?.remedy ?? ''}`, `Its page: ${page}`]
    default:
      if (open === 0) return []
      return [
        `${String(open)} rows wait to be mended: in the grid at ${page}/mend, or as a file: ${api}/quarantine.csv`,
        `Then send that file with: kho submit ${ended.dataset.code} <file> --continues ${ended.id}`,
      ]
  }
}
