import { useState } from 'react'
import { Textarea } from '@mantine/core'
import { toProblem } from '../../../api/problem.ts'
import type { Problem } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './statement-dialog.module.css'

interface StatementDialogProps {
  title: string
  text: string
  label: string
  button: string
  danger?: boolean
  onClose: () => void
  /** Does it with the reason given; the dialog closes when that succeeded. */
  onDone: (statement: string) => Promise<void>
}

/** Asks for a reason in words before something is done that stands in the journal. */
export function StatementDialog(props: StatementDialogProps) {
  const { title, text, label, button, danger = false, onClose, onDone } = props
  const { t } = useText()
  const [statement, setStatement] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const done = async () => {
    setMissing(statement.trim() === '')
    if (statement.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      await onDone(statement.trim())
      onClose()
    } catch (error) {
      setProblem(toProblem(error))
      setBusy(false)
    }
  }
  return (
    <Dialog opened title={title} onClose={onClose} keepOpen>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void done()
        }}
      >
        <p>{text}</p>
        <Textarea
          data-autofocus
          label={label}
          description={t('statement.help')}
          error={missing ? t('statement.missing') : null}
          rows={3}
          maxLength={2000}
          value={statement}
          onChange={(event) => {
            setStatement(event.currentTarget.value)
          }}
        />
        {problem && <ProblemView problem={problem} />}
        <DialogButtons label={button} pending={busy} grave={danger} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
