import type { QuarantineCounts, WaitingRow } from '../../../api/types.ts'

/** What is typed over one cell, or whether a row is given up, with what was there before. */
export type Change =
  | { readonly row: number; readonly field: string; readonly before: string; readonly after: string }
  | { readonly row: number; readonly field: null; readonly before: boolean; readonly after: boolean }

export interface Edit {
  row: number
  values?: Record<string, string | null>
  discard?: boolean
}

export type SaveState = 'saved' | 'typing' | 'saving' | 'failed'

export interface BookState {
  readonly save: SaveState
  readonly error: unknown
  readonly counts: QuarantineCounts | null
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** Grows with every change, so that views know to look again. */
  readonly revision: number
}

interface Overlay {
  readonly values: ReadonlyMap<string, string>
  readonly discarded: boolean | undefined
}

type Send = (rows: Edit[]) => Promise<QuarantineCounts>

const empty: Overlay = { values: new Map(), discarded: undefined }
const most = 500

/**
 * What is typed over the rows of one submission. It lives outside the page, so that leaving the page loses nothing;
 * what was typed goes to the server a moment after the last key, in the order it was typed.
 */
export class DraftBook {
  readonly #send: Send
  readonly #pause: number
  readonly #rows = new Map<number, Overlay>()
  readonly #undo: Change[][] = []
  readonly #redo: Change[][] = []
  #waiting = new Map<number, Edit>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending: Promise<void> | undefined
  #state: BookState = { save: 'saved', error: null, counts: null, canUndo: false, canRedo: false, revision: 0 }
  readonly #listeners = new Set<() => void>()

  constructor(send: Send, pause = 700) {
    this.#send = send
    this.#pause = pause
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): BookState => this.#state

  /** The row as typed so far; the same object as long as nothing was typed over it. */
  overlay(row: number): Overlay {
    return this.#rows.get(row) ?? empty
  }

  apply(changes: readonly Change[]): void {
    const real = changes.filter(({ before, after }) => before !== after)
    if (real.length === 0) return
    this.#undo.push([...real])
    this.#redo.length = 0
    this.#write(real)
  }

  /** Takes back the last step; gives the place it was at. */
  undo(): Change | undefined {
    return this.#turnBack(this.#undo, this.#redo)
  }

  redo(): Change | undefined {
    return this.#turnBack(this.#redo, this.#undo)
  }

  /** Sends what waits now; ends when all of it is kept, or fails with the reason why not. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#waiting.size > 0 || this.#sending !== undefined) {
      await (this.#sending ?? this.#sendWaiting())
      if (this.#state.save === 'failed') throw this.#state.error
    }
  }

  #turnBack(from: Change[][], to: Change[][]): Change | undefined {
    const step = from.pop()
    if (step === undefined) return undefined
    const back = step.map(reversed)
    to.push(back)
    this.#write(back)
    return back[0]
  }

  #write(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#rows.set(change.row, written(this.overlay(change.row), change))
      this.#waiting.set(change.row, joined(this.#waiting.get(change.row), change))
    }
    this.#set({
      save: 'typing',
      canUndo: this.#undo.length > 0,
      canRedo: this.#redo.length > 0,
      revision: this.#state.revision + 1,
    })
    this.#later(this.#pause)
  }

  #later(pause: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#sending === undefined) void this.#sendWaiting()
    }, pause)
  }

  #sendWaiting(): Promise<void> {
    const edits = [...this.#waiting.values()].slice(0, most)
    for (const { row } of edits) this.#waiting.delete(row)
    this.#set({ save: 'saving' })
    this.#sending = this.#send(edits)
      .then(
        (counts) => {
          this.#set({ counts, error: null, save: this.#waiting.size === 0 ? 'saved' : 'typing' })
        },
        (error: unknown) => {
          // What came in the meantime is newer than what could not be sent.
          this.#waiting = new Map([...edits.map((edit) => [edit.row, edit] as const), ...this.#newer(edits)])
          this.#set({ error, save: 'failed' })
        },
      )
      .finally(() => {
        this.#sending = undefined
        if (this.#waiting.size > 0) this.#later(this.#state.save === 'failed' ? this.#pause * 6 : 0)
      })
    return this.#sending
  }

  #newer(edits: readonly Edit[]): [number, Edit][] {
    const old = new Map(edits.map((edit) => [edit.row, edit]))
    return [...this.#waiting].map(([row, edit]) => {
      const before = old.get(row)
      return [row, before === undefined ? edit : { ...before, ...edit, values: { ...before.values, ...edit.values } }]
    })
  }

  #set(part: Partial<BookState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

function written({ values, discarded }: Overlay, change: Change): Overlay {
  if (change.field === null) return { values, discarded: change.after }
  return { values: new Map([...values, [change.field, change.after]]), discarded }
}

function joined(edit: Edit | undefined, change: Change): Edit {
  const { row } = change
  if (change.field === null) return { ...edit, row, discard: change.after }
  return { ...edit, row, values: { ...edit?.values, [change.field]: change.after === '' ? null : change.after } }
}

function reversed(change: Change): Change {
  return change.field === null
    ? { ...change, before: change.after, after: change.before }
    : { ...change, before: change.after, after: change.before }
}

/** A cell as it was sent. */
export function sentCell(row: WaitingRow, field: string): string {
  return row.values[field] ?? ''
}

/** A cell as it stands: typed now, typed before, or as it was sent. */
export function cellOf(row: WaitingRow, overlay: Overlay, field: string): string {
  const typed = overlay.values.get(field)
  if (typed !== undefined) return typed
  return field in row.edited ? (row.edited[field] ?? '') : sentCell(row, field)
}

export function isDiscarded(row: WaitingRow, overlay: Overlay): boolean {
  return overlay.discarded ?? row.discarded
}

export type { Overlay }
