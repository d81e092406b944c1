import { parseWhole } from './checkpoint.ts'
import { findCosignature } from './cosignature.ts'
import { MalformedError, parseVerifier } from './signed-note.ts'
import type { NoteVerifier, SignedNote } from './signed-note.ts'

/** Which witnesses must have cosigned (C2SP tlog-policy): witnesses, groups of them, and the group or witness that decides. */
export interface WitnessPolicy {
  readonly logs: readonly NoteVerifier[]
  readonly witnesses: readonly Witness[]
  /** How many of its members a group needs, by name. */
  readonly groups: ReadonlyMap<string, { readonly needed: number; readonly members: readonly string[] }>
  /** A name, or `none`: then no cosignature is asked. */
  readonly quorum: string
}

export interface Witness {
  /** As the policy calls it; its key has a name of its own. */
  readonly name: string
  readonly verifier: NoteVerifier
  /** Where it takes checkpoints, without a slash at the end; undefined for one that is only verified. */
  readonly url: string | undefined
}

/** The specification asks for 32 of each; more than this is no policy anybody wrote. */
const mostOfEach = 100
const impossible = /[\p{Cc}--[\t\n]]/v

/** @throws MalformedError that names the line. */
export function parsePolicy(text: string): WitnessPolicy {
  const reading = new PolicyReading()
  for (const [place, line] of text.split('\n').entries()) {
    try {
      if (impossible.test(line)) throw new MalformedError('There is a character that no policy may hold')
      const words = line.split(/[ \t]+/).filter((word) => word !== '')
      if (words.length > 0 && words[0]?.startsWith('#') !== true) reading.read(words)
    } catch (error) {
      if (error instanceof MalformedError) throw new MalformedError(`Line ${String(place + 1)}: ${error.message}`)
      throw error
    }
  }
  return reading.end()
}

class PolicyReading {
  readonly #logs: NoteVerifier[] = []
  readonly #witnesses: Witness[] = []
  readonly #groups = new Map<string, { needed: number; members: string[] }>()
  /** Names that are a member of a group already: each counts in one way only. */
  readonly #members = new Set<string>()
  #quorum: string | undefined

  read([word = '', ...rest]: readonly string[]): void {
    if (word === 'log') this.#readLog(rest)
    else if (word === 'witness') this.#readWitness(rest)
    else if (word === 'group') this.#readGroup(rest)
    else if (word === 'quorum') this.#readQuorum(rest)
    else throw new MalformedError(`“${word}” is no word of a policy`)
  }

  #readLog([vkey = '', ...more]: readonly string[]): void {
    // Where the log is read is nothing a policy decides.
    refuseMore(more.slice(1))
    const verifier = parseVerifier(vkey)
    if (verifier.kind !== 'ed25519') throw new MalformedError('A log signs with a plain Ed25519 key')
    refuseTwice(verifier, this.#logs)
    refuseTooMany(this.#logs.push(verifier))
  }

  #readWitness([name = '', vkey = '', url, ...more]: readonly string[]): void {
    refuseMore(more)
    this.#refuseTaken(name)
    const verifier = parseVerifier(vkey)
    if (verifier.kind !== 'cosignature') throw new MalformedError('A witness signs with a key for cosignatures')
    refuseTwice(
      verifier,
      this.#witnesses.map((each) => each.verifier),
    )
    refuseTooMany(this.#witnesses.push({ name, verifier, url: url?.replace(/\/+$/, '') }))
  }

  #readGroup([name = '', wanted = '', ...members]: readonly string[]): void {
    this.#refuseTaken(name)
    for (const member of members) {
      this.#refuseUnknown(member)
      if (this.#members.has(member)) throw new MalformedError(`“${member}” is a member already`)
      this.#members.add(member)
    }
    const needed = wanted === 'any' ? 1 : wanted === 'all' ? members.length : parseWhole(wanted, 'The number needed')
    if (members.length === 0 || needed < 1 || needed > members.length) {
      throw new MalformedError(`A group of ${String(members.length)} cannot need “${wanted}” of them`)
    }
    refuseTooMany(this.#groups.set(name, { needed, members }).size)
  }

  #readQuorum([name = '', ...more]: readonly string[]): void {
    refuseMore(more)
    if (this.#quorum !== undefined) throw new MalformedError('There is one quorum only')
    if (name !== 'none') this.#refuseUnknown(name)
    this.#quorum = name
  }

  #isKnown(name: string): boolean {
    return this.#groups.has(name) || this.#witnesses.some((witness) => witness.name === name)
  }

  #refuseTaken(name: string): void {
    if (name === '' || name === 'none' || this.#isKnown(name))
      throw new MalformedError(`“${name}” cannot be a new name`)
  }

  #refuseUnknown(name: string): void {
    if (!this.#isKnown(name)) throw new MalformedError(`“${name}” is neither a witness nor a group named before`)
  }

  end(): WitnessPolicy {
    if (this.#quorum === undefined) throw new MalformedError('The policy names no quorum')
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum }
  }
}

function refuseMore(words: readonly string[]): void {
  if (words.length > 0) throw new MalformedError(`“${words.join(' ')}” is too much for this line`)
}

function refuseTooMany(count: number): void {
  if (count > mostOfEach) throw new MalformedError(`There are more than ${String(mostOfEach)} of them`)
}

function refuseTwice({ publicKey }: NoteVerifier, known: readonly NoteVerifier[]): void {
  if (known.some((each) => each.publicKey.equals(publicKey)))
    throw new MalformedError('The same key stands there twice')
}

/**
 * How many entries a quorum vouches for, when each witness vouches for so many: of a group the most that enough of its
 * members reach. Without a quorum nobody vouches for anything.
 */
export function sizeVouchedFor({ groups, quorum }: WitnessPolicy, sizeOf: (witness: string) => number): number {
  const reach = (name: string): number => {
    const group = groups.get(name)
    if (!group) return sizeOf(name)
    return group.members.map(reach).sort((a, b) => b - a)[group.needed - 1] ?? 0
  }
  return quorum === 'none' ? 0 : reach(quorum)
}

/** What the witnesses of a policy have said of a note. */
export interface Witnessed {
  /** When each of those who cosigned did so, in seconds, by name. */
  readonly cosigned: ReadonlyMap<string, number>
  /** Whether the policy is satisfied; a policy with `quorum none` always is. */
  readonly isEnough: boolean
}

export function witnessesOf(note: SignedNote, policy: WitnessPolicy): Witnessed {
  const times = policy.witnesses.flatMap(({ name, verifier }) => {
    const cosignature = findCosignature(note, verifier)
    return cosignature ? [[name, cosignature.time] as const] : []
  })
  const cosigned = new Map(times)
  const isEnough = policy.quorum === 'none' || sizeVouchedFor(policy, (name) => (cosigned.has(name) ? 1 : 0)) === 1
  return { cosigned, isEnough }
}
