import { describe, expect, it } from 'vitest'
import type { Touch, Transaction } from './decoding.store.ts'
import { judge, reasons } from './judgement.ts'

const allowances = {
  operational: new Set(['identity.sessions', 'journal.reads', 'journal.entries', 'platform.authority']),
  migrations: new Set(['0021-x.sql abc']),
  tableEvents: [
    { tables: ['data', 'warehouse.states'], events: ['warehouse.submission.applied'] },
    { tables: ['law'], events: ['law.instrument.registered', 'law.instrument.renamed'] },
  ],
}

/** `+` inserted, `~` updated, `-` deleted, `0` emptied; a number of rows may follow. */
function touchOf(text: string): Touch {
  const [, sign = '', relation = '', rows = '1'] = /^([+~0-])([\w.]+)(?:\*(\d+))?$/.exec(text) ?? []
  const operations: Readonly<Record<string, Touch['operation']>> = {
    '+': 'INSERT',
    '~': 'UPDATE',
    '-': 'DELETE',
    '0': 'TRUNCATE',
  }
  return { relation, operation: operations[sign] ?? 'TRUNCATE', rows: Number(rows), lsn: '0/1' }
}

function judged(texts: readonly string[], over: Partial<Transaction> = {}): string[] {
  const transaction = {
    xid: 1,
    at: '',
    changed: texts.includes('+journal.changes'),
    events: eventsOf(texts),
    migrations: [],
    ...over,
  }
  const objections = judge({ ...transaction, touches: texts.map(touchOf) }, allowances)
  return objections.map(({ touch, reason }) => `${touch.relation}: ${reason}`)
}

/** Those that the tables ask for, where it is not said which there were. */
const eventsOf = (texts: readonly string[]) =>
  texts.includes('+journal.entries') ? ['warehouse.submission.applied', 'law.instrument.renamed'] : []

const change = ['+journal.changes', '+journal.entries', '+journal.unsealed']

describe('a transaction that keeps the rule of the journal (Điều 13.3)', () => {
  it.each([
    ['a change', [...change, '~law.instruments', '~platform.authority']],
    ['a load', [...change, '+data.ho_so*1000', '+history.ho_so', '+warehouse.row_leaves']],
    [
      'a change that takes a change of the structure along',
      [...change, '+journal.structure_queue', '-journal.structure_queue'],
    ],
    [
      'sealing',
      ['-journal.unsealed*3', '+journal.leaves*3', '+journal.tiles', '~journal.tiles', '+journal.checkpoints'],
    ],
    ['a read', ['+journal.reads']],
    ['a sign-in', ['+identity.sign_ins']],
    ['a seal over sign-ins, or what forgets them', [...change, '~identity.sign_ins*3', '-identity.sign_ins']],
    ['a session', ['+identity.sessions', '-identity.sessions', '0identity.sessions']],
    ['a command of an administrator, noted by its trigger', ['+journal.structure_queue']],
  ])('%s', (_what, touches) => {
    expect(judged(touches)).toEqual([])
  })

  it('a migration that came with the program', () => {
    const touches = ['+platform.migrations', '+platform.operational_tables', '~warehouse.calendar', '~law.instruments']
    expect(judged(touches, { migrations: ['0021-x.sql abc'] })).toEqual([])
  })
})

describe('a transaction that does not (Điều 13.3, D4)', () => {
  it.each([
    ['writes rows without a change', ['~data.ho_so'], [`data.ho_so: ${reasons.unrecorded}`]],
    ['writes a table nobody knows', ['+catalogue.lau'], [`catalogue.lau: ${reasons.unrecorded}`]],
    [
      'writes a change without an entry',
      ['+journal.changes', '~data.ho_so'],
      [`journal.changes: ${reasons.forged}`, `data.ho_so: ${reasons.unrecorded}`],
    ],
    ['writes an entry without a change', ['+journal.entries'], [`journal.entries: ${reasons.forged}`]],
    ['rewrites within a change', [...change, '~journal.entries'], [`journal.entries: ${reasons.rewritten}`]],
    [
      'takes an entry out of the queue while others are sealed',
      ['-journal.unsealed*2', '+journal.leaves', '+journal.checkpoints'],
      [`journal.unsealed: ${reasons.heldBack}`],
    ],
    ['empties the queue', ['0journal.unsealed'], [`journal.unsealed: ${reasons.rewritten}`]],
    ['places a leaf without a checkpoint', ['+journal.leaves'], [`journal.leaves: ${reasons.forged}`]],
    ['rewrites tiles by itself', ['~journal.tiles'], [`journal.tiles: ${reasons.forged}`]],
    [
      'deletes tiles while sealing',
      ['+journal.leaves', '+journal.checkpoints', '-journal.tiles'],
      [`journal.tiles: ${reasons.rewritten}`],
    ],
    ['deletes reads', ['-journal.reads'], [`journal.reads: ${reasons.rewritten}`]],
    ['deletes time-stamps', ['-journal.timestamps'], [`journal.timestamps: ${reasons.rewritten}`]],
    ['alters cosignatures', ['~journal.cosignatures'], [`journal.cosignatures: ${reasons.rewritten}`]],
    [
      'frees a table within a change',
      [...change, '+platform.operational_tables'],
      [`platform.operational_tables: ${reasons.freed}`],
    ],
    ['sets rights back', ['~platform.authority'], [`platform.authority: ${reasons.unrecorded}`]],
    [
      'empties the queue of structure changes',
      ['-journal.structure_queue'],
      [`journal.structure_queue: ${reasons.rewritten}`],
    ],
  ])('%s', (_what, touches, expected) => {
    // prettier-ignore
    expect(judged(touches)).toEqual(expected)
  })

  it.each([
    ['has another digest', ['+platform.migrations'], ['0021-x.sql other']],
    ['was never shipped', ['+platform.migrations'], ['9999.sql abc']],
    ['stands beside one that was', ['+platform.migrations*2'], ['0021-x.sql abc', '9999.sql abc']],
    [
      'was noted again after its note was deleted',
      ['-platform.migrations', '+platform.migrations'],
      ['0021-x.sql abc'],
    ],
  ])('poses as a migration that %s', (_what, touches, migrations) => {
    expect(judged([...touches, '~law.instruments'], { migrations })).toContain(`law.instruments: ${reasons.unrecorded}`)
  })

  it.each([
    ['of another event', ['law.instrument.registered'], ['data.ho_so', 'warehouse.states']],
    ['of an event nobody knows', ['x'], ['data.ho_so', 'warehouse.states', 'law.instruments']],
    ['of the event of one of them', ['warehouse.submission.applied'], ['law.instruments']],
    ['of both events', ['warehouse.submission.applied', 'law.instrument.renamed'], []],
  ])('writes beside an entry %s', (_what, events, tables) => {
    const touches = [...change, '~data.ho_so', '+warehouse.states', '~law.instruments', '~warehouse.quarantine']
    expect(judged(touches, { events })).toEqual(tables.map((table) => `${table}: ${reasons.elsewhere}`))
  })

  it('is recorded by a change that names another transaction', () => {
    const found = judged([...change, '~data.ho_so'], { changed: false })
    expect(found).toContain(`data.ho_so: ${reasons.unrecorded}`)
  })
})
