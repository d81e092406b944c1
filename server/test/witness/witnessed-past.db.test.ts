import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createJournal, originHash, WitnessedPastError } from '../../src/journal/index.ts'
import type { Journal, WitnessPolicy } from '../../src/journal/index.ts'
import {
  aLog,
  anActor,
  aRecord,
  formatVerifier,
  makeSigner,
  openCheckpoint,
  signCheckpoint,
} from '../../src/journal/testing.ts'
import { createDatabase, runtimeUrls } from '../../src/platform/index.ts'
import { asAdmin, createTestDatabase } from '../database.ts'
import { clock, dead, log, policyOf, useNeighbours } from './neighbours.ts'

/** A past that is not the one that was witnessed: old backups put back, tails rewritten under the stolen key. */

const { honest, other } = useNeighbours()
const own = await createTestDatabase()
const { adminUrl, secret, name } = own
const server = inject('postgres').adminUrl
const witness = await honest('luu')
const policy = policyOf([witness], 'all')
const at = (database: string) => Object.assign(new URL(adminUrl), { pathname: `/${database}` }).toString()
const opened: string[] = []

/** Works on a database and closes it, so that it can be copied. */
async function using<T>(
  database: string,
  work: (journal: Journal) => Promise<T>,
  by: WitnessPolicy | undefined,
): Promise<T> {
  const pools = createDatabase(runtimeUrls(at(database), secret), 3)
  const journal = createJournal({
    ...{ database: pools, clock, log, ...aLog },
    policy: by,
    patience: 2_000,
    pause: 10,
  })
  try {
    return await work(journal)
  } finally {
    await journal.witnesses.stop()
    await journal.sequencer.stop()
    await pools.close()
  }
}
async function grow(journal: Journal, entries: number): Promise<void> {
  for (let n = 0; n < entries; n += 1) await journal.change(anActor(), (tx) => tx.record(aRecord()))
  await journal.sequencer.seal()
}
async function witnessed(journal: Journal): Promise<void> {
  journal.witnesses.start()
  while (!(await journal.standing()).isWitnessed) {
    journal.witnesses.kick()
    await sleep(10)
  }
}
async function copy(from: string, to: string): Promise<string> {
  await asAdmin(server, `CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`)
  await asAdmin(server, `GRANT CREATE, CONNECT, TEMPORARY ON DATABASE ${to} TO kho_owner`)
  opened.push(to)
  return to
}
afterAll(async () => {
  for (const database of opened) await asAdmin(server, `DROP DATABASE ${database} WITH (FORCE)`)
})
const seenSize = async () => {
  const response = await fetch(`${witness.url}/${originHash(aLog.signer.name)}/checkpoint`)
  return openCheckpoint(await response.text(), aLog.signer).size
}

// Two entries that were witnessed, a backup, and three more that were witnessed too.
const backup = `${name}_backup`
await using(
  name,
  async (journal) => {
    await grow(journal, 2)
    await witnessed(journal)
  },
  policy,
)
await copy(name, backup)
await using(
  name,
  async (journal) => {
    await grow(journal, 3)
    await witnessed(journal)
  },
  policy,
)

it('goes on where nothing was touched', async () => {
  await using(name, (journal) => journal.witnesses.checkPast(), policy)
  expect(await seenSize()).toBe(5)
})

it('refuses to start, and to sign anything, on an old backup that was put back (D8)', async () => {
  const restored = await copy(backup, `${name}_restored`)
  await using(
    restored,
    async (journal) => {
      const refusal = await journal.witnesses.checkPast().catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(WitnessedPastError)
      expect(String(refusal)).toMatch(/Từ chối khởi động[^]*Refused to start[^]*luu: It has seen 5 entries[^]*holds 2/)
      await expect(grow(journal, 1)).rejects.toMatchObject({ code: 'journal.witnessedPast' })
      await expect(journal.sequencer.seal()).rejects.toThrow(WitnessedPastError)
      expect(await journal.standing()).toMatchObject({ size: 2, hasAlarm: true })
    },
    policy,
  )
})

