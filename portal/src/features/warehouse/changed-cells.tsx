import type { RecordVersion } from '../../api/types.ts'
import { Changes } from '../../components/changes.tsx'
import { Value, type CodeNames } from '../../components/value.tsx'
import { useText, type Text } from '../../lib/use-text.ts'
import { cellChanges, type Cell, type CellChange, type Structures } from './cell-changes.ts'

interface ChangedCellsProps {
  before: RecordVersion | null
  after: RecordVersion | null
  structures: Structures
  codeNames: CodeNames
}

/** Before → after of each cell, under the names and in the types of their time. */
export function ChangedCells({ before, after, structures, codeNames }: ChangedCellsProps) {
  const text = useText()
  const shown = (cell: Cell | null) =>
    cell === null ? null : <Value field={cell.field} value={cell.value} codeNames={codeNames} />
  return (
    <Changes
      changes={cellChanges(before, after, structures).map((change) => ({
        key: `${change.before?.field.id ?? ''} ${change.after?.field.id ?? ''}`,
        name: nameOf(change, text),
        before: shown(change.before),
        after: shown(change.after),
      }))}
    />
  )
}

function nameOf({ before, after }: CellChange, { t, titled }: Text): string {
  const cell = after ?? before
  if (cell === null) return ''
  if (before === null || after === null || before.field.id === after.field.id) return titled(cell.field)
  return t('change.converted', {
    field: titled(cell.field),
    from: t(`fieldType.${before.field.type}`),
    to: t(`fieldType.${after.field.type}`),
  })
}
