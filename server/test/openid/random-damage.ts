import { expect } from 'vitest'
import { newSigner, signJwt } from './jwt.ts'
import type { Members } from './jwt.ts'
import type { openTrial } from './trial.ts'
import type { Told } from './wire.ts'

type Trial = Awaited<ReturnType<typeof openTrial>>
/** A whole number from 0 up to but not including the given one, by lot. */
export type Pick = (below: number) => number

const thief = newSigner()
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Another letter at one place; never the last of a part, some of whose bits say nothing. */
function garble(text: string, pick: Pick): string {
  const places = Array.from(text).flatMap((letter, place) =>
    letter !== '.' && text[place + 1] !== '.' && place < text.length - 1 ? [place] : [],
  )
  const place = places[pick(places.length)] ?? 0
  const others = Array.from(letters).filter((letter) => letter !== text[place])
  return text.slice(0, place) + (others[pick(others.length)] ?? '') + text.slice(place + 1)
}

function partsOf(jwt: string): { header: Members; claims: Members; rest: readonly string[] } {
  const [head = '', body = '', ...rest] = jwt.split('.')
  const opened = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Members
  return { header: opened(head), claims: opened(body), rest }
}

const encoded = (members: Members) => Buffer.from(JSON.stringify(members)).toString('base64url')

/** One member is left out, or says something else. */
function altered(members: Members, pick: Pick): Members {
  const names = Object.keys(members)
  const name = names[pick(names.length)] ?? ''
  const values: readonly unknown[] = [undefined, null, 'x', -1, [], {}, true]
  return { ...members, [name]: values[pick(values.length)] }
}

/** What a thief may do to a JWT; each leaves nothing that may count. */
const damages: Readonly<Record<string, (jwt: string, pick: Pick) => string>> = {
  'a letter changed': garble,
  'cut short': (jwt, pick) => jwt.slice(0, pick(jwt.length - 1)),
  'a claim changed': (jwt, pick) => {
    const { header, claims, rest } = partsOf(jwt)
    return [encoded(header), encoded(altered(claims, pick)), ...rest].join('.')
  },
  'a member of the header changed': (jwt, pick) => {
    const { header, claims, rest } = partsOf(jwt)
    return [encoded(altered(header, pick)), encoded(claims), ...rest].join('.')
  },
  'signed by a thief': (jwt) => {
    const { header, claims } = partsOf(jwt)
    return signJwt(header, claims, thief)
  },
}

/** Where a damaged thing is sent, and with what it may be refused there. */
const targets = (trial: Trial, token: string) =>
  ({
    'assertion of a client': (then: (jwt: string) => string) => trial.askToken({ assertion: { then } }),
    'proof at the provider': (then: (jwt: string) => string) => trial.askToken({ proof: { then } }),
    'proof at the API': (then: (jwt: string) => string) => trial.read(token, { proof: { then } }),
  }) satisfies Readonly<Record<string, (then: (jwt: string) => string) => Promise<Told>>>

/** Sends so many damaged things; each must be refused as the caller's fault. Gives how often each was refused with what. */
export async function sendDamaged(trial: Trial, { count, pick }: { count: number; pick: Pick }) {
  const outcomes = new Map<string, number>()
  const token = { value: '' }
  for (let number = 0; number < count; number += 1) {
    if (number % 50 === 0) {
      token.value = await trial.tokenOf()
      expect(await trial.read(token.value)).toMatchObject({ status: 200 })
    }
    const [target, send] = entryOf(targets(trial, token.value), pick)
    const [damage, spoil] = entryOf(damages, pick)
    const answer = await send((jwt) => spoil(jwt, pick))
    expect({ target, damage, status: answer.status }).not.toMatchObject({ status: 200 })
    expect([400, 401], `${target}, ${damage}`).toContain(answer.status)
    const told = `${target}, ${damage}: ${String(answer.status)} ${answer.error ?? ''}`
    outcomes.set(told, (outcomes.get(told) ?? 0) + 1)
  }
  return outcomes
}

function entryOf<Value>(table: Readonly<Record<string, Value>>, pick: Pick): [string, Value] {
  const entries = Object.entries(table)
  const found = entries[pick(entries.length)]
  if (!found) throw new Error('The table is empty')
  return found
}
