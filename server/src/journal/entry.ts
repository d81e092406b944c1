import { canonicalJson, leafHash, ProblemError } from '../platform/index.ts'
import type { Id, Json } from '../platform/index.ts'

export type ChangeId = Id<'change'>
export type EntryId = Id<'entry'>

/** The request that was signed, whose bytes are known to who made it. */
export interface SignedAct {
  readonly method: string
  readonly path: string
  /** SHA-256 of the bytes of its body, hex. */
  readonly body: string
}

/**
 * What the one who acts signed for it: the assertion of a passkey (WebAuthn) whose challenge is the digest of the act. It is
 * part of the leaf, so that nobody else can put an act into somebody's name, the keeper of the journal included (D5, ADR 0033).
 */
export interface ActorSignature {
  readonly kind: 'webauthn'
  /** The id of the passkey, whose public key its registration recorded. */
  readonly key: string
  readonly act: SignedAct & {
    /** Makes each challenge another. */
    readonly nonce: string
  }
  /** As the authenticator and the browser made them; base64url. */
  readonly authenticatorData: string
  readonly clientData: string
  readonly signature: string
}

/** The program by which an account acts, and the token it shows. */
export interface ActingClient {
  /** The code of the registered client; null for an API token, which any program of its owner may use. */
  readonly code: string | null
  /** The id of an API token; of a token of the OpenID provider its SHA-256, hex: what it says itself is kept nowhere. */
  readonly token: string
}

/** The structural part of who acts; `identity` builds richer actors. Ids are opaque here. */
export interface Actor {
  readonly accountId: string
  readonly accountName: string
  readonly unitId: string
  readonly unitName: string
  readonly via: 'session' | 'token' | 'system'
  readonly requestId: string
  /** Absent in a session of the portal, and where no person acts. */
  readonly client?: ActingClient | undefined
  /** Absent when nothing was signed. */
  readonly signature?: ActorSignature | undefined
}

/** What an event is about. */
export interface Subject {
  readonly type: string
  readonly id: string
  readonly label: string
}

/** One thing to record: an event named `module.noun.past-participle`, its subject and a payload free of personal data. */
export interface JournalRecord {
  readonly event: string
  readonly subject: Subject
  readonly payload: Readonly<Record<string, Json>>
}

export interface Entry extends JournalRecord {
  readonly id: EntryId
  readonly at: Date
  readonly actor: Omit<Actor, 'requestId'>
}

/** The leaf of an entry: canonical JSON (RFC 8785); the one definition of what the log commits to. */
export function entryLeaf(entry: Entry): Buffer {
  const { accountId, accountName, unitId, unitName, via, client, signature } = entry.actor
  const content = {
    v: 1,
    id: entry.id,
    at: entry.at.toISOString(),
    actor: {
      account: accountId,
      accountName,
      unit: unitId,
      unitName,
      via,
      // Members that came later stand only where there is something to say: leaves from before are as they were.
      ...(client && { client: { code: client.code, token: client.token } }),
      ...(signature && { signature: signatureAsJson(signature) }),
    },
    event: entry.event,
    subject: { type: entry.subject.type, id: entry.subject.id, label: entry.subject.label },
    payload: entry.payload,
  }
  return Buffer.from(canonicalJson(content))
}

/** As leaf and column have it. */
export function signatureAsJson(signature: ActorSignature): Record<string, Json> {
  return { ...signature, act: { ...signature.act } }
}

/** Undefined for content that has no canonical form, which nobody recorded: databases and proofs from outside may hold anything. */
export function entryLeafIfAny(entry: Entry): Buffer | undefined {
  try {
    return entryLeaf(entry)
  } catch (error) {
    if (error instanceof ProblemError || error instanceof TypeError) return undefined
    throw error
  }
}

/** The RFC 6962 leaf hash of an entry. */
export function entryLeafHash(entry: Entry): Buffer {
  return leafHash(entryLeaf(entry))
}
