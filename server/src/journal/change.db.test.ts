import { finished } from 'node:stream/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { createLog, fixedClock } from '../platform/index.ts'
import type { BoundStatement, Json } from '../platform/index.ts'
import type { Tx } from './change.ts'
import { UnrecordedChangeError } from './change.ts'
import { findEntry, listEntries } from './entry.store.ts'
import { createGroupCommit } from './group-commit.ts'
import { createJournal } from './journal.ts'
import { aLog, aRecord, anActor } from './testing.ts'
import { verifyJournal } from './verify.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })

/** A governed table of this test's own. */
await testing.asAdmin(`
  CREATE SCHEMA probe;
  CREATE TABLE probe.notes (text text);
  SELECT journal.govern('probe.notes');
  GRANT USAGE ON SCHEMA probe TO kho_application;
  GRANT INSERT ON probe.notes TO kho_application`)
const write = (tx: Tx, text: string) => tx.execute(sql`INSERT INTO probe.notes VALUES (${text})`)
const written = async (text: string) => {
  const rows = await testing.asAdmin('SELECT FROM probe.notes WHERE text = $1', [text])
  return rows.length
}
/** Once what was committed before has its place, which the sequencer gives in its own time. */
const counts = async () => {
  await journal.sequencer.seal()
  return testing.asAdmin(`SELECT (SELECT count(*) FROM journal.changes) AS changes, (SELECT count(*) FROM journal.entries) AS entries,
                          (SELECT count(*) FROM journal.unsealed) AS unsealed`)
}

/** Once what earlier changes left in the queue is sealed. */
const countsAtRest = async () => {
  await journal.sequencer.seal()
  return counts()
}

