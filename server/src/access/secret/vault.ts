import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { DecipherGCM } from 'node:crypto'
import { Readable } from 'node:stream'
import type { TemporaryFiles } from '../../platform/index.ts'
import { keyedDigest } from '../../platform/index.ts'
import type { FileFacts } from './file-facts.ts'

/** The key of one sealed file, as it is kept: encrypted. */
export type WrappedKey = Buffer

/**
 * Sealed files: AES-256-GCM, each under a key of its own, which is kept encrypted under a key that follows from the
 * installation's secret (ADR 0040). A file lies as `form`, nonce, encrypted bytes, tag; it is bound to its incident.
 */
export interface Vault {
  newKey(incident: string): WrappedKey
  /** Encrypts a stream under an incident's name; whole on disk when it resolves. */
  seal(incident: string, key: WrappedKey, plain: Readable): Promise<void>
  /** The plain bytes; the stream breaks off where they are not what was sealed, which only its end can tell. */
  open(incident: string, key: WrappedKey): Readable
  has(incident: string): Promise<boolean>
  remove(incident: string): Promise<void>
  names(): Promise<string[]>
  sealFacts(incident: string, key: WrappedKey, facts: FileFacts): Buffer
  openFacts(incident: string, key: WrappedKey, sealed: Buffer): FileFacts
}

const algorithm = 'aes-256-gcm'
const form = Buffer.from('khochung sealed 1\n')
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]

export function createVault(files: TemporaryFiles, secret: string): Vault {
  const master = Buffer.from(keyedDigest(secret, 'access.sealedFiles', ''), 'base64url')
  const keyOf = (incident: string, wrapped: WrappedKey) => decrypt(master, `${incident} key`, wrapped)
  return {
    newKey: (incident) => encrypt(master, `${incident} key`, randomBytes(keyBytes)),
    seal: async (incident, key, plain) => {
      await files.write(incident, Readable.from(sealed(keyOf(incident, key), incident, plain), { objectMode: false }))
    },
    open: (incident, key) =>
      Readable.from(opened(keyOf(incident, key), incident, files.read(incident)), { objectMode: false }),
    has: (incident) => files.has(incident),
    remove: (incident) => files.remove(incident),
    names: () => files.names(),
    sealFacts: (incident, key, facts) =>
      encrypt(keyOf(incident, key), `${incident} facts`, Buffer.from(JSON.stringify(facts))),
    openFacts: (incident, key, facts) =>
      JSON.parse(decrypt(keyOf(incident, key), `${incident} facts`, facts).toString('utf8')) as FileFacts,
  }
}

function encrypt(key: Buffer, name: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(name))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, name: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(name))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

async function* sealed(key: Buffer, incident: string, plain: Readable): AsyncGenerator<Buffer, void> {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(incident))
  yield Buffer.concat([form, nonce])
  for await (const chunk of plain as AsyncIterable<Buffer>) yield cipher.update(chunk)
  yield Buffer.concat([cipher.final(), cipher.getAuthTag()])
}

/** The last bytes are held back, for they may be the tag. */
async function* opened(key: Buffer, incident: string, content: Readable): AsyncGenerator<Buffer, void> {
  const start = form.length + nonceBytes
  let decipher: DecipherGCM | undefined
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of content as AsyncIterable<Buffer>) {
    held = Buffer.concat([held, chunk])
    if (!decipher && held.length >= start) {
      if (!held.subarray(0, form.length).equals(form)) throw new Error('Not a sealed file')
      decipher = createDecipheriv(algorithm, key, held.subarray(form.length, start)).setAAD(Buffer.from(incident))
      held = held.subarray(start)
    }
    if (!decipher || held.length <= tagBytes) continue
    yield decipher.update(held.subarray(0, -tagBytes))
    held = held.subarray(-tagBytes)
  }
  if (!decipher || held.length < tagBytes) throw new Error('A sealed file is cut off')
  decipher.setAuthTag(held)
  yield decipher.final()
}
