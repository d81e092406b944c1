import { keyedDigest, sha256 } from '../platform/index.ts'
import { makeSigner } from './tlog/signed-note.ts'
import type { NoteSigner } from './tlog/signed-note.ts'

export interface LogIdentity {
  /** The installation's secret; the key of the log follows from it unless a key is given. */
  readonly secret: string
  /** 32 secret bytes of Ed25519. */
  readonly key: Buffer | undefined
  /** The log's name, like `kho.example.vn/nhat-ky`; no two logs of the world share one. */
  readonly origin: string | undefined
}

/** Who signs the log of an installation. Without a name of its own the log is named after its key. */
export function logSigner({ secret, key, origin }: LogIdentity): NoteSigner {
  const seed = key ?? Buffer.from(keyedDigest(secret, 'log-key', ''), 'base64url')
  const named = origin ?? `khochung.localhost/${sha256(seed).toString('hex').slice(0, 12)}`
  return makeSigner(named, 'ed25519', seed)
}
