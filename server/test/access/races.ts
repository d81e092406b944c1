import type { Grant } from '../../src/access/grant/grant.ts'
import type { Principal } from '../../src/identity/index.ts'
import { aPrincipal } from '../../src/identity/testing.ts'
import { anActor } from '../../src/law/testing.ts'
import { ProblemError } from '../../src/platform/index.ts'
import { files } from '../warehouse/dataset.ts'
import type { OpenWarehouse } from '../warehouse/open-warehouse.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { aWish, createGranting } from './granting.ts'

/**
 * What happens at the same moment to a request or to a grant. After each race one thing happened and no other, there is no
 * more than one grant of one request, and data is told exactly while a grant is live.
 */
export const races = { twoDecide, endsMeanwhile, takenBackWhileRead, sentTwice, clockMoves }
export type Race = keyof typeof races

interface Ended {
  readonly ended: string
  /** Whether one thing happened and no other. */
  readonly isRight: boolean
  /** A grant that is live now; undefined where there must be none. */
  readonly live?: Grant | undefined
}

type Track = Awaited<ReturnType<typeof openTrack>>
type Pick = ReturnType<typeof seeded>

const text = 'Đã xem xét'
const minute = 60_000
const granted = { dataset: files, before: undefined, limit: 1 } as const
const aRead = { query: { purpose: 'nghiep-vu', limit: '5' } } as const

/** Opens what races are run on; gives how one ends, and what was wrong with that. */
export async function createRaces(warehouse: OpenWarehouse) {
  const track = await openTrack(warehouse)
  return async (race: Race, seed: number): Promise<{ readonly ended: string; readonly wrong?: string }> => {
    const { ended, isRight, live } = await races[race](track, seeded(seed))
    const status = await track.read()
    if (live) await track.grants.revokeGrant(track.committee, live.id, text)
    track.moveTo(track.now() + minute)
    if (isRight && status === (live ? 200 : 403)) return { ended }
    return { ended, wrong: `${race} ${String(seed)}: ${ended}, then ${String(status)}` }
  }
}

async function openTrack(warehouse: OpenWarehouse) {
  const { modules, people, clock, call, testing } = warehouse
  const { grantRequests, grants } = modules
  const { anInstrumentOfConsent } = createGranting(warehouse)
  const instruments = [await anInstrumentOfConsent('801/UBND-ĐY'), await anInstrumentOfConsent('802/UBND-ĐY')] as const
  const { stranger, provider, coordinator } = people
  const committee = people.committee.principal
  const consumer = stranger.principal
  const ask = (endsAt: number) => {
    const wish = { ...aWish(), startsAt: null, endsAt: new Date(endsAt) } as Parameters<
      typeof grantRequests.askForGrant
    >[1]
    return grantRequests.askForGrant(consumer, wish, 'vi')
  }
  /** A request that waits for the Committee. */
  const awaiting = async (endsAt: number) => {
    const { id } = await ask(endsAt)
    await grantRequests.giveOpinion(provider.principal, id, { agrees: true, text })
    await grantRequests.checkGrantRequest(coordinator.principal, id, { passesOn: true, text })
    return id
  }
  return {
    ...{ grantRequests, grants, instruments, committee, consumer, ask, awaiting },
    ...{ provider: provider.principal, coordinator: coordinator.principal },
    secretary: await anotherOf(warehouse, committee),
    now: () => clock.now().getTime(),
    moveTo: (instant: number) => {
      clock.moveTo(new Date(instant).toISOString())
    },
    read: async () => (await call('stranger', `/warehouse/datasets/${files}/records`, aRead)).status,
    live: async (endsAt: number) => {
      await grantRequests.consentToGrant(committee, await awaiting(endsAt), instruments[0])
      return newestOf(grants, consumer)
    },
    countGrants: async (request: string) => {
      const count = 'SELECT count(*)::int AS count FROM access.grants WHERE request_id = $1'
      return (await testing.asAdmin<{ count: number }>(count, [request]))[0]?.count ?? 0
    },
  }
}

async function newestOf(grants: OpenWarehouse['modules']['grants'], holder: Principal): Promise<Grant> {
  const [grant] = await grants.listGrants(holder, granted)
  if (!grant) throw new Error('There is no grant')
  return grant
}

/** A second account of somebody's unit, with the same roles. */
async function anotherOf({ modules }: OpenWarehouse, principal: Principal): Promise<Principal> {
  const login = 'thu-ky-2'
  const { id } = await modules.identity.issueAccount(anActor(), {
    ...{ login, name: login, unit: principal.unitId, roles: [...principal.roles], demoPassword: 'mat-khau-thu-2026' },
  })
  return aPrincipal({ ...principal, accountId: id, accountName: login, login })
}

