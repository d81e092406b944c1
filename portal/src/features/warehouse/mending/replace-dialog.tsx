import { useState } from 'react'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { answer, client } from '../../../api/client.ts'
import { toProblem } from '../../../api/problem.ts'
import type { Problem, WaitingRow } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { GridField } from './cells.ts'
import type { Change, DraftBook } from './draft-book.ts'
import { replacementsOf, type Replacement } from './replace.ts'
import classes from './mending.module.css'

interface ReplaceDialogProps {
  submission: string
  book: DraftBook
  fields: readonly GridField[]
  field: GridField | undefined
  onClose: () => void
}

/** Changes the same text in a column of all rows that wait, not only of those on screen. */
export function ReplaceDialog({ submission, book, fields, field, onClose }: ReplaceDialogProps) {
  const { t, format } = useText()
  const [wanted, setWanted] = useState<Replacement>({
    ...{ column: field?.name ?? fields[0]?.name ?? '', find: '', put: '', whole: false },
  })
  const [found, setFound] = useState<Change[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isReady = found !== null && found.length > 0
  const look = async () => {
    setBusy(true)
    setProblem(null)
    try {
      setFound(replacementsOf(book, await openRows(submission), wanted))
    } catch (error) {
      setProblem(toProblem(error))
    }
    setBusy(false)
  }
  return (
    <Dialog opened title={t('mend.replace.title')} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isReady) {
            void look()
            return
          }
          book.apply(found)
          onClose()
        }}
      >
        <Wanted
          fields={fields}
          wanted={wanted}
          onChange={(part) => {
            setWanted({ ...wanted, ...part })
            setFound(null)
          }}
        />
        {problem && <ProblemView problem={problem} />}
        <p role="status" className={classes.found}>
          {found !== null && t('mend.replace.found', { count: found.length, number: format.number(found.length) })}
        </p>
        <DialogButtons
          label={isReady ? t('mend.replace.do') : t('mend.replace.look')}
          pending={busy}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}

interface WantedProps {
  fields: readonly GridField[]
  wanted: Replacement
  onChange: (part: Partial<Replacement>) => void
}

function Wanted({ fields, wanted, onChange }: WantedProps) {
  const { t, titled } = useText()
  return (
    <>
      <Select
        label={t('mend.replace.column')}
        allowDeselect={false}
        data={fields.map((each) => ({ value: each.name, label: titled(each) }))}
        value={wanted.column}
        onChange={(column) => {
          if (column !== null) onChange({ column })
        }}
      />
      <TextInput
        label={t('mend.replace.find')}
        description={t('mend.replace.findHelp')}
        value={wanted.find}
        onChange={(event) => {
          onChange({ find: event.currentTarget.value })
        }}
      />
      <TextInput
        label={t('mend.replace.put')}
        value={wanted.put}
        onChange={(event) => {
          onChange({ put: event.currentTarget.value })
        }}
      />
      <Checkbox
        label={t('mend.replace.whole')}
        checked={wanted.whole || wanted.find === ''}
        disabled={wanted.find === ''}
        onChange={(event) => {
          onChange({ whole: event.currentTarget.checked })
        }}
      />
    </>
  )
}

async function openRows(id: string): Promise<WaitingRow[]> {
  const rows: WaitingRow[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: WaitingRow[]; next: string | null } = await answer(
      client.GET('/api/v1/warehouse/submissions/{id}/quarantine', {
        params: { path: { id }, query: { state: 'open', limit: 1000, ...(cursor === '' ? {} : { cursor }) } },
      }),
    )
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}
