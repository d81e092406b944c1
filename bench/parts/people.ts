import { createIdentity, relyingPartyAt } from '../../server/src/identity/index.ts'
import type { Identity } from '../../server/src/identity/index.ts'
import { createJournal, createLogKeys, trialSigning } from '../../server/src/journal/index.ts'
import { createLaw } from '../../server/src/law/index.ts'
import type { Clock, Database, Log } from '../../server/src/platform/index.ts'
import { PasskeyDevice } from '../../server/test/identity/passkey-device.ts'
import { median, progress } from './report.ts'

interface Setting {
  readonly database: Database
  readonly clock: Clock & { moveTo(instant: string): void }
  readonly log: Log
  readonly secret: string
  readonly tries: number
}

const actor = {
  ...{ accountId: 'bench', accountName: 'bench', unitId: 'bench', unitName: 'bench' },
  ...{ via: 'system' as const, requestId: 'bench' },
}
const where = { address: '10.0.0.1', device: '' }
const party = relyingPartyAt('https://kho.test')
const peopleAtOnce = 8
const rounds = 60

/** Times sign-ins of people: refused ones by known and unknown logins, and passkeys. */
export async function comparePeople({ database, clock, log, secret, tries }: Setting) {
  const keys = createLogKeys({ secret, key: undefined, origin: undefined })
  const signing = trialSigning(secret, keys.first.name, clock)
  const journal = createJournal({ database, clock, log, keys, signing, secret, logFolder: undefined })
  const law = createLaw({ database, journal, clock })
  const identity = createIdentity({ database, journal, clock, log, law, secret, sessionHours: 10 })
  const units = { kind: 'city', name: 'Thành phố', nameEn: 'City', parent: null, territory: null } as const
  const unit = { ...units, validFrom: '2025-07-01', validTo: null, identifiers: [] }
  const [city] = await identity.registerOrganisations(actor, [unit])
  const account = { login: 'co.that', name: 'Người', unit: city?.id ?? '', roles: ['consumer'] as const }
  await identity.issueAccount(actor, { ...account, demoPassword: 'mat-khau-do-thoi-gian' })
  const passkeysPerSecond = await timePasskeys(identity, city?.id ?? '')
  return { passkeysPerSecond, ...(await timeRefusals(identity, clock, tries)) }
}

/** By lot, so that whatever drifts drifts in both; an hour and more passes each time, so that nobody has to wait. */
async function timeRefusals(identity: Identity, clock: Setting['clock'], tries: number) {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let place = -50; place < tries; place += 1) {
    const kind = Math.random() < 0.5 ? 'known' : 'unknown'
    clock.moveTo(new Date(clock.now().getTime() + 7_200_000).toISOString())
    const login = kind === 'known' ? 'co.that' : 'khong.co'
    const begin = performance.now()
    await identity.signIn({ login, password: 'sai', address: '10.0.0.1', requestId: 'r' }).catch(() => undefined)
    if (place >= 0) times[kind].push(performance.now() - begin)
    if (place % 1000 === 0) progress(`${String(place)} sign-ins refused`)
  }
  return { known: median(times.known), unknown: median(times.unknown), welch: welch(times.known, times.unknown) }
}

/** Welch's t over the middle nine tenths of the times: what the machine did meanwhile is in the rest. */
function welch(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [moments(left), moments(right)]
  return (a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count)
}

function moments(values: readonly number[]) {
  const sorted = [...values].sort((one, other) => one - other)
  const cut = Math.floor(sorted.length / 20)
  const kept = sorted.slice(cut, sorted.length - cut)
  const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length
  const variance = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (kept.length - 1)
  return { mean, variance, count: kept.length }
}

/**
 * Several people at once in one process: the challenge is looked up and taken out, the signature checked, the counter
 * written. Counted is what a core of this process worked, not what it waited; what the authenticators do is not.
 */
async function timePasskeys(identity: Identity, unit: string): Promise<number> {
  const people = await Promise.all(Array.from({ length: peopleAtOnce }, (_none, place) => enrol(identity, unit, place)))
  let microseconds = 0
  for (let round = 0; round < rounds; round += 1) {
    const answers = await Promise.all(
      people.map(async (device) => {
        const { attempt, options } = await identity.askForSignIn(party)
        return { attempt, response: device.answer(options) }
      }),
    )
    const begin = process.cpuUsage()
    await Promise.all(answers.map((answer) => identity.check(party, answer, { accountId: null, where })))
    const { user, system } = process.cpuUsage(begin)
    if (round > 0) microseconds += user + system
  }
  return (peopleAtOnce * (rounds - 1)) / (microseconds / 1e6)
}

async function enrol(identity: Identity, unit: string, place: number): Promise<PasskeyDevice> {
  const account = { login: `co.khoa.${String(place)}`, name: 'Người', unit, roles: ['consumer'] as const }
  const { activation } = await identity.issueAccount(actor, account)
  const token = activation?.token ?? ''
  const device = new PasskeyDevice(party.origin)
  const made = await identity.askForPasskeyByLink(party, token)
  const passkey = device.register(made.options)
  await identity.useLink(party, token, { passkey, attempt: made.attempt, name: 'x', where, requestId: 'r' })
  return device
}