/** Two of the Committee, or one of them and who asked, decide about one request. */
async function twoDecide(track: Track, pick: Pick): Promise<Ended> {
  const { grantRequests, grants, committee, secretary, consumer, instruments } = track
  const id = await track.awaiting(track.now() + 60 * minute)
  const acts = [
    () => grantRequests.consentToGrant(committee, id, instruments[0]),
    () => grantRequests.consentToGrant(secretary, id, instruments[1]),
    () => grantRequests.refuseGrant(secretary, id, { ground: 'beyond-need', text }),
    () => grantRequests.withdrawGrantRequest(consumer, id, text),
  ] as const
  const chosen = [acts[pick(2)], acts[pick(4)]].flatMap((act) => (act ? [act] : []))
  const outcomes = await Promise.all(chosen.map(outcomeOf))
  const { state } = await grantRequests.getGrantRequest(committee, id)
  const count = await track.countGrants(id)
  return {
    ended: `${told(outcomes)}: ${state}`,
    isRight: once(outcomes) && count === (state === 'granted' ? 1 : 0),
    live: state === 'granted' ? await newestOf(grants, consumer) : undefined,
  }
}

/** The period asked for ends while the Committee consents. */
async function endsMeanwhile(track: Track, pick: Pick): Promise<Ended> {
  const { grantRequests, committee, consumer, instruments } = track
  const end = track.now() + 5 * minute
  const id = await track.awaiting(end)
  const moves = async (after: number) => {
    for (let turn = 0; turn < after; turn += 1) await track.countGrants(id)
    track.moveTo(end + pick(3) - 1)
  }
  const consented = outcomeOf(() => grantRequests.consentToGrant(committee, id, instruments[0]))
  await moves(pick(4))
  const outcome = await consented
  track.moveTo(end + minute)
  const count = await track.countGrants(id)
  await outcomeOf(() => grantRequests.withdrawGrantRequest(consumer, id, text))
  return { ended: outcome, isRight: count === (outcome === 'done' ? 1 : 0) }
}

/** A grant is revoked, or held back by one of its parties, while data is read under it. */
async function takenBackWhileRead(track: Track, pick: Pick): Promise<Ended> {
  const { grants, committee, consumer, provider } = track
  const { id } = await track.live(track.now() + 60 * minute)
  const takes = [
    () => grants.revokeGrant(committee, id, text),
    () => grants.holdGrant(provider, id, text),
    () => grants.holdGrant(consumer, id, text),
  ] as const
  const stream = readOn(track)
  for (let turn = 0; turn <= pick(3); turn += 1) await track.read()
  const outcome = await outcomeOf(takes[pick(3)] ?? takes[0])
  const statuses = await stream.end()
  await outcomeOf(() => grants.revokeGrant(committee, id, text))
  return { ended: `${outcome}, told ${count(statuses)}`, isRight: outcome === 'done' && endsForGood(statuses) }
}

/** The same request, the same opinion and the check that follows it are sent at once. */
async function sentTwice(track: Track, pick: Pick): Promise<Ended> {
  const { grantRequests, consumer, provider, coordinator } = track
  const end = track.now() + 60 * minute
  const asked = await Promise.all([0, 1, 2].map(() => outcomeOf(() => track.ask(end))))
  const waiting = await grantRequests.listGrantRequests(consumer, { ...granted, open: true, limit: 10 })
  const [request] = waiting
  if (!request) return { ended: told(asked), isRight: false }
  const { id } = request
  const opinion = () => grantRequests.giveOpinion(provider, id, { agrees: pick(2) === 0, text })
  const check = () => grantRequests.checkGrantRequest(coordinator, id, { passesOn: true, text })
  const given = await Promise.all([outcomeOf(opinion), outcomeOf(opinion), outcomeOf(check)])
  const steps = await grantRequests.listGrantSteps(consumer, id)
  const opinions = steps.filter(({ kind }) => kind === 'agreed' || kind === 'objected')
  await outcomeOf(() => grantRequests.withdrawGrantRequest(consumer, id, text))
  const isRight = once(asked) && waiting.length === 1 && opinions.length === 1
  return { ended: `asked: ${told(asked)}; said: ${told(given)}`, isRight }
}

/** The last second of a grant comes while data is read under it. */
async function clockMoves(track: Track, pick: Pick): Promise<Ended> {
  const end = track.now() + 30 * minute
  await track.live(end)
  track.moveTo(end - minute + pick(50_000))
  const stream = readOn(track)
  for (let turn = 0; turn <= pick(3); turn += 1) await track.read()
  track.moveTo(end)
  const statuses = await stream.end()
  return { ended: `told ${count(statuses)}`, isRight: statuses[0] === 200 && endsForGood(statuses) }
}

/** Reads one time after the other, until what ends it has happened, and once more. */
function readOn(track: Track) {
  const statuses: number[] = []
  const ending = { isNear: false }
  const stream = (async () => {
    while (!ending.isNear) statuses.push(await track.read())
    statuses.push(await track.read())
  })()
  return {
    end: async () => {
      ending.isNear = true
      await stream
      return statuses
    },
  }
}

/** Nothing is told any more once something was refused, and the last read was refused. */
function endsForGood(statuses: readonly number[]): boolean {
  const refused = statuses.indexOf(403)
  return refused > -1 && statuses.every((status, place) => status === (place < refused ? 200 : 403))
}

const count = (statuses: readonly number[]) => (statuses.includes(200) ? 'until then' : 'nothing')
const told = (outcomes: readonly string[]) => outcomes.toSorted().join(' and ')
const once = (outcomes: readonly string[]) => outcomes.filter((each) => each === 'done').length === 1

/** What became of an act: done, or the code of the problem. */
async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act()
    return 'done'
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
}
