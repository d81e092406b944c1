import type { Journal, Tx } from '../../journal/index.ts'
import { newId, newSalt } from '../../platform/index.ts'
import type { Clock, Database, Language } from '../../platform/index.ts'
import { issue, openAccount, resume, suspendAll } from '../account/account.acts.ts'
import type { AccountId } from '../account/account.ts'
import { identityEvents } from '../identity.events.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'
import { openidProblems } from '../openid/openid.errors.ts'
import { removeArtifactsOfClient } from '../openid/artifact.store.ts'
import { isCounting, readCertificate, readPublicKey, UnfitKeyError } from './client-key.ts'
import type { ClientKey, SentKey } from './client-key.ts'
import { clientProblems } from './client.errors.ts'
import {
  endOtherKeys,
  findClient,
  insertClient,
  insertKeys,
  listClients,
  saveDecision,
  saveStanding,
} from './client.store.ts'
import type { ClientFilter } from './client.store.ts'
import { faultsOfClient } from './client.ts'
import type { Client, ClientInput, ClientMethod, ClientState } from './client.ts'

/** Public keys, or certificates in PEM. */
export interface SentKeys {
  readonly keys: readonly SentKey[]
  readonly certificates: readonly string[]
}

export interface Clients {
  /** Asks the coordinator for a client of the caller's unit. */
  requestClient(principal: Principal, input: ClientInput & SentKeys, language: Language): Promise<Client>
  /** Puts a requested client in force, by the document that approves it; nobody registers what they asked for. */
  registerClient(principal: Principal, code: string, document: string): Promise<Client>
  refuseClient(principal: Principal, code: string, reason: string): Promise<Client>
  /** Gives a client other keys; those it had count for some more hours, or end at once together with its tokens. */
  changeClientKeys(principal: Principal, code: string, change: SentKeys & { overlapHours: number }): Promise<Client>
  /** Ends a client and all its tokens at once; its own unit may do so, too. */
  suspendClient(principal: Principal, code: string, reason: string): Promise<Client>
  resumeClient(principal: Principal, code: string, document: string): Promise<Client>
  /** Those of the caller's unit; a coordinator sees all. */
  listClients(principal: Principal, filter: ClientFilter): Promise<Client[]>
  getClient(principal: Principal, code: string): Promise<Client>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
}

/** One step in a client's life: with what, by whom, of which client, and how. */
type Step<How> = [deps: Deps, principal: Principal, client: Client, how: How]

export function createClients(deps: Deps): Clients {
  const db = deps.database.application
  return {
    requestClient: (principal, input, language) => requestClient(deps, principal, { ...input, language }),
    registerClient: async (principal, code, document) =>
      decide(deps, principal, await decidable(principal, code), { document, isGranted: true }),
    refuseClient: async (principal, code, document) =>
      decide(deps, principal, await decidable(principal, code), { document, isGranted: false }),
    changeClientKeys: async (principal, code, change) =>
      changeKeys(deps, principal, await changeable(principal, code, ['active', 'requested']), change),
    suspendClient: async (principal, code, reason) =>
      stand(deps, principal, await changeable(principal, code, ['active']), { to: 'suspended', reason }),
    resumeClient: async (principal, code, reason) =>
      stand(deps, principal, await changeable(principal, code, ['suspended']), { to: 'active', reason }),
    listClients: (principal, filter) =>
      listClients(db, { ...filter, unit: seesAll(principal) ? filter.unit : principal.organisation.id }),
    getClient: seen,
  }

  /** The client, if the caller may see it; a stranger's client is not told from one that does not exist. */
  async function seen(principal: Principal, code: string): Promise<Client> {
    const client = await findClient(db, code)
    if (!client || !(seesAll(principal) || client.unit.id === principal.organisation.id)) {
      throw clientProblems.clientNotFound({ client: code })
    }
    return client
  }

  /** The client, for a person who may change it, in one of the states in which it may be. */
  async function changeable(principal: Principal, code: string, states: readonly ClientState[]): Promise<Client> {
    refuseProgram(principal)
    const client = await seen(principal, code)
    if (!states.includes(client.state)) throw clientProblems.clientStateChanged({ client: code, state: client.state })
    return client
  }

  async function decidable(principal: Principal, code: string): Promise<Client> {
    const client = await changeable(principal, code, ['requested'])
    if (client.requestedBy.id === principal.accountId) throw clientProblems.ownClientRequest({ client: code })
    return client
  }
}

async function decide(
  ...[{ journal }, principal, client, { document, isGranted }]: Step<{ document: string; isGranted: boolean }>
): Promise<Client> {
  const { code } = client
  return journal.change(principal, async (tx) => {
    const isSystem = isGranted && client.kind === 'system'
    const accountId = isSystem ? await issueOwnAccount(tx, client, { by: principal.accountId, document }) : null
    const state = isGranted ? 'active' : 'refused'
    const decision = { state, document, decidedBy: principal.accountId, accountId } as const
    if (!(await saveDecision(tx, client, decision))) throw clientProblems.clientStateChanged({ client: code, state })
    await tx.record({
      event: identityEvents[isGranted ? 'client.registered' : 'client.refused'],
      subject: { type: 'client', id: client.id, label: code },
      payload: { before: { state: client.state }, after: { state, document, account: accountId } },
    })
    return told(tx, code)
  })
}

