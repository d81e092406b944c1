import { useRef, useState, type KeyboardEvent } from 'react'
import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconPencil, IconTrash } from '@tabler/icons-react'
import type { WaitingRow } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { lookOf, rowFaults, type CellLook, type GridField } from './cells.ts'
import { isDiscarded, type Overlay } from './draft-book.ts'
import { cellId, type Ending } from './use-grid.ts'
import classes from './mending-grid.module.css'

interface GridRowProps {
  grid: string
  row: WaitingRow
  at: number
  overlay: Overlay
  fields: readonly GridField[]
  left: number
  right: number
  head: number
  typing: string | null
  onEnd: (text: string, how: Ending) => void
  onDiscard: () => void
}

export function GridRow(props: GridRowProps) {
  const { grid, row, at, overlay, fields, left, right, head, typing, onEnd, onDiscard } = props
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
            onClick={onDiscard}
          >
            {discarded ? <IconArrowBackUp size={15} /> : <IconTrash size={15} />}
          </ActionIcon>
        </span>
      </th>
      {fields.map((field, column) => {
        const look = lookOf(row, overlay, field)
        const isHead = column === head
        return (
          <td
            key={field.name}
            role="gridcell"
            id={cellId(grid, { row: at, column })}
            data-cell={`${String(at)}:${String(column)}`}
            data-look={lookName(look)}
            data-chosen={(column >= left && column <= right) || undefined}
            data-head={isHead || undefined}
            tabIndex={isHead ? 0 : -1}
            aria-selected={column >= left && column <= right}
          >
            {isHead && typing !== null ? <CellInput initial={typing} onEnd={onEnd} /> : <CellText look={look} />}
          </td>
        )
      })}
      <td className={classes.why}>
        <Why row={row} discarded={discarded} />
      </td>
    </tr>
  )
}

function lookName({ faults, mended }: CellLook): 'mended' | 'faulty' | 'fine' {
  if (mended) return 'mended'
  return faults.length > 0 ? 'faulty' : 'fine'
}

/** A cell's text with its sign, and in words what the sign means. */
function CellText({ look }: { look: CellLook }) {
  const { t } = useText()
  const name = lookName(look)
  if (name === 'fine') return <span className={classes.text}>{look.text}</span>
  const Glyph = name === 'mended' ? IconPencil : IconAlertTriangle
  return (
    <span className={classes.cell}>
      <Glyph size={14} stroke={2} aria-hidden className={classes.sign} />
      <span className={classes.text}>
        {look.text === '' ? <span className={classes.blank}>{t('value.blank')}</span> : look.text}
      </span>
      <VisuallyHidden>
        {name === 'mended' ? t('mend.typedOver') : look.faults.map(({ message }) => message).join(' ')}
      </VisuallyHidden>
    </span>
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
      <span className={classes.reasons}>{messages.join(' ')}</span>
      {row.raw !== null && <code className={classes.raw}>{row.raw}</code>}
    </>
  )
}
