import { useState } from 'react'
import { Textarea } from '@mantine/core'
import { toProblem } from '../../../api/problem.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useGrantAct, type GrantAct } from './grant-queries.ts'
import classes from '../form.module.css'

/** To hold a grant back, let it go or revoke it: each for a reason. */
export function GrantActDialog({ id, act, onClose }: { id: string; act: GrantAct; onClose: () => void }) {
  const { t } = useText()
  const send = useGrantAct(id, act)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  return (
    <Dialog opened keepOpen size="lg" title={t(`grants.act.${act}`)} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim() === '')
          if (reason.trim() !== '') send.mutate(reason.trim(), { onSuccess: onClose })
        }}
      >
        <p>{t(`grants.actText.${act}`)}</p>
        {send.isError && <ProblemView problem={toProblem(send.error)} />}
        <Textarea
          label={t('grants.reason')}
          error={isMissing && t('law.missing')}
          autosize
          minRows={3}
          maxLength={4000}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        <DialogButtons
          label={t(`grants.act.${act}`)}
          grave={act !== 'release'}
          pending={send.isPending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}
