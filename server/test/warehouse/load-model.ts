/**
 * What loads do to a list, said as plainly as it can be: rows in maps, rules asked of every pair. The warehouse must agree
 * with it after any sequence of loads.
 */

/** A cell of a file; '' is an absent value. */
export interface Row {
  readonly ma: string
  readonly ten: string
  readonly the: string
  readonly cap_tren: string
}

/** A record of a file: a row, or something that is none. */
export type Sent = Row | 'broken'

export interface Figures {
  readonly sent: number
  readonly inserted: number
  readonly changed: number
  readonly deleted: number
  readonly unchanged: number
  readonly duplicate: number
  readonly rejected: number
}

export type Extent = 'full' | 'incremental' | 'deletions'

export interface FileOrder {
  readonly extent: Extent
  readonly onFault: 'reject' | 'quarantine'
  readonly rows: readonly Sent[]
  /** The submission and the rows of it that each row mends. */
  readonly mends?: { readonly submission: string; readonly rows: readonly number[] }
}

export interface Expected {
  readonly state: 'applied' | 'rejected' | 'waiting'
  readonly figures: Figures | undefined
}

type State = ReadonlyMap<string, Row>

interface Waiting {
  readonly submission: string
  readonly row: number
  readonly key: string | undefined
  settledBy: string | undefined
}

interface Apply {
  readonly submission: string
  /** Each key it touched, as it was before. */
  readonly before: ReadonlyMap<string, Row | undefined>
}

const isNumber = (text: string) => /^-?[0-9]{1,15}$/.test(text)
const same = (left: Row | undefined, right: Row | undefined) => JSON.stringify(left) === JSON.stringify(right)
const numberOf = (place: number) => place + 2

export class LoadModel {
  state: State = new Map()
  readonly states: State[] = [this.state]
  readonly applies: Apply[] = []
  readonly waiting: Waiting[] = []

  readonly asks: { readonly percent: number; readonly minimum: number }

  constructor(asks: LoadModel['asks']) {
    this.asks = asks
  }

  /** A file: what becomes of it, and of the list. */
  load(submission: string, order: FileOrder, hasConfirmed = false): Expected {
    const { extent, onFault, rows } = order
    const rejected = this.#rejected(order)
    const sent = rows.length
    if (rejected.size > 0 && onFault === 'reject') {
      return { state: 'rejected', figures: { ...none, sent, rejected: sent } }
    }
    const good = rows.flatMap((row, place): Row[] => (row === 'broken' || rejected.has(place) ? [] : [row]))
    const first = new Map<string, Row>()
    for (const row of good) if (!first.has(row.ma)) first.set(row.ma, row)
    const next = this.#next(extent, first, this.#stays(extent, rejected, rows))
    const figures = this.#figures(extent, next, { sent, duplicate: good.length - first.size, rejected: rejected.size })
    if (extent === 'full' && !hasConfirmed && this.#mustAsk(figures.deleted)) return { state: 'waiting', figures }
    this.#settle(submission, order, rejected)
    this.#apply(submission, next)
    return { state: 'applied', figures }
  }

  /** Undoes an apply for keys that nobody touched since. */
  withdraw(submission: string, withdrawn: string): Expected {
    const number = this.applies.findIndex((apply) => apply.submission === withdrawn)
    const apply = this.applies[number]
    if (!apply) throw new Error('Nothing to withdraw')
    const isTouched = (key: string) => this.applies.slice(number + 1).some(({ before }) => before.has(key))
    const next = new Map(this.state)
    for (const [key, before] of apply.before) {
      if (isTouched(key)) continue
      if (before === undefined) next.delete(key)
      else next.set(key, before)
    }
    if (!keepsRules(next)) return { state: 'rejected', figures: undefined }
    const sent = apply.before.size
    const figures = this.#figures('deletions', next, { sent, duplicate: 0, rejected: 0 })
    for (const row of this.waiting)
      if (row.settledBy === withdrawn && !(row.key !== undefined && isTouched(row.key))) row.settledBy = undefined
    for (const row of this.waiting)
      if (row.submission === withdrawn && row.settledBy === undefined) row.settledBy = submission
    this.#apply(submission, next)
    return { state: 'applied', figures }
  }

  /** Rows that wait, by submission. */
  open(): string[] {
    const open = this.waiting.filter(({ settledBy }) => settledBy === undefined)
    return open.map(({ submission, row }) => `${submission} ${String(row)}`).sort()
  }

  #mustAsk(deleted: number): boolean {
    const { percent, minimum } = this.asks
    return deleted > 0 && deleted >= minimum && deleted * 100 > this.state.size * percent
  }

  /** Places of the rows that are not taken: those with a fault, and all that follows from leaving them out. */
  #rejected({ extent, onFault, rows }: FileOrder): Set<number> {
    const rejected = new Set<number>()
    rows.forEach((row, place) => {
      if (row === 'broken' || this.#isFaulty(extent, rows, row)) rejected.add(place)
    })
    if (onFault === 'reject' && rejected.size > 0) return rejected
    for (let before = -1; before < rejected.size && !(extent === 'full' && rejected.size === 0);) {
      before = rejected.size
      const stays = this.#stays(extent, rejected, rows)
      const good = rows.flatMap((row, place) => (row === 'broken' || rejected.has(place) ? [] : [{ row, place }]))
      const next = this.#next(extent, new Map(good.map(({ row }) => [row.ma, row])), stays)
      for (const { row, place } of good) {
        const rest = [...this.state].filter(([key]) => stays(key)).map(([, each]) => each)
        const isRepeated = row.the !== '' && rest.some(({ the }) => the !== '' && Number(the) === Number(row.the))
        const isDangling = row.cap_tren !== '' && !next.has(row.cap_tren)
        const isNeeded = rest.some(({ cap_tren }) => cap_tren === row.ma)
        if (extent === 'deletions' ? isNeeded && this.state.has(row.ma) : isRepeated || isDangling) rejected.add(place)
      }
    }
    return rejected
  }

