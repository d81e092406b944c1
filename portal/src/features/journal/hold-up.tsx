import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { LogProgress } from '../../api/types.ts'
import { Moment } from '../../components/moment.tsx'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { progressQuery } from './queries.ts'
import classes from './hold-up.module.css'

const steps = ['sealing', 'publishing'] as const

/** What holds the journal up, since when, and whether changes are still taken; nothing while it goes on. */
export function HoldUp() {
  const { data } = useQuery(progressQuery)
  const late = steps.filter((step) => data && data[step].state !== 'running')
  if (!data || late.length === 0) return null
  return (
    <div className={classes.steps}>
      {late.map((step) => (
        <LateStep key={step} progress={data} step={step} />
      ))}
    </div>
  )
}

function LateStep({ progress, step }: { progress: LogProgress; step: (typeof steps)[number] }) {
  const { t, word, format } = useText()
  const { size, published, limitSeconds, publishing } = progress
  const { state, since } = progress[step]
  const behind = { published: format.number(published ?? 0), size: format.number(size) }
  return (
    <Notice tone="bad" icon={IconAlertTriangle} title={t(`holdUp.${step}`)}>
      <p>
        {since !== null && (
          <>
            {t('holdUp.since')} <Moment at={since} />.{' '}
          </>
        )}
        {step === 'publishing' && (
          <>
            {word('publishingFailure', publishing.reason ?? 'other')} {t('holdUp.behind', behind)}
          </>
        )}
      </p>
      <p>
        {state === 'stalled' && t('holdUp.stalled')}
        {state === 'late' && limitSeconds !== null && t('holdUp.late', { seconds: format.number(limitSeconds) })}{' '}
        {t(`holdUp.${step}Help`)}
      </p>
    </Notice>
  )
}
