import { useState } from 'react'
import { Button, Textarea } from '@mantine/core'
import { toProblem } from '../../api/problem.ts'
import type { Purpose } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { useRetirePurpose } from './purpose-mutations.ts'
import classes from './form.module.css'

/** Takes a purpose out of use, for a reason. */
export function RetirePurposeButton({ purpose }: { purpose: Purpose }) {
  const { t, named } = useText()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('purposes.retireOne', { purpose: named(purpose) })}
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('purposes.retire')}
      </Button>
      {opened && (
        <RetireDialog
          purpose={purpose}
          onClose={() => {
            setOpened(false)
          }}
        />
      )}
    </>
  )
}

function RetireDialog({ purpose, onClose }: { purpose: Purpose; onClose: () => void }) {
  const { t, named } = useText()
  const retire = useRetirePurpose(purpose.code)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  return (
    <Dialog opened keepOpen title={t('purposes.retireOne', { purpose: named(purpose) })} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setMissing(reason.trim() === '')
          if (reason.trim() !== '') retire.mutate(reason.trim(), { onSuccess: onClose })
        }}
      >
        <p>{t('purposes.retireText')}</p>
        {retire.isError && <ProblemView problem={toProblem(retire.error)} />}
        <Textarea
          label={t('grants.reason')}
          error={isMissing && t('law.missing')}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        <DialogButtons grave label={t('purposes.retire')} pending={retire.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
