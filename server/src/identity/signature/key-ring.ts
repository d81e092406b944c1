import type { PlacedEntry } from '../../journal/index.ts'
import { identityEvents } from '../identity.events.ts'

interface AccountKeys {
  /** Public keys by passkey, as they stand at this place of the journal. */
  readonly keys: ReadonlyMap<string, Buffer>
  /** What is guarded, it signs: its passkeys are recorded with their keys, or it has signed before. */
  readonly mustSign: boolean
}

interface Link {
  readonly account: string
  readonly asker: string
  /** With a signature, or by somebody who has none to give, as the machine. */
  readonly isVouchedFor: boolean
  readonly waits: boolean
}

const none: AccountKeys = { keys: new Map(), mustSign: false }

/** The passkeys of all accounts as the journal has them, entry by entry; no table is asked for what the journal says. */
export class KeyRing {
  static readonly events: readonly string[] = [
    identityEvents['passkey.registered'],
    identityEvents['passkey.removed'],
    identityEvents['link.issued'],
    identityEvents['link.released'],
    identityEvents['link.used'],
  ]
  readonly #recorded: ReadonlyMap<string, Buffer>
  readonly #accounts = new Map<string, AccountKeys>()
  readonly #links = new Map<string, Link>()
  readonly #changesByLink = new Set<string>()

  /** @param recorded keys of passkeys whose registration was recorded without them */
  constructor(recorded: ReadonlyMap<string, Buffer>) {
    this.#recorded = recorded
  }

  mustSign(account: string): boolean {
    return this.#of(account).mustSign
  }

  keyOf(account: string, passkey: string): Buffer | undefined {
    return this.#of(account).keys.get(passkey)
  }

  /** Whether an entry belongs to the use of a link that lay open: it stands in for all passkeys of its account. */
  isByLink({ change }: PlacedEntry): boolean {
    return this.#changesByLink.has(change)
  }

  take(entry: PlacedEntry): void {
    const { event, subject, actor, change } = entry
    const [link, passkey] = [textOf(entry, 'link'), textOf(entry, 'passkey')]
    if (actor.signature) this.#accounts.set(actor.accountId, { ...this.#of(actor.accountId), mustSign: true })
    if (event === identityEvents['link.issued']) this.#issue(link, entry)
    if (event === identityEvents['link.released']) this.#release(link, actor.accountId)
    if (event === identityEvents['link.used'] && this.#isOpen(link, subject.id)) {
      this.#changesByLink.add(change)
      this.#accounts.delete(subject.id)
    }
    if (event === identityEvents['passkey.registered']) this.#register(passkey, entry)
    if (event === identityEvents['passkey.removed']) this.#remove(passkey, subject.id)
  }

  #of(account: string): AccountKeys {
    return this.#accounts.get(account) ?? none
  }

  #issue(link: string, { subject, actor, payload }: PlacedEntry): void {
    const isVouchedFor = actor.signature !== undefined || !this.mustSign(actor.accountId)
    const waits = payload['needsRelease'] === true
    this.#links.set(link, { account: subject.id, asker: actor.accountId, isVouchedFor, waits })
  }

  #release(id: string, by: string): void {
    const link = this.#links.get(id)
    if (link && link.asker !== by) this.#links.set(id, { ...link, waits: false })
  }

  #isOpen(id: string, account: string): boolean {
    const link = this.#links.get(id)
    if (link?.account !== account || link.waits) return false
    return link.isVouchedFor || !this.mustSign(account)
  }

  #register(passkey: string, entry: PlacedEntry): void {
    const [account, publicKey] = [entry.subject.id, textOf(entry, 'publicKey')]
    const key = this.#recorded.get(passkey) ?? Buffer.from(publicKey, 'base64url')
    const { keys, mustSign } = this.#of(account)
    this.#accounts.set(account, { keys: new Map([...keys, [passkey, key]]), mustSign: mustSign || publicKey !== '' })
  }

  #remove(passkey: string, account: string): void {
    const { keys, mustSign } = this.#of(account)
    const left = new Map([...keys].filter(([id]) => id !== passkey))
    this.#accounts.set(account, { keys: left, mustSign })
  }
}

function textOf({ payload }: PlacedEntry, name: string): string {
  const value = payload[name]
  return typeof value === 'string' ? value : ''
}
