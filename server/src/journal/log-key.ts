import { keyedDigest, sha256 } from '../platform/index.ts'
import { formatVerifier, makeSigner } from './tlog/signed-note.ts'
import type { NoteSigner } from './tlog/signed-note.ts'

export interface LogIdentity {
  /** The installation's secret; the keys of its logs follow from it unless they are given. */
  readonly secret: string
  /** 32 secret bytes of Ed25519. */
  readonly key: Buffer | undefined
  /** The key that shall sign the next log. */
  readonly nextKey?: Buffer | undefined
  /** The log's name, like `kho.example.vn/nhat-ky`; no two logs of the world share one. */
  readonly origin: string | undefined
}

/** A log as it was opened. */
export interface NamedLog {
  readonly number: number
  readonly origin: string
  /** Its public key, name+hash+key. */
  readonly verifier: string
}

/** The keys an installation can sign its logs with. */
export interface LogKeys {
  /** Who signs while no log was opened yet. */
  readonly first: NoteSigner
  /** Who might sign the log of a number and a name, whatever its key. */
  candidates(log: Omit<NamedLog, 'verifier'>): readonly NoteSigner[]
  /** Who signs a log that was opened; undefined when its key is not here. */
  of(log: NamedLog): NoteSigner | undefined
  /** Who shall sign the log after one; undefined when its key must be given first. */
  after(log: NamedLog): NoteSigner | undefined
}

/** Without a name of their own logs are named after their keys; with one, the successors of the first count on from it. */
export function createLogKeys({ secret, key, nextKey, origin }: LogIdentity): LogKeys {
  const derived = (number: number) =>
    Buffer.from(keyedDigest(secret, 'log-key', number === 1 ? '' : String(number)), 'base64url')
  const nameOf = (number: number, seed: Buffer) => {
    if (origin === undefined) return `khochung.localhost/${sha256(seed).toString('hex').slice(0, 12)}`
    return number === 1 ? origin : `${origin}/${String(number)}`
  }
  const signerOf = (number: number, seed: Buffer) => makeSigner(nameOf(number, seed), 'ed25519', seed)
  const candidates: LogKeys['candidates'] = (log) =>
    [key, nextKey, derived(log.number)].flatMap((seed) =>
      seed === undefined ? [] : [makeSigner(log.origin, 'ed25519', seed)],
    )
  /** Asked in every round of sealing, of the log that is open. */
  const found = new Map<string, NoteSigner>()
  const of = (log: NamedLog) => {
    const signer = found.get(log.verifier) ?? candidates(log).find((each) => formatVerifier(each) === log.verifier)
    if (signer) found.set(log.verifier, signer)
    return signer
  }
  return {
    first: signerOf(1, key ?? derived(1)),
    ...{ candidates, of },
    after: (log) => {
      const seed = nextKey ?? (key === undefined ? derived(log.number + 1) : undefined)
      const next = seed && signerOf(log.number + 1, seed)
      // A key that signs the log already is not handed over to.
      return next && of(log)?.publicKey.equals(next.publicKey) !== true ? next : undefined
    },
  }
}

/** Who signs the first log of an installation. */
export function logSigner(identity: LogIdentity): NoteSigner {
  return createLogKeys(identity).first
}