it.each([
  ['of the size that was seen (D3: two histories of one size)', 3],
  ['that is longer than what was seen (D2: the tail rewritten and signed with the stolen key)', 6],
])('gets no cosignature for a history %s, raises the alarm, and is refused at the start', async (_what, entries) => {
  const forked = await copy(backup, `${name}_fork${String(entries)}`)
  // Whoever stole the key asks no witness.
  await using(forked, (journal) => grow(journal, entries), undefined)
  await using(
    forked,
    async (journal) => {
      journal.witnesses.start()
      while ((await journal.standing()).witnesses[0]?.failure === undefined) {
        journal.witnesses.kick()
        await sleep(10)
      }
      const standing = await journal.standing()
      expect(standing).toMatchObject({ size: 2 + entries, vouchedFor: 2, isWitnessed: false, hasAlarm: true })
      expect(standing.witnesses[0]?.failure).toEqual({
        reason: 'forked',
        detail: 'It has seen another root over the first 5 entries, under a checkpoint that this log signed',
      })
      await expect(journal.witnesses.checkPast()).rejects.toThrow('its past was rewritten')
    },
    policy,
  )
  expect(await seenSize()).toBe(5)
})

it('refuses a backup from before a closing, also when its witness has forgotten the closed log (D8, D9)', async () => {
  const { keys, signer } = aLog
  const next = keys.after({ number: 1, origin: signer.name, verifier: formatVerifier(signer) }) ?? signer
  const forgetful = policyOf([await honest('moi', { logs: [next] })], 'all', [signer, next])
  const before = await copy(backup, `${name}_before`)
  const closed = await copy(backup, `${name}_closed`)
  await using(
    closed,
    async (journal) => {
      await journal.closeLog(anActor(), 'đổi khóa hằng năm')
      await witnessed(journal)
      await journal.witnesses.checkPast()
    },
    forgetful,
  )
  await using(
    before,
    async (journal) => {
      await expect(journal.witnesses.checkPast()).rejects.toThrow('moi: It has seen 4 entries')
      for (const sign of [() => journal.sequencer.seal(), () => journal.closeLog(anActor(), 'đổi khóa')])
        await expect(sign()).rejects.toThrow(WitnessedPastError)
      await expect(grow(journal, 1)).rejects.toMatchObject({ code: 'journal.witnessedPast' })
      expect(await journal.standing()).toMatchObject({ size: 2, hasAlarm: true })
    },
    forgetful,
  )
})

it('starts when no witness can be reached, and one that shows what this log never signed proves nothing', async () => {
  const stranger = makeSigner(aLog.signer.name, 'ed25519', Buffer.alloc(32, 77))
  const lying = await other('doi', (_request, response) =>
    response.end(signCheckpoint(stranger, { size: 99, root: Buffer.alloc(32) })),
  )
  const { database } = own
  for (const neighbour of [dead('chet'), lying]) {
    const journal = createJournal({
      database,
      clock,
      log,
      ...aLog,
      policy: policyOf([neighbour], 'all'),
      patience: 400,
    })
    await journal.witnesses.checkPast()
    expect((await journal.standing()).isWitnessed).toBe(false)
  }
})