  /** What is wrong with a row by itself, beside the other rows of its file and those it does not replace. */
  #isFaulty(extent: Extent, rows: readonly Sent[], row: Row): boolean {
    if (row.ma === '') return true
    if (extent === 'deletions') return false
    const all = rows.filter((each) => each !== 'broken')
    if (row.ten === '' || (row.the !== '' && !isNumber(row.the))) return true
    if (all.some((each) => each.ma === row.ma && !same(each, row))) return true
    const named = new Set(all.map(({ ma }) => ma))
    const left = extent === 'full' ? [] : [...this.state.values()].filter(({ ma }) => !named.has(ma))
    const others = [...all.filter((each) => !same(each, row)), ...left]
    if (row.the !== '' && others.some(({ the }) => isNumber(the) && Number(the) === Number(row.the))) return true
    return row.cap_tren !== '' && ![...all, ...left].some(({ ma }) => ma === row.cap_tren)
  }

  /** Which rows in force stay as they are. */
  #stays(extent: Extent, rejected: ReadonlySet<number>, rows: readonly Sent[]): (key: string) => boolean {
    const good = new Set(rows.flatMap((row, place) => (row === 'broken' || rejected.has(place) ? [] : [row.ma])))
    const aside = rows.filter((_row, place) => rejected.has(place))
    const isKeyLost = aside.some((row) => row === 'broken' || row.ma === '')
    if (extent !== 'full' || isKeyLost) return (key) => !good.has(key)
    const kept = new Set(aside.map((row) => (row === 'broken' ? '' : row.ma)))
    // A row that stays keeps the one it points at, unless the file brings that one itself.
    for (let before = -1; before < kept.size;) {
      before = kept.size
      for (const key of [...kept]) {
        const superior = this.state.get(key)?.cap_tren ?? ''
        if (superior !== '' && this.state.has(superior) && !good.has(superior)) kept.add(superior)
      }
    }
    return (key) => kept.has(key)
  }

  #next(extent: Extent, good: ReadonlyMap<string, Row>, stays: (key: string) => boolean): Map<string, Row> {
    const next = new Map([...this.state].filter(([key]) => stays(key)))
    if (extent === 'deletions') for (const key of good.keys()) next.delete(key)
    else for (const [key, row] of good) next.set(key, canonical(row))
    return next
  }

  #figures(extent: Extent, next: State, told: Pick<Figures, 'sent' | 'duplicate' | 'rejected'>): Figures {
    const inserted = [...next.keys()].filter((key) => !this.state.has(key)).length
    const changed = [...next].filter(([key, row]) => this.state.has(key) && !same(this.state.get(key), row)).length
    const deleted = [...this.state.keys()].filter((key) => !next.has(key)).length
    const removed = extent === 'deletions' ? deleted : 0
    const unchanged = told.sent - told.duplicate - told.rejected - inserted - changed - removed
    return { ...told, inserted, changed, deleted, unchanged }
  }

  #settle(submission: string, { extent, rows, mends }: FileOrder, rejected: ReadonlySet<number>): void {
    const keys = new Set(rows.flatMap((row) => (row === 'broken' || row.ma === '' ? [] : [row.ma])))
    for (const row of this.waiting.filter(({ settledBy }) => settledBy === undefined)) {
      const isMended = mends?.submission === row.submission && mends.rows.includes(row.row)
      if (extent === 'full' || isMended || (row.key !== undefined && keys.has(row.key))) row.settledBy = submission
    }
    rows.forEach((row, place) => {
      if (!rejected.has(place)) return
      const key = row === 'broken' || row.ma === '' ? undefined : row.ma
      this.waiting.push({ submission, row: numberOf(place), key, settledBy: undefined })
    })
  }

  #apply(submission: string, next: State): void {
    const keys = new Set([...this.state.keys(), ...next.keys()])
    const touched = [...keys].filter((key) => !same(this.state.get(key), next.get(key)))
    if (touched.length === 0) return
    this.applies.push({ submission, before: new Map(touched.map((key) => [key, this.state.get(key)])) })
    this.state = next
    this.states.push(next)
  }
}

const none: Figures = { sent: 0, inserted: 0, changed: 0, deleted: 0, unchanged: 0, duplicate: 0, rejected: 0 }

function canonical(row: Row): Row {
  return { ...row, the: row.the === '' ? '' : String(Number(row.the)) }
}

/** What must hold of the rows in force at any time: no card twice, no superior missing. */
export function keepsRules(state: State): boolean {
  const cards = [...state.values()].map(({ the }) => the).filter((the) => the !== '')
  return (
    new Set(cards).size === cards.length &&
    [...state.values()].every(({ cap_tren }) => cap_tren === '' || state.has(cap_tren))
  )
}
