import { Skeleton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconRefreshDot,
  type Icon,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { DatasetState } from '../../api/types.ts'
import { Mark, type Tone } from '../../components/mark.tsx'
import { Ago } from '../../components/moment.tsx'
import { useText } from '../../lib/use-text.ts'
import { stateQuery } from './queries.ts'
import classes from './freshness.module.css'

type FreshnessState = DatasetState['freshness']['state']

const looks: Record<FreshnessState, { tone: Tone; icon: Icon }> = {
  'on-time': { tone: 'ok', icon: IconCircleCheck },
  'due-soon': { tone: 'accent', icon: IconClock },
  overdue: { tone: 'warn', icon: IconAlertTriangle },
  never: { tone: 'plain', icon: IconCircleDashed },
  'on-change': { tone: 'plain', icon: IconRefreshDot },
}

/** Late first, then what is due, then what is in order. */
export const freshnessOrder: readonly FreshnessState[] = ['overdue', 'never', 'due-soon', 'on-time', 'on-change']

export function FreshnessMark({ state, quiet = false }: { state: FreshnessState; quiet?: boolean }) {
  const { t } = useText()
  const { tone, icon } = looks[state]
  return (
    <Mark tone={tone} icon={icon} quiet={quiet}>
      {t(`freshness.${state}`)}
    </Mark>
  )
}

/** Freshness and size of one dataset, as a list shows it beside the name. */
export function DatasetPulse({ code }: { code: string }) {
  const { t, format } = useText()
  const state = useQuery(stateQuery(code))
  if (state.isError) return null
  if (state.data === undefined) return <Skeleton height={16} width={110} radius="sm" />
  const { records, freshness, lastApply } = state.data
  return (
    <>
      <FreshnessMark state={freshness.state} quiet />
      {records !== null && (
        <span className={classes.count}>
          {t('dataset.records', { count: records, number: format.number(records) })}
        </span>
      )}
      {lastApply !== null && (
        <span className={classes.when}>
          {t('dataset.updated')} <Ago at={lastApply.at} />
        </span>
      )}
    </>
  )
}

/** When the next delivery is due, in one sentence. */
export function DueText({ state }: { state: Pick<DatasetState, 'freshness'> }) {
  const { t, format } = useText()
  const { freshness } = state
  if (freshness.dueAt === null) return <>{t(`freshnessHelp.${freshness.state}`)}</>
  const at = format.instant(freshness.dueAt)
  return <>{freshness.state === 'overdue' ? t('dataset.overdueSince', { at }) : t('dataset.due', { at })}</>
}
