import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Submission } from '../../../api/types.ts'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import { stateQuery } from '../queries.ts'
import { useOrders } from './orders.ts'
import { StatementDialog } from './statement-dialog.tsx'

interface WaitingProps {
  submission: Submission
  /** Only the unit that sent it may answer. */
  own: boolean
}

/** A submission that would delete much stops and asks, with the figures. */
export function Waiting({ submission, own }: WaitingProps) {
  const { t, named, format } = useText()
  const [asking, setAsking] = useState<'confirm' | 'decline' | null>(null)
  const orders = useOrders(submission.id)
  const state = useQuery(stateQuery(submission.dataset.code))
  const deleted = submission.balance?.deleted ?? 0
  const records = state.data?.records ?? null
  const figures = {
    count: deleted,
    number: format.number(deleted),
    dataset: named(submission.dataset),
    records: records === null ? '…' : format.number(records),
  }
  return (
    <>
      <Notice
        tone="warn"
        icon={IconHandStop}
        title={t('waiting.title', figures)}
        actions={
          own && (
            <>
              <Button
                color="brick"
                onClick={() => {
                  setAsking('confirm')
                }}
              >
                {t('waiting.confirm', figures)}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  setAsking('decline')
                }}
              >
                {t('waiting.decline')}
              </Button>
            </>
          )
        }
      >
        <p>{t('waiting.text')}</p>
      </Notice>
      {asking !== null && (
        <StatementDialog
          danger={asking === 'confirm'}
          title={t(asking === 'confirm' ? 'waiting.confirmTitle' : 'waiting.declineTitle', figures)}
          text={t(asking === 'confirm' ? 'waiting.confirmText' : 'waiting.declineText', figures)}
          label={t('statement.label')}
          button={asking === 'confirm' ? t('waiting.confirm', figures) : t('waiting.decline')}
          onClose={() => {
            setAsking(null)
          }}
          onDone={(statement) => orders.confirm(asking, statement)}
        />
      )}
    </>
  )
}
