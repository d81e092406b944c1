import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Submission } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { useOrders } from './orders.ts'
import { StatementDialog } from './statement-dialog.tsx'

/** Undoes a submission, with the reason. */
export function WithdrawButton({ submission }: { submission: Submission }) {
  const { t, format } = useText()
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const orders = useOrders(submission.id)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={17} />}
        onClick={() => {
          setAsking(true)
        }}
      >
        {t('withdraw.open')}
      </Button>
      {asking && (
        <StatementDialog
          danger
          title={t('withdraw.title', { at: format.instant(submission.receivedAt) })}
          text={t('withdraw.text')}
          label={t('statement.label')}
          button={t('withdraw.open')}
          onClose={() => {
            setAsking(false)
          }}
          onDone={async (statement) => {
            const { id } = await orders.withdraw(statement)
            await navigate({ to: '/submissions/$id', params: { id } })
          }}
        />
      )}
    </>
  )
}

/** Whether there is something to undo: rows came into force, and not into another structure. */
export function canWithdraw({ state, load, applyNumber, balance }: Submission): boolean {
  if (load === 'conversion') return false
  return state === 'applied' && applyNumber !== null && balance !== null && balance.accepted + balance.deleted > 0
}
