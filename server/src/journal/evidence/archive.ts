import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import type { ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'
import { MalformedError } from '../tlog/signed-note.ts'

/** The files of an evidence archive by name; what each proves is told in the page among them. */
export const evidenceFiles = [
  'bien-nhan.html',
  'receipt.jws',
  'receipt.json',
  'checkpoint',
  'consistency.json',
  'successions.json',
  'entry.json',
  'entry.tlog-proof',
  'checkpoint.tsr',
  'certificates.pem',
] as const

export type EvidenceFile = (typeof evidenceFiles)[number]
export type Files = ReadonlyMap<EvidenceFile, Buffer>

const mostBytes = 4 << 20

/** One zip of the files; the same files give the same bytes. */
export async function packEvidence(files: Files): Promise<Buffer> {
  const zip = new ZipWriter()
  const options = { mtime: new Date(Date.UTC(2000, 0, 1)), forceDosTimestamp: true }
  for (const name of evidenceFiles) {
    const bytes = files.get(name)
    if (bytes) zip.addBuffer(bytes, name, options)
  }
  zip.end()
  const output: unknown = zip.outputStream
  if (!(output instanceof Readable)) throw new TypeError('The zip library gives no stream of this platform')
  return buffer(output)
}

/** @throws MalformedError for what is no zip, is damaged, too large, or holds another file than evidence has */
export async function unpackEvidence(archive: Buffer): Promise<Files> {
  if (archive.length > mostBytes) throw new MalformedError('The archive is larger than evidence is')
  try {
    return await readFiles(await fromBufferPromise(archive))
  } catch (error) {
    if (error instanceof MalformedError) throw error
    throw new MalformedError('The archive is no whole zip file')
  }
}

async function readFiles(zip: ZipFile): Promise<Files> {
  const files = new Map<EvidenceFile, Buffer>()
  let bytes = 0
  for await (const entry of zip.eachEntry()) {
    const name = evidenceFiles.find((each) => each === entry.fileName)
    if (name === undefined || files.has(name))
      throw new MalformedError('The archive holds a file that does not belong to it')
    bytes += entry.uncompressedSize
    if (bytes > mostBytes || entry.isEncrypted()) throw new MalformedError('The archive holds more than evidence does')
    const content = await buffer(await zip.openReadStreamPromise(entry))
    if (crc32(content) !== entry.crc32) throw new MalformedError(`${name} is damaged`)
    files.set(name, content)
  }
  return files
}
