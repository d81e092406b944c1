import { useState } from 'react'
import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { answer, client } from '../../../api/client.ts'
import { toProblem } from '../../../api/problem.ts'
import type { Problem, WaitingRow } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { GridField } from './cells.ts'
import type { Change, DraftBook } from './draft-book.ts'
import { replacementsOf } from './replace.ts'
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
  const { t, titled, format } = useText()
  const [column, setColumn] = useState(field?.name ?? fields[0]?.name ?? '')
  const [find, setFind] = useState('')
  const [put, setPut] = useState('')
  const [whole, setWhole] = useState(false)
  const [found, setFound] = useState<Change[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const look = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const rows = await openRows(submission)
      setFound(replacementsOf(book, rows, { column, find, put, whole }))
    } catch (error) {
      setProblem(toProblem(error))
    }
    setBusy(false)
  }
  const forget = () => {
    setFound(null)
  }
  return (
    <Dialog opened title={t('mend.replace.title')} onClose={onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (found === null || found.length === 0) {
            void look()
            return
          }
          book.apply(found)
          onClose()
        }}
      >
        <Select
          label={t('mend.replace.column')}
          allowDeselect={false}
          data={fields.map((each) => ({ value: each.name, label: titled(each) }))}
          value={column}
          onChange={(value) => {
            setColumn(value ?? column)
            forget()
          }}
        />
        <TextInput
          label={t('mend.replace.find')}
          description={t('mend.replace.findHelp')}
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value)
            forget()
          }}
        />
        <TextInput
          label={t('mend.replace.put')}
          value={put}
          onChange={(event) => {
            setPut(event.currentTarget.value)
            forget()
          }}
        />
        <Checkbox
          label={t('mend.replace.whole')}
          checked={whole || find === ''}
          disabled={find === ''}
          onChange={(event) => {
            setWhole(event.currentTarget.checked)
            forget()
          }}
        />
        {problem && <ProblemView problem={problem} />}
        <p role="status" className={classes.found}>
          {found !== null && t('mend.replace.found', { count: found.length, number: format.number(found.length) })}
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {found === null || found.length === 0 ? t('mend.replace.look') : t('mend.replace.do')}
          </Button>
        </div>
      </form>
    </Dialog>
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