describe('a change', () => {
  it('commits what was written together with who did it, for which unit, when and what (Điều 13.3)', async () => {
    const entryId = await journal.change(anActor({ via: 'token' }), async (tx) => {
      await write(tx, 'committed')
      expect(tx.at).toEqual(clock.now())
      return tx.record(aRecord())
    })
    expect(await written('committed')).toBe(1)
    expect(await findEntry(database.application, entryId)).toMatchObject({
      at: new Date('2026-03-02T03:04:05.678Z'),
      event: 'catalogue.dataset.registered',
      subject_type: 'dataset',
      subject_id: '0198a6a0-0000-7000-8000-000000000003',
      subject_label: 'dan-cu',
      account_name: 'hokhau',
      unit_name: 'Công an Thành phố',
      via: 'token',
      payload: { code: 'dan-cu', fields: 12, digest: null },
    })
  })

  it('may record several things, each an entry of its own under one change', async () => {
    const ids = await journal.change(anActor(), async (tx) => [
      await tx.record(aRecord({ subject: { type: 'dataset', id: 'one', label: 'one' } })),
      await tx.record(aRecord({ subject: { type: 'dataset', id: 'two', label: 'two' } })),
    ])
    const rows = await testing.asAdmin('SELECT DISTINCT change_id FROM journal.entries WHERE id = ANY ($1)', [ids])
    expect([ids.length, rows.length]).toEqual([2, 1])
  })

  it.each([
    ['its work fails', () => Promise.reject(new Error('broken')), 'broken'],
    ['a statement fails', (tx: Tx) => tx.execute(sql`SELECT 1 / 0`), 'division by zero'],
  ])('leaves nothing behind when %s after writing and recording', async (_when, fail, reason) => {
    const before = await countsAtRest()
    const change = journal.change(anActor(), async (tx) => {
      await write(tx, 'undone')
      await tx.record(aRecord())
      await fail(tx)
    })
    await expect(change).rejects.toThrow(reason)
    expect(await written('undone')).toBe(0)
    expect(await counts()).toEqual(before)
  })

  it('leaves nothing behind when nothing was recorded', async () => {
    const before = await countsAtRest()
    await expect(journal.change(anActor(), (tx) => write(tx, 'unrecorded'))).rejects.toThrow(UnrecordedChangeError)
    expect(await written('unrecorded')).toBe(0)
    expect(await counts()).toEqual(before)
  })

  it('is refused when what it records is longer than a log can hold, however that comes about', async () => {
    const label = 'x'.repeat(66_000)
    const tooLong = journal.change(anActor(), (tx) => tx.record(aRecord({ subject: { type: 'test', id: '1', label } })))
    await expect(tooLong).rejects.toMatchObject({ code: 'journal.entryTooLarge' })
  })

  it('leaves the connection fit for the next one after a failure', async () => {
    for (let time = 0; time < 10; time += 1) {
      await expect(journal.change(anActor(), (tx) => tx.execute(sql`SELECT nothing`))).rejects.toThrow('nothing')
    }
    await expect(journal.change(anActor(), (tx) => tx.record(aRecord()))).resolves.toBeTypeOf('string')
  })

  it('cannot be written to after it ended', async () => {
    let kept: Tx | undefined
    await journal.change(anActor(), async (tx) => {
      kept = tx
      await tx.record(aRecord())
    })
    await expect(kept && write(kept, 'late')).rejects.toMatchObject({ code: 'KJ001' })
    expect(await written('late')).toBe(0)
  })

  it('takes no record after it ended', async () => {
    let kept: Tx | undefined
    await journal.change(anActor(), async (tx) => {
      kept = tx
      await tx.record(aRecord())
    })
    const before = await countsAtRest()
    await expect(kept?.record(aRecord())).rejects.toThrow('The change has ended')
    expect(await counts()).toEqual(before)
  })

  it('sees what it has recorded, its own change row before anything else', async () => {
    await journal.change(anActor(), async (tx) => {
      const own = () =>
        tx.rows(sql`SELECT e.subject_id AS subject FROM journal.changes AS c LEFT JOIN journal.entries AS e ON e.change_id = c.id
                    WHERE c.id = ${tx.changeId} ORDER BY e.id`)
      expect(await own()).toEqual([{ subject: null }])
      await tx.record(aRecord({ subject: { type: 'dataset', id: 'one', label: '' } }))
      await tx.record(aRecord({ subject: { type: 'dataset', id: 'two', label: '' } }))
      expect(await own()).toEqual([{ subject: 'one' }, { subject: 'two' }])
    })
  })

  it('drops what was recorded behind a savepoint that it goes back to', async () => {
    const ids = await journal.change(anActor(), async (tx) => {
      const kept = await tx.record(aRecord())
      await tx.execute(sql`SAVEPOINT trial`)
      const dropped = await tx.record(aRecord())
      await tx.execute(sql`ROLLBACK TO SAVEPOINT trial`)
      return { kept, dropped }
    })
    expect(await findEntry(database.application, ids.kept)).toBeDefined()
    expect(await findEntry(database.application, ids.dropped)).toBeUndefined()
  })

  it('does not end well when the failure of a statement was passed over', async () => {
    const before = await countsAtRest()
    const passOver = (...records: readonly object[]) =>
      journal.change(anActor(), async (tx) => {
        await tx.record(aRecord())
        await tx.execute(sql`SELECT 1 / 0`).catch(() => undefined)
        for (const each of records) await tx.record(aRecord(each))
      })
    await expect(passOver()).rejects.toThrow('The change was undone')
    await expect(passOver({})).rejects.toMatchObject({ code: '25P02' })
    expect(await counts()).toEqual(before)
  })

  it('that a stream begins has its row before the stream', async () => {
    await testing.asAdmin('GRANT USAGE ON SCHEMA probe TO kho_loader; GRANT INSERT ON probe.notes TO kho_loader')
    await journal.change(
      anActor(),
      async (tx) => {
        const copy = tx.copyIn('COPY probe.notes FROM STDIN')
        copy.end('streamed\n')
        await finished(copy)
        await tx.record(aRecord())
      },
      'loader',
    )
    expect(await written('streamed')).toBe(1)
  })

  it('writes as the loader what only the loader may', async () => {
    const role = await journal.change(
      anActor(),
      async (tx) => {
        await tx.record(aRecord())
        return tx.first<{ name: string }>(sql`SELECT current_user::text AS name`)
      },
      'loader',
    )
    expect(role).toEqual({ name: 'kho_loader' })
    await expect(journal.change(anActor(), (tx) => tx.record(aRecord()), 'reader')).rejects.toMatchObject({
      code: '42501',
    })
  })
})

