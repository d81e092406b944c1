import type { ActorSignature, PlacedEntry, VerificationFault } from '../../journal/index.ts'
import { findEntry, listSignedEntries } from '../../journal/index.ts'
import type { Db, Json, Route } from '../../platform/index.ts'
import { identityEvents } from '../identity.events.ts'
import { apiPath } from '../openid/places.ts'
import { KeyRing } from './key-ring.ts'
import { isWhole, reasonAgainst } from './signed-act.ts'
import { listKeysOfPasskeys } from './signature.store.ts'

/** Routes whose acts are signed. */
export type SigningRoute = Pick<Route, 'method' | 'url' | 'signs'>

export interface SignatureVerification {
  /** Acts that carry a signature. */
  readonly signed: number
  readonly faults: readonly VerificationFault[]
}

/**
 * Holds every guarded act of the journal against the passkeys that stood registered for its account at its place (D5): who
 * has a passkey has signed what stands in their name, that very act, once.
 */
export async function verifySignatures(db: Db, routes: readonly SigningRoute[]): Promise<SignatureVerification> {
  const { signed, against } = await holdAgainstKeys(db, routes)
  return {
    signed,
    faults: against.map(({ entry, reason }) => ({
      place: entry.index === null ? `entry ${entry.id}` : `entry ${String(entry.index)}`,
      reason: `${entry.actor.accountName}: ${reason}`,
    })),
  }
}

/** How an entry stands: signed as it had to be, wrongly or not at all though it had to be, or nothing had to be signed. */
export const signatureStandings = ['signed', 'faulty', 'unsigned'] as const
export type SignatureStanding = (typeof signatureStandings)[number]

/** How one entry stands; undefined when there is none. */
export async function standingOfEntry(
  db: Db,
  routes: readonly SigningRoute[],
  id: string,
): Promise<SignatureStanding | undefined> {
  const found = await findEntry(db, id)
  if (!found) return undefined
  const isSigned = found.signature !== null
  if (!isSigned && !createRules(routes).events.has(found.event)) return 'unsigned'
  const { against } = await holdAgainstKeys(db, routes, id)
  if (against.some(({ entry }) => entry.id === id)) return 'faulty'
  return isSigned ? 'signed' : 'unsigned'
}

interface Against {
  readonly entry: PlacedEntry
  readonly reason: string
}

interface Held {
  readonly signed: number
  readonly against: readonly Against[]
}

/** @param asked when it is about one entry only: of all others those are checked that say which keys there were. */
async function holdAgainstKeys(db: Db, routes: readonly SigningRoute[], asked?: string): Promise<Held> {
  const rules = createRules(routes)
  const entries = await listSignedEntries(db, [...rules.events, ...KeyRing.events])
  const matters = ({ id, event }: PlacedEntry) => asked === undefined || id === asked || KeyRing.events.includes(event)
  const ring = new KeyRing(await listKeysOfPasskeys(db, entries.flatMap(passkeyWithoutKey)))
  const fitting = new Set(
    entries.filter((entry) => isWhole(entry.actor.signature) && rules.fits(entry)).map(({ change }) => change),
  )
  const changes = new Map<string, string>()
  const against: Against[] = []
  for (const entry of entries) {
    const reason = await reasonAgainstEntry(entry)
    if (reason === undefined) ring.take(entry)
    else against.push({ entry, reason })
  }
  return { signed: new Set(changes.values()).size, against }

  async function reasonAgainstEntry(entry: PlacedEntry): Promise<string | undefined> {
    const { signature, via, accountId } = entry.actor
    if (signature) return isWhole(signature) ? reasonAgainstSigned(entry, signature) : 'what it carries is no signature'
    if (via !== 'session' && entry.event === registered) return 'a passkey that no person registered'
    if (!rules.isGuarded(entry) || ring.isByLink(entry) || !ring.mustSign(accountId)) return undefined
    return 'has a passkey, but has not signed this'
  }

  async function reasonAgainstSigned(entry: PlacedEntry, signature: ActorSignature): Promise<string | undefined> {
    const first = changes.get(signature.act.nonce) ?? entry.change
    changes.set(signature.act.nonce, first)
    if (first !== entry.change) return 'the signature was made for another change'
    if (!matters(entry)) return undefined
    const publicKey = ring.keyOf(entry.actor.accountId, signature.key)
    if (!publicKey) return 'signed with a passkey that was not registered for the account then'
    const fits = rules.isBound(entry) ? rules.fits(entry) : fitting.has(entry.change)
    return fits
      ? reasonAgainst(signature, publicKey)
      : `what was signed is ${signature.act.method} ${signature.act.path}`
  }
}

const registered = identityEvents['passkey.registered']
/** Links come with decisions on requests, and suspensions with answers to a review; then it is those that were signed. */
const comesWithOthers: readonly string[] = [identityEvents['link.issued'], identityEvents['account.suspended']]

/** Which events are signed by which requests. */
function createRules(routes: readonly SigningRoute[]) {
  const events = new Set(routes.flatMap(({ signs = [] }) => signs))
  return {
    events,
    isGuarded: ({ event }: PlacedEntry) => events.has(event),
    /** Whether it must be what was signed itself, and not only stand beside it in its change. */
    isBound: ({ event }: PlacedEntry) => events.has(event) && !comesWithOthers.includes(event),
    /** Whether an entry is one that the signed request makes, and names what its path names. */
    fits: ({ event, subject, payload, actor: { signature } }: PlacedEntry): boolean => {
      const words = new Set([subject.id, subject.label, ...wordsOf(payload)])
      return routes.some(({ method, url, signs = [] }) => {
        if (method !== signature?.act.method || !signs.includes(event)) return false
        return parametersOf(url, signature.act.path)?.every((each) => words.has(each)) === true
      })
    },
  }
}

function passkeyWithoutKey({ event, payload: { passkey, publicKey } }: PlacedEntry): string[] {
  const isWithout = event === registered && typeof publicKey !== 'string'
  return isWithout && typeof passkey === 'string' ? [passkey] : []
}

/** What a path says where its pattern has parameters; undefined when it is another. */
function parametersOf(pattern: string, path: string): string[] | undefined {
  const [expected, given] = [`${apiPath}${pattern}`.split('/'), path.split('/')]
  const fits =
    expected.length === given.length && expected.every((part, at) => part.startsWith(':') || part === given[at])
  if (!fits) return undefined
  return expected.flatMap((part, at) => (part.startsWith(':') ? [given[at] ?? ''] : []))
}

/** Whoever forges an entry may nest its payload as deep as the database takes it: no call within a call. */
function wordsOf(payload: Json): string[] {
  const words: string[] = []
  const left = [payload]
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value === 'string') words.push(value)
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) left.push(each)
  }
  return words
}
