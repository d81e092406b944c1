import { useRef, useState, type KeyboardEvent } from 'react'
import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconPencil, IconTrash } from '@tabler/icons-react'
import type { WaitingRow } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { lookOf, rowFaults, type CellLook, type GridField } from './cells.ts'
import { isDiscarded, type Overlay } from './draft-book.ts'
import type { Ending } from './use-grid.ts'
import classes from './mending-grid.module.css'

interface GridRowProps {
  row: WaitingRow
  at: number
  overlay: Overlay
  fields: readonly GridField[]
  left: number
  right: number
  head: number
  typing: string | null
  onEnd: ((text: string, how: Ending) => void) | undefined
  onDiscard: (rows: readonly WaitingRow[]) => void
}

export function GridRow(props: GridRowProps) {
  const { row, at, overlay, fields, left, right, head, typing, onEnd, onDiscard } = props
  const { t, format } = useText()
  const discarded = isDiscarded(row, overlay)
  return (
    <tr className={classes.row} data-discarded={discarded || undefined}>
      <th scope="row" className={classes.number}>
        <span className={classes.numberCell}>
          {format.number(row.row)}
          <ActionIcon
            size={26}
            variant="subtle"
            color="gray"
            tabIndex={-1}
            aria-label={t(discarded ? 'mend.keepRow' : 'mend.discardRow', { row: format.number(row.row) })}
            onClick={() => {
              onDiscard([row])
            }}
          >
            {discarded ? <IconArrowBackUp size={15} /> : <IconTrash size={15} />}
          </ActionIcon>
        </span>
      </th>
      {fields.map((field, column) => (
        <Cell
          key={field.name}
          place={`${String(at)}:${String(column)}`}
          look={lookOf(row, overlay, field)}
          chosen={column >= left && column <= right}
          head={column === head}
          inOrder={head === -1 ? false : column === head}
          typing={column === head ? typing : null}
          onEnd={onEnd}
        />
      ))}
      <td className={classes.why}>
        <Why row={row} discarded={discarded} />
      </td>
    </tr>
  )
}

interface CellProps {
  place: string
  look: CellLook
  chosen: boolean
  head: boolean
  inOrder: boolean
  typing: string | null
  onEnd: ((text: string, how: Ending) => void) | undefined
}

function Cell({ place, look, chosen, head, inOrder, typing, onEnd }: CellProps) {
  const { t } = useText()
  const faulty = look.faults.length > 0
  const Glyph = faulty && !look.mended ? IconAlertTriangle : IconPencil
  return (
    <td
      role="gridcell"
      data-cell={place}
      data-fault={(faulty && !look.mended) || undefined}
      data-mended={look.mended || undefined}
      data-chosen={chosen || undefined}
      data-head={head || undefined}
      tabIndex={inOrder ? 0 : -1}
      aria-selected={chosen}
      aria-invalid={faulty && !look.mended}
    >
      {typing !== null && onEnd !== undefined ? (
        <CellInput initial={typing} onEnd={onEnd} />
      ) : (
        <span className={classes.cell}>
          {(faulty || look.mended) && <Glyph size={14} stroke={2} aria-hidden className={classes.sign} />}
          <span className={classes.text}>
            {look.text === '' && faulty && !look.mended ? (
              <span className={classes.blank}>{t('value.blank')}</span>
            ) : (
              look.text
            )}
          </span>
          {look.mended && <VisuallyHidden>{t('mend.typedOver')}</VisuallyHidden>}
          {faulty && !look.mended && (
            <VisuallyHidden>{look.faults.map(({ message }) => message).join(' ')}</VisuallyHidden>
          )}
        </span>
      )}
    </td>
  )
}

const endings: Readonly<Record<string, Ending>> = { Enter: 'down', Escape: 'cancel', Tab: 'next' }

function focusEnd(input: HTMLInputElement | null): void {
  if (input === null || document.activeElement === input) return
  input.focus()
  input.setSelectionRange(input.value.length, input.value.length)
}

function CellInput({ initial, onEnd }: { initial: string; onEnd: (text: string, how: Ending) => void }) {
  const { t } = useText()
  const [text, setText] = useState(initial)
  const ended = useRef(false)
  // A field that is taken away also loses the focus; its end has been told by then.
  const end = (how: Ending) => {
    if (ended.current) return
    ended.current = true
    onEnd(text, how)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ending = endings[event.key]
    if (ending === undefined || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    end(ending === 'next' && event.shiftKey ? 'previous' : ending)
  }
  return (
    <input
      ref={focusEnd}
      className={classes.input}
      aria-label={t('mend.typeHere')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        end('stay')
      }}
    />
  )
}

function Why({ row, discarded }: { row: WaitingRow; discarded: boolean }) {
  const { t } = useText()
  if (discarded) return <span className={classes.given}>{t('mend.discarded')}</span>
  const whole = rowFaults(row)
  const messages = (whole.length > 0 ? whole : row.faults).map(({ message }) => message)
  return (
    <>
      {messages.join(' ')}
      {row.raw !== null && <code className={classes.raw}>{row.raw}</code>}
    </>
  )
}