describe('an old backup that is put back while its witness cannot be reached', () => {
  const [before, after] = [`${name}_far_before`, `${name}_far_after`]
  beforeAll(async () => {
    const far = await honest('xa')
    const both = async (journal: Journal) => {
      await grow(journal, 1)
      await witnessed(journal)
    }
    await using(await copy(backup, before), both, policyOf([far], 'all'))
    await using(await copy(before, after), both, policyOf([far], 'all'))
    await far.close()
  })
  /** An address where nobody listens any more. */
  const cut = async () => {
    const gone = await honest('xa')
    await gone.close()
    return gone
  }
  const refused = async (journal: Journal) => {
    await expect(journal.change(anActor(), (tx) => tx.record(aRecord()))).rejects.toMatchObject({
      code: 'journal.witnessedPast',
    })
    await expect(journal.sequencer.seal()).rejects.toThrow(WitnessedPastError)
    await expect(journal.closeLog(anActor(), 'đổi khóa')).rejects.toThrow(WitnessedPastError)
    expect((await journal.progress()).sealing.state).toBe('stalled')
  }

  it.each([
    ['a shorter history', 'ahead', 0, 'the journal here holds 3'],
    ['another of the same size', 'forked', 1, 'another root over the first 4 entries'],
    ['another that is longer', 'forked', 2, 'another root over the first 4 entries'],
  ])('goes on, and signs nothing more over %s once it answers (D2, D8): %s', async (_what, reason, entries, told) => {
    const gone = await cut()
    await using(
      await copy(before, `${name}_far_${String(entries)}`),
      async (journal) => {
        await journal.witnesses.checkPast()
        if (entries > 0) await grow(journal, entries)
        const { size } = await journal.standing()
        const back = await honest('xa', { port: Number(new URL(gone.url).port) })
        journal.witnesses.start()
        while (!(await journal.standing()).hasAlarm) {
          journal.witnesses.kick()
          await sleep(10)
        }
        expect((await journal.standing()).witnesses[0]?.failure).toMatchObject({
          reason,
          detail: expect.stringContaining(told) as string,
        })
        await refused(journal)
        await back.close()
        await refused(journal)
        expect(await journal.standing()).toMatchObject({ size, hasAlarm: true })
      },
      policyOf([gone], 'all'),
    )
  })

  it('goes on where the journal is the one it has seen, once it answers', async () => {
    const gone = await cut()
    await using(
      after,
      async (journal) => {
        await grow(journal, 1)
        await honest('xa', { port: Number(new URL(gone.url).port) })
        await witnessed(journal)
        await grow(journal, 1)
      },
      policyOf([gone], 'all'),
    )
  })
})

it('goes on however a witness claims, without what this log signed, that it has seen more (D8)', async () => {
  const stranger = makeSigner(aLog.signer.name, 'ed25519', Buffer.alloc(32, 77))
  const lying = await other('doi', (request, response) => {
    if (request.method === 'GET') return response.end(signCheckpoint(stranger, { size: 99, root: Buffer.alloc(32) }))
    return request.resume().on('end', () => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('99\n'))
  })
  await using(
    await copy(backup, `${name}_lied`),
    async (journal) => {
      await grow(journal, 1)
      journal.witnesses.start()
      while (!(await journal.standing()).hasAlarm) {
        journal.witnesses.kick()
        await sleep(10)
      }
      await grow(journal, 1)
      expect(await journal.standing()).toMatchObject({ size: 4, witnesses: [{ failure: { reason: 'ahead' } }] })
    },
    policyOf([lying], 'all'),
  )
})

it('cosigns a successor that goes on where the closed log was seen, and none that another history was handed over to (D2, D9)', async () => {
  const { keys, signer } = aLog
  const next = keys.after({ number: 1, origin: signer.name, verifier: formatVerifier(signer) }) ?? signer
  const logs = [signer, next]
  const remembering = await honest('nho', { logs, successors: new Map([[signer.name, next.name]]) })
  const asked = policyOf([remembering], 'all', logs)
  const [kept, rewritten] = [await copy(backup, `${name}_kept`), await copy(backup, `${name}_rewritten`)]
  const growAndBeSeen = async (journal: Journal) => {
    await grow(journal, 3)
    await witnessed(journal)
  }
  await using(kept, growAndBeSeen, asked)
  const closeWith = async (journal: Journal) => {
    await grow(journal, 4)
    await journal.closeLog(anActor(), 'đổi khóa')
  }
  await using(rewritten, closeWith, undefined)
  const beRefused = async (journal: Journal) => {
    journal.witnesses.start()
    while ((await journal.standing()).witnesses[0]?.failure === undefined) {
      journal.witnesses.kick()
      await sleep(10)
    }
    expect(await journal.standing()).toMatchObject({
      ...{ isWitnessed: false, hasAlarm: true },
      witnesses: [{ failure: { reason: 'proofRefused' } }],
    })
  }
  await using(rewritten, beRefused, asked)
  await using(kept, closeWith, asked)
  await using(kept, witnessed, asked)
})
