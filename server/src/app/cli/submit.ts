import { stat } from 'node:fs/promises'
import path from 'node:path'
import { stateFolder } from '../running.ts'
import { createClient } from './client.ts'
import type { Client } from './client.ts'
import { note, say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { credentialsFor } from './find-credentials.ts'
import type { Credentials } from './credentials.ts'
import { exitCodes, follow, refusalText } from './delivery.ts'
import { formatNames, previewLines, statedSettings } from './reading-profile.ts'
import type { Settings, WirePreview } from './reading-profile.ts'
import { CutError, RefusedError, sendFile } from './sending.ts'
import { serverUrl } from './server-url.ts'

const loads = ['full', 'incremental', 'deletions']
const faultPolicies = ['reject', 'quarantine']

export const submitCommand: Command = {
  name: 'submit',
  summary: 'Deliver a file to a dataset and wait for its balance; goes on where a broken line stopped it',
  usage:
    '<dataset> <file> [--preview] [--profile <file or JSON>] [--load full|incremental|deletions] [--on-fault reject|quarantine] [--continues <submission>]',
  options: {
    ...{ url: { type: 'string' }, token: { type: 'string' } },
    ...{ preview: { type: 'boolean' }, profile: { type: 'string' }, format: { type: 'string' } },
    ...{ remember: { type: 'boolean' }, load: { type: 'string' }, 'on-fault': { type: 'string' } },
    continues: { type: 'string' },
  },
  help: [
    '--preview     tells how the file would be read and why; the profile itself goes to standard output',
    '--profile     how it is read: a file, or settings such as {"delimiter": ";", "dates": "dmy"}; what is left out is as remembered or evident',
    `--format      ${formatNames.join(', ')}; told by the bytes where it is left out`,
    '--remember    the profile is kept for the next files of this dataset',
    '--load        full (what the file lacks is deleted), incremental (rows are added and changed), deletions (its rows are deleted)',
    '--on-fault    reject (one fault refuses the file) or quarantine (good rows count, faulty ones wait to be mended)',
    '--continues   the submission whose waiting rows this file mends',
    'A line that broke: call the same again, it goes on where it stopped.',
    'Exit codes: 0 in force, 1 not taken, 2 no such option, 3 the line broke, 4 waits for your word on its deletions.',
  ],
  run: async (input) => {
    const order = await readOrder(input)
    const url = serverUrl(input)
    const credentials = await credentialsFor(input, url)
    const client = createClient(url, credentials)
    try {
      return await submit(client, order, { credentials, memory: path.join(stateFolder(input.config), 'sending') })
    } catch (error) {
      if (error instanceof RefusedError) {
        say(refusalText(error))
        return exitCodes.notTaken
      }
      if (!(error instanceof CutError)) throw error
      say(`${error.message} What has arrived is kept for 24 hours: call the same again, and it goes on from there.`)
      return exitCodes.cut
    }
  },
}

/** What somebody at the terminal asks for. */
interface Order {
  readonly dataset: string
  readonly file: string
  readonly stated: Settings | undefined
  readonly isPreview: boolean
  /** The rest of what the API is told. */
  readonly wishes: Readonly<Record<string, string | boolean>>
}

async function readOrder(input: CommandInput): Promise<Order> {
  const [dataset, file] = input.args
  if (dataset === undefined || file === undefined) throw new UsageError('Say which dataset and which file.')
  const found = await stat(file).catch(() => undefined)
  if (found?.isFile() !== true) throw new UsageError(`There is no file ${file}.`)
  const continues = textOption(input, 'continues')
  const load = oneOf(input, 'load', loads)
  if (continues !== undefined && load !== undefined)
    throw new UsageError('A continuation mends rows as they were delivered: leave --load out.')
  const stated = await statedSettings(textOption(input, 'profile'), textOption(input, 'format'))
  const isRemembered = input.options['remember'] === true
  if (isRemembered && !stated) throw new UsageError('--remember keeps what --profile or --format says: give one.')
  const onFault = oneOf(input, 'on-fault', faultPolicies)
  return {
    ...{ dataset, file, stated, isPreview: input.options['preview'] === true },
    wishes: {
      ...(load !== undefined && { load }),
      ...(onFault !== undefined && { onFault }),
      ...(continues !== undefined && { continues }),
      ...(isRemembered && { remember: true }),
    },
  }
}

function oneOf(input: CommandInput, name: string, choices: readonly string[]): string | undefined {
  const value = textOption(input, name)
  if (value !== undefined && !choices.includes(value)) throw new UsageError(`--${name} is ${choices.join(' or ')}.`)
  return value
}

interface Sending {
  readonly credentials: Credentials
  readonly memory: string
}

/** Sends the file, then has it previewed or delivered; gives the exit code. */
async function submit(client: Client, order: Order, { credentials, memory }: Sending): Promise<number> {
  const { dataset, file, stated } = order
  const sent = await sendFile({ file, dataset, url: client.url, credentials, memory, progress: note })
  if (order.isPreview) {
    const preview = await previewOf(client, sent.id, stated)
    previewLines(preview).forEach(note)
    note('Nothing was delivered. To read it so, keep this profile in a file and name it with --profile:')
    say(JSON.stringify(preview.profile, null, 2))
    return exitCodes.inForce
  }
  const body = { upload: sent.id, channel: 'cli', ...order.wishes, ...(stated && { profile: stated }) }
  const place = `/warehouse/datasets/${encodeURIComponent(dataset)}/submissions/from-upload`
  const answer = await client.request('POST', place, { body })
  if (answer.status === 202) await sent.forget()
  return follow(client, answer, { report: say, progress: note })
}

async function previewOf(client: Client, upload: string, profile?: Settings): Promise<WirePreview> {
  const query = profile === undefined ? '' : `?profile=${encodeURIComponent(JSON.stringify(profile))}`
  const { status, body } = await client.request('GET', `/warehouse/uploads/${upload}/preview${query}`)
  if (status !== 200) throw new RefusedError(status, body)
  return body as WirePreview
}
