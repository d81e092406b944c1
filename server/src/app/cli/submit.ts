import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { serverUrl } from './server-url.ts'

interface WireSubmission {
  readonly id: string
  readonly state: string
  readonly progress: { stage: string; rows: number; percent: number } | null
  readonly balance: Record<string, number> | null
  readonly faults: { message: string; examples: { row: number; value: string | null }[] }[]
  readonly journalEntry: string | null
}

export const submitCommand: Command = {
  name: 'submit',
  summary: 'Deliver a CSV file to a dataset and wait for its balance; exit 1 when it is rejected',
  usage: '<dataset> <file> [--on-fault quarantine]',
  options: { ...{ url: { type: 'string' }, token: { type: 'string' } }, 'on-fault': { type: 'string' } },
  run: async (input) => {
    const [dataset, file] = input.args
    if (dataset === undefined || file === undefined) throw new UsageError('Say which dataset and which file.')
    const client = createClient(serverUrl(input), { authorization: `Bearer ${tokenOf(input)}` })
    const onFault = textOption(input, 'on-fault')
    if (onFault !== undefined && onFault !== 'quarantine' && onFault !== 'reject') {
      throw new UsageError('--on-fault is reject or quarantine.')
    }
    const content = await openAsBlob(file)
    return deliver(client, { dataset, fileName: path.basename(file), content, onFault, report: say })
  },
}

function tokenOf(input: CommandInput): string {
  const token = textOption(input, 'token') ?? input.token
  if (token === undefined) throw new UsageError('Give an API token with --token or in KHO_TOKEN.')
  return token
}

export interface FileDelivery {
  readonly dataset: string
  readonly fileName: string
  readonly content: Blob
  /** What becomes of faulty rows; the whole file is rejected where nothing is said. */
  readonly onFault?: 'reject' | 'quarantine' | undefined
  readonly report: (line: string) => void
}

/** Delivers a file over HTTP, tells how the work goes and how it ended; gives the exit code. */
export async function deliver(
  client: Client,
  { dataset, fileName, content, onFault = 'reject', report }: FileDelivery,
): Promise<number> {
  const query = new URLSearchParams({ fileName, channel: 'cli', onFault })
  const path = `/warehouse/datasets/${encodeURIComponent(dataset)}/submissions?${query.toString()}`
  const { status, body } = await client.request('POST', path, {
    body: content,
    headers: { 'content-type': 'text/csv' },
  })
  if (status !== 202) {
    report(`refused (${String(status)}): ${JSON.stringify(body)}`)
    return 1
  }
  const ended = await waitForEnd(client, body as WireSubmission, report)
  report(`${ended.state}  ${JSON.stringify(ended.balance)}`)
  for (const { message, examples } of ended.faults) {
    report(`  ${message}  ${examples.map(({ row, value }) => `[${String(row)}] ${value ?? ''}`).join('  ')}`)
  }
  return ended.state === 'applied' ? 0 : 1
}

async function waitForEnd(
  client: Client,
  first: WireSubmission,
  report: (line: string) => void,
): Promise<WireSubmission> {
  let submission = first
  let told = ''
  while (submission.state === 'received' || submission.state === 'processing') {
    const { progress } = submission
    const line =
      progress === null ? 'waiting' : `${progress.stage} ${String(progress.rows)} rows (${String(progress.percent)} %)`
    if (line !== told) report(line)
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
