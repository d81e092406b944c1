import { moved, stepped, type Selection, type Size } from './selection.ts'

/** What a key asks of the grid. */
export type Command =
  | { readonly kind: 'move'; readonly to: Selection }
  | { readonly kind: 'leave' }
  | { readonly kind: 'edit'; readonly text: string | null }
  | { readonly kind: 'clear' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'nextFault' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const steps: Readonly<Record<string, { rows: number; columns: number }>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
  PageUp: { rows: -10, columns: 0 },
  PageDown: { rows: 10, columns: 0 },
}
const far = 1_000_000

/** Keys while no cell is being typed in. Undefined: not the grid's business. */
export function commandOf(event: Key, selection: Selection, size: Size): Command | undefined {
  const held = event.ctrlKey || event.metaKey
  if (event.altKey) return event.key === 'ArrowDown' ? { kind: 'nextFault' } : undefined
  const step = steps[event.key]
  if (step !== undefined) {
    const by = held ? { rows: step.rows * far, columns: step.columns * far } : step
    return { kind: 'move', to: moved(selection, by, size, event.shiftKey) }
  }
  return held ? heldCommand(event) : plainCommand(event, selection, size)
}

function heldCommand({ key, shiftKey }: Key): Command | undefined {
  const letter = key.toLowerCase()
  if (letter === 'z') return { kind: shiftKey ? 'redo' : 'undo' }
  if (letter === 'y') return { kind: 'redo' }
  return key === 'Delete' || key === 'Backspace' ? { kind: 'discard' } : undefined
}

function plainCommand({ key, shiftKey }: Key, selection: Selection, size: Size): Command | undefined {
  switch (key) {
    case 'Home':
      return { kind: 'move', to: moved(selection, { rows: 0, columns: -far }, size, shiftKey) }
    case 'End':
      return { kind: 'move', to: moved(selection, { rows: 0, columns: far }, size, shiftKey) }
    case 'Tab': {
      const to = stepped(selection, shiftKey ? -1 : 1, size)
      return to === undefined ? { kind: 'leave' } : { kind: 'move', to }
    }
    case 'Enter':
    case 'F2':
      return { kind: 'edit', text: null }
    case 'Delete':
    case 'Backspace':
      return { kind: 'clear' }
    case 'Escape':
      return { kind: 'cancel' }
    default:
      return key.length === 1 ? { kind: 'edit', text: key } : undefined
  }
}