describe('changes that only record and end in the same moment', () => {
  /** Lets so many pieces of work wait for each other. */
  const meeting = (size: number) => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    let present = 0
    return () => {
      present += 1
      if (present === size) resolve(undefined)
      return promise
    }
  }
  const recordTogether = (payloads: readonly Readonly<Record<string, Json>>[]) => {
    const meet = meeting(payloads.length)
    return Promise.allSettled(
      payloads.map((payload) =>
        journal.change(anActor(), async (tx) => {
          await meet()
          return tx.record(aRecord({ payload }))
        }),
      ),
    )
  }

  it('share a transaction, and are a change each, with an entry each (Điều 13.3)', async () => {
    const settled = await recordTogether([{ n: 1 }, { n: 2 }, { n: 3 }])
    const ids = settled.map((each) => (each.status === 'fulfilled' ? each.value : undefined))
    const [seen] = await testing.asAdmin(
      `SELECT count(*)::integer AS entries, count(DISTINCT c.id)::integer AS changes, count(DISTINCT c.xact)::integer AS transactions
       FROM journal.changes AS c JOIN journal.entries AS e ON e.change_id = c.id WHERE e.id = ANY ($1)`,
      [ids],
    )
    expect(seen).toEqual({ entries: 3, changes: 3, transactions: 1 })
  })

  it('fail alone when the database refuses one of them, and leave nothing of it', async () => {
    const before = await countsAtRest()
    const settled = await recordTogether([{ n: 1 }, { text: 'a\0b' }, { n: 3 }])
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const added = (rows: Awaited<ReturnType<typeof counts>>) => Number(rows[0]?.['changes'])
    expect(added(await countsAtRest()) - added(before)).toBe(2)
    expect(await verifyJournal(database.application)).toMatchObject({ faults: [], unsealed: 0 })
  })

  it('are all refused when the connection they share is lost, and none is tried again', async () => {
    const statement = { name: 'probe_one', text: 'SELECT 1', values: [] }
    const leave = { name: 'probe_leave', text: 'SELECT pg_terminate_backend(pg_backend_pid())', values: [] }
    const commit = createGroupCommit((statements: readonly BoundStatement[]) => statements)
    const meet = meeting(3)
    const commitTogether = (each: BoundStatement) =>
      database.application.withSession(async (connection) => {
        await meet()
        await commit(connection, each)
      })
    const settled = await Promise.allSettled([statement, leave, statement].map(commitTogether))
    const codes = settled.map((each) => each.status === 'rejected' && (each.reason as { code: string }).code)
    expect(codes).toEqual(Array.from({ length: 3 }, () => 'platform.databaseUnavailable'))
    await expect(journal.change(anActor(), (tx) => tx.record(aRecord()))).resolves.toBeTypeOf('string')
  })
})

describe('the payload of an entry', () => {
  const recordPayload = (payload: Readonly<Record<string, Json>>) =>
    journal.change(anActor(), (tx) => tx.record(aRecord({ payload })))

  it('comes back from the database as what its leaf hash covers, whatever it holds', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'))
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(
          text,
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          fc.boolean(),
          fc.constant(null),
        ),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, tree, { maxKeys: 4 }), async (payload) => {
        await recordPayload(payload)
      }),
      { seed: 133, numRuns: 100 },
    )
    await journal.sequencer.seal()
    expect(await verifyJournal(database.application)).toMatchObject({ faults: [], unsealed: 0 })
  })

  it.each([
    ['half a surrogate pair', { text: '\ud800' }],
    ['half a surrogate pair as a name', { '\udfff': 1 }],
    ['NUL', { text: 'a\0b' }],
    ['a number that is not finite', { number: Number.POSITIVE_INFINITY }],
    ['more than the log takes', { text: 'x'.repeat(60_000) }],
  ])('is refused with %s before anything is committed', async (_what, payload) => {
    const before = await countsAtRest()
    await expect(recordPayload(payload)).rejects.toThrow()
    expect(await counts()).toEqual(before)
  })
})

it('lists entries newest first, by event or the front of its name, by subject, by account, page by page', async () => {
  const label = 'for the list'
  const make = (event: string, accountName: string) =>
    journal.change(anActor({ accountName }), (tx) =>
      tx.record(aRecord({ event, subject: { type: 't', id: `${event}-of-${accountName}`, label } })),
    )
  const ids = [
    await make('list.dataset.registered', 'an'),
    await make('list.dataset.revised', 'binh'),
    await make('list.datasets.other', 'an'),
  ]
  const none = { event: undefined, subject: label, account: undefined, before: undefined, limit: 10 }
  const list = async (filter: object) =>
    (await listEntries(database.application, { ...none, ...filter })).map(({ id }) => id)
  const [first, second, third] = ids
  expect(await list({})).toEqual([third, second, first])
  expect(await list({ event: 'list.dataset' })).toEqual([second, first])
  expect(await list({ event: 'list.dataset.revised' })).toEqual([second])
  expect(await list({ event: 'list.data' })).toEqual([])
  expect(await list({ event: 'list_dataset' })).toEqual([])
  expect(await list({ account: 'an' })).toEqual([third, first])
  expect(await list({ subject: 'list.dataset.revised-of-binh' })).toEqual([second])
  expect(await list({ limit: 2 })).toEqual([third, second])
  expect(await list({ before: second })).toEqual([first])
})
