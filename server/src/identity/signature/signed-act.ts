import { verifySignature } from '@simplewebauthn/server/helpers'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { ActorSignature } from '../../journal/index.ts'
import { canonicalJson, ProblemError, sha256 } from '../../platform/index.ts'

/** The challenge an authenticator signs for an act: whoever knows the act can recompute it (ADR 0033). */
export function challengeOf({ nonce, method, path, body }: ActorSignature['act']): string {
  return sha256(canonicalJson({ signs: 'khochung act', v: 1, nonce, method, path, body })).toString('base64url')
}

const texts = (...names: string[]) => Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()])))
const SignatureShape = Type.Intersect([
  texts('key', 'authenticatorData', 'clientData', 'signature'),
  Type.Object({ kind: Type.Literal('webauthn'), act: texts('nonce', 'method', 'path', 'body') }),
])

/** Whether a value of the journal has all that a signature has; whoever wrote it may have written anything. */
export function isWhole(signature: ActorSignature | undefined): boolean {
  return Value.Check(SignatureShape, signature)
}

/** What browser and authenticator say beside the signature (WebAuthn §5.8.1, §6.1). */
interface ClientData {
  readonly type?: unknown
  readonly challenge?: unknown
  readonly origin?: unknown
}

const [presentAndVerified, flagsAt, hostDigestBytes] = [0x05, 32, 32] as const

/** Why a signature is none of a passkey under the act it names; undefined when it is one. */
export async function reasonAgainst(signature: ActorSignature, publicKey: Buffer): Promise<string | undefined> {
  const clientBytes = Buffer.from(signature.clientData, 'base64url')
  const authenticator = Buffer.from(signature.authenticatorData, 'base64url')
  const client = parseClientData(clientBytes)
  if (client?.type !== 'webauthn.get') return 'what was signed is no assertion of a passkey'
  const challenge = namedChallenge(signature.act)
  if (challenge === undefined || client.challenge !== challenge) return 'what was signed is another act'
  if (((authenticator[flagsAt] ?? 0) & presentAndVerified) !== presentAndVerified) {
    return 'the authenticator did not ask its owner'
  }
  if (!isOfHost(authenticator, client.origin)) return 'it was signed for another host than its page'
  const isSigned = await isSignedWith(
    publicKey,
    Buffer.concat([authenticator, sha256(clientBytes)]),
    Buffer.from(signature.signature, 'base64url'),
  )
  return isSigned ? undefined : 'it was not signed with this key'
}

/** The library throws at keys and signatures that are none, at once or later; nothing was signed with those. */
async function isSignedWith(publicKey: Buffer, data: Buffer, signature: Buffer): Promise<boolean> {
  const [key, signed, given] = [publicKey, data, signature].map((bytes) => Uint8Array.from(bytes))
  if (!key || !signed || !given) return false
  try {
    return await verifySignature({ signature: given, data: signed, credentialPublicKey: key })
  } catch {
    return false
  }
}

/** Of an act as the journal has it; undefined when it has no canonical form, so that nobody can have signed it. */
function namedChallenge(act: ActorSignature['act']): string | undefined {
  try {
    return challengeOf(act)
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

function parseClientData(bytes: Buffer): ClientData | undefined {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined
  } catch {
    return undefined
  }
}

function isOfHost(authenticator: Buffer, origin: unknown): boolean {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false
  return authenticator.subarray(0, hostDigestBytes).equals(sha256(new URL(origin).hostname))
}