async function changeKeys(
  ...[{ journal }, principal, client, { overlapHours, ...sent }]: Step<SentKeys & { overlapHours: number }>
): Promise<Client> {
  return journal.change(principal, async (tx) => {
    const keys = readKeys(client.method, sent, tx.at)
    const thumbprints = keys.map(({ thumbprint }) => thumbprint)
    const endsAt = new Date(tx.at.getTime() + overlapHours * 3_600_000)
    await insertKeys(tx, client, keys)
    await endOtherKeys(tx, client, thumbprints, endsAt)
    if (overlapHours === 0) await removeArtifactsOfClient(tx, client.code)
    const before = client.keys.filter((key) => isCounting(key, tx.at)).map(({ thumbprint }) => thumbprint)
    await tx.record({
      event: identityEvents['client.keysChanged'],
      subject: { type: 'client', id: client.id, label: client.code },
      payload: { before, after: thumbprints, earlierKeysEndAt: endsAt.toISOString() },
    })
    return told(tx, client.code)
  })
}

async function stand(
  ...[{ journal }, principal, client, { to, reason }]: Step<{ to: 'active' | 'suspended'; reason: string }>
): Promise<Client> {
  const { code } = client
  return journal.change(principal, async (tx) => {
    if (!(await saveStanding(tx, client, to))) throw clientProblems.clientStateChanged({ client: code, state: to })
    if (to === 'suspended') await removeArtifactsOfClient(tx, code)
    await standOfAccount(tx, client, { to, reason, by: principal.accountId })
    await tx.record({
      event: identityEvents[to === 'active' ? 'client.resumed' : 'client.suspended'],
      subject: { type: 'client', id: client.id, label: code },
      payload: { before: { state: client.state }, after: { state: to }, reason },
    })
    return told(tx, code)
  })
}

/** Who may use the warehouse is decided by people: a program could let in others, or keep itself in. */
function refuseProgram(principal: Principal): void {
  if (principal.via === 'token') throw openidProblems.personNeeded()
}

const seesAll = (principal: Principal) => can(principal, identityPermissions['client.register'])

async function requestClient(
  { journal }: Deps,
  principal: Principal,
  { language, keys, certificates, ...input }: ClientInput & SentKeys & { language: Language },
): Promise<Client> {
  refuseProgram(principal)
  const errors = faultsOfClient(input, language)
  if (errors.length > 0) throw clientProblems.clientInvalid({}, { errors })
  const { organisation, accountId, login } = principal
  const unit = { id: organisation.id, name: organisation.name, nameEn: organisation.nameEn, kind: organisation.kind }
  return journal.change(principal, async (tx) => {
    const client: Client = {
      ...input,
      ...{
        id: newId<'client'>(tx.at),
        unit,
        state: 'requested',
        keys: readKeys(input.method, { keys, certificates }, tx.at),
      },
      ...{ requestedBy: { id: accountId, login }, requestedAt: tx.at },
      ...{ decidedBy: null, decidedAt: null, document: null, accountId: null },
    }
    if (!(await insertClient(tx, client))) throw clientProblems.clientCodeTaken({ client: client.code })
    await insertKeys(tx, client, client.keys)
    const { id, code, kind, method, roles, redirectUris } = client
    await tx.record({
      event: identityEvents['client.requested'],
      subject: { type: 'client', id, label: code },
      payload: {
        ...{ unit: unit.id, unitName: unit.name, name: client.name, purpose: client.purpose, kind, method },
        ...{ roles, redirectUris, keys: client.keys.map(({ thumbprint }) => thumbprint) },
      },
    })
    return client
  })
}

/** The account a system works through: like any other, but without a person (Điều 15.3). */
function issueOwnAccount(
  tx: Tx,
  { code, name, unit, roles, requestedBy }: Client,
  { by, document }: { by: AccountId; document: string },
): Promise<AccountId> {
  const periods = roles.map((role) => ({ role, validFrom: tx.at, validTo: null }))
  return issue(
    tx,
    { login: code, name, nameSalt: newSalt(), unit, periods, isDemo: false, kind: 'system' },
    { requestedBy: requestedBy.id, grantedBy: by, decision: document, request: null },
  )
}

/** A suspended client's account does nothing either, not even what it began before. */
async function standOfAccount(
  tx: Tx,
  { accountId, requestedBy }: Client,
  { to, reason, by }: { to: 'active' | 'suspended'; reason: string; by: AccountId },
): Promise<void> {
  if (accountId === null) return
  const account = await openAccount(tx, accountId)
  if (to === 'suspended') {
    await suspendAll(tx, [account.id], 'coordinator')
  } else if (account.state === 'suspended') {
    await resume(tx, account, { requestedBy: requestedBy.id, grantedBy: by, decision: reason, request: null })
  }
}

async function told(tx: Tx, code: string): Promise<Client> {
  const client = await findClient(tx, code)
  if (!client) throw clientProblems.clientNotFound({ client: code })
  return client
}

function readKeys(method: ClientMethod, { keys, certificates }: SentKeys, at: Date): ClientKey[] {
  const [wanted, other] = method === 'key' ? [keys, certificates] : [certificates, keys]
  if (wanted.length === 0 || other.length > 0) throw clientProblems.clientKeyUnfit()
  try {
    const read = method === 'key' ? keys.map(readPublicKey) : certificates.map((pem) => readCertificate(pem, at))
    return read.map((key) => ({ ...key, addedAt: at, endsAt: null }))
  } catch (cause) {
    throw cause instanceof UnfitKeyError ? clientProblems.clientKeyUnfit({}, { cause }) : cause
  }
}
