import { createHash } from 'node:crypto'
import { createReadStream, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Upload } from 'tus-js-client'
import type { DetailedError } from 'tus-js-client'
import { noServerAt } from './client.ts'
import type { Credentials } from './credentials.ts'

/** A file that is to go to a dataset in pieces, and what the server needs to know who sends it. */
export interface FileToSend {
  readonly file: string
  readonly dataset: string
  /** Address of the server, without a slash at its end. */
  readonly url: string
  readonly credentials: Credentials
  /** Where it is kept which files are on their way, so that another call of the command goes on with them. */
  readonly memory: string
  readonly progress: (line: string) => void
}

export interface SentFile {
  /** The server's name for what has arrived. */
  readonly id: string
  /** Once it has become a submission, it is not to be gone on with. */
  readonly forget: () => Promise<void>
}

/** The line broke: what has arrived stays there, and the same call goes on. */
export class CutError extends Error {
  override readonly name = 'CutError'
}

/** The server took no such file; `body` is its problem. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super(`The server answered ${String(status)}`)
    this.status = status
    this.body = body
  }
}

const pieceSize = 16 << 20
/** A line that stays away longer than these together is told to the sender. */
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000]

/** Sends a file by tus 1.0, going on where an earlier call stopped; resolves when all of it has arrived. */
export async function sendFile(what: FileToSend): Promise<SentFile> {
  const { size, mtimeMs } = await stat(what.file)
  const place = path.join(what.memory, `${fingerprint(what, size, mtimeMs)}.json`)
  const begun = await begunAt(place)
  await mkdir(what.memory, { recursive: true })
  const url = await send(what, { size, begun, place })
  return { id: url.split('/').at(-1) ?? '', forget: () => rm(place, { force: true }) }
}

/** The same file for the same dataset of the same server; a file that was written anew is another. */
function fingerprint({ url, dataset, file }: FileToSend, size: number, mtimeMs: number): string {
  const facts = JSON.stringify([url, dataset, path.resolve(file), size, mtimeMs])
  return createHash('sha256').update(facts).digest('hex').slice(0, 32)
}

async function begunAt(place: string): Promise<string | null> {
  try {
    const { url } = JSON.parse(await readFile(place, 'utf8')) as { url?: unknown }
    return typeof url === 'string' ? url : null
  } catch {
    // None was begun, or its note is damaged: the file is sent from its beginning.
    return null
  }
}

interface Beginning {
  readonly size: number
  readonly begun: string | null
  readonly place: string
}

async function send(what: FileToSend, { size, begun, place }: Beginning): Promise<string> {
  const stream = createReadStream(what.file)
  const tell = progressTeller(what.progress, size)
  try {
    return await new Promise<string>((resolve, reject) => {
      const upload: Upload = new Upload(stream, {
        endpoint: `${what.url}/api/v1/warehouse/uploads`,
        ...{ uploadUrl: begun, chunkSize: pieceSize, retryDelays },
        onBeforeRequest: async (request) => {
          const headers = await what.credentials.headersFor(request.getMethod(), request.getURL())
          for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
        },
        ...{
          metadata: { dataset: what.dataset, filename: path.basename(what.file) },
          storeFingerprintForResuming: false,
        },
        onUploadUrlAvailable: () => {
          // At once: from now on bytes arrive that are to be gone on from.
          writeFileSync(place, JSON.stringify({ url: upload.url, file: path.resolve(what.file) }))
        },
        onProgress: tell,
        onShouldRetry: (error) => mayPass(error, upload.url !== null) || learns(what.credentials, error),
        onSuccess: () => {
          resolve(upload.url ?? '')
        },
        onError: (error) => {
          reject(reasonOf(error, upload.url === null ? what.url : undefined))
        },
      })
      upload.start()
    })
  } finally {
    stream.destroy()
  }
}

/** The answer named what the request must carry, such as a nonce: with it, it is sent again. */
function learns(credentials: Credentials, { originalResponse: answer }: DetailedError): boolean {
  return answer !== null && credentials.learn(answer.getStatus(), (name) => answer.getHeader(name))
}

/** A server that never answered is not there; one that did may come back. */
function mayPass({ originalResponse }: DetailedError, hasBegun: boolean): boolean {
  const status = originalResponse?.getStatus() ?? 0
  return status === 0 ? hasBegun : status === 409 || status === 423 || status >= 500
}

/** @param absent the address, where nothing ever answered there */
function reasonOf(error: Error | DetailedError, absent: string | undefined): Error {
  const answer = 'originalResponse' in error ? error.originalResponse : null
  if (answer === null && absent !== undefined) return noServerAt(absent, error)
  const status = answer?.getStatus() ?? 0
  if (answer === null || status === 423 || status >= 500) {
    return new CutError('The line to the server broke.', { cause: error })
  }
  return new RefusedError(status, bodyOf(answer.getBody()))
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Tells each tenth of a file once, and where it goes on. */
function progressTeller(progress: (line: string) => void, size: number): (sent: number) => void {
  let told = -1
  return (sent) => {
    const tenth = size === 0 ? 10 : Math.floor((sent * 10) / size)
    if (tenth <= told) return
    const verb = told < 0 && sent > 0 ? 'going on at' : 'sent'
    told = tenth
    progress(`${verb} ${megabytes(sent)} of ${megabytes(size)} (${String(tenth * 10)} %)`)
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
