import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { Act, ActPreview } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Notice } from '../../../components/notice.tsx'
import { Card } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ConfirmButton } from '../confirm-button.tsx'
import classes from './act-form.module.css'
import { ActMark } from './act-mark.tsx'
import { EffectList } from './effect-list.tsx'
import { stepsOf } from './step-details.tsx'
import { actPreviewQuery, confirmAct, withdrawAct } from './queries.ts'

interface ActViewProps {
  act: Act
  /** The instrument it rests on, as another module shows it. */
  instrument: ReactNode
  mayDecide: boolean
}

/** An act: before it takes effect all it would do and what stands in its way, afterwards what it did. */
export function ActView({ act, instrument, mayDecide }: ActViewProps) {
  const { effect, effectiveOn: day } = act
  return (
    <div className={classes.view}>
      <Card>
        <ActFacts act={act} instrument={instrument} />
      </Card>
      <Failed act={act} />
      {effect !== null && day !== null && <EffectList effect={effect} day={day} steps={stepsOf(act)} />}
      {day !== null && ['prepared', 'confirmed', 'failed'].includes(act.state) && (
        <Foreseen act={act} day={day} mayDecide={mayDecide} />
      )}
    </div>
  )
}

function ActFacts({ act, instrument }: Omit<ActViewProps, 'mayDecide'>) {
  const { t, format } = useText()
  return (
    <Facts
      facts={[
        { name: t('act.state'), value: <ActMark state={act.state} /> },
        act.instrument === null ? null : { name: t('act.instrument'), value: instrument },
        act.effectiveOn === null
          ? { name: t('act.effectiveOn'), value: t('act.ownDays') }
          : { name: t('act.effectiveOn'), value: format.day(act.effectiveOn) },
        { name: t('act.preparedAt'), value: format.instant(act.preparedAt) },
        act.confirmedAt === null ? null : { name: t('act.confirmedAt'), value: format.instant(act.confirmedAt) },
        act.appliedAt === null ? null : { name: t('act.appliedAt'), value: format.instant(act.appliedAt) },
      ]}
    />
  )
}

function Failed({ act: { problem } }: { act: Act }) {
  const { t } = useText()
  if (problem === null) return null
  return (
    <Notice tone="bad" icon={IconAlertTriangle} title={t('act.failed')}>
      <ul>
        {problem.errors.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Foreseen({ act, day, mayDecide }: { act: Act; day: string; mayDecide: boolean }) {
  const preview = useQuery(actPreviewQuery(act.id))
  return (
    <QueryView query={preview} skeleton={<Lines count={8} />}>
      {(data) => (
        <>
          <Obstacles obstacles={data.obstacles} waits={act.state === 'confirmed'} />
          <EffectList effect={data.effect} day={day} steps={stepsOf(act)} />
          {mayDecide && <Decide act={act} preview={data} />}
        </>
      )}
    </QueryView>
  )
}

function Obstacles({ obstacles, waits }: Pick<ActPreview, 'obstacles'> & { waits: boolean }) {
  const { t } = useText()
  if (obstacles.length === 0) {
    return <Notice tone="accent" icon={IconInfoCircle} title={t(waits ? 'act.waits' : 'act.nothingInTheWay')} />
  }
  return (
    <Notice tone="bad" icon={IconAlertTriangle} title={t('act.inTheWay', { count: obstacles.length })}>
      <ul>
        {obstacles.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Decide({ act, preview }: { act: Act; preview: ActPreview }) {
  const { t, format } = useText()
  const queries = useQueryClient()
  const anew = () => queries.invalidateQueries({ queryKey: ['identity'] })
  const confirm = useMutation({ mutationFn: () => confirmAct(act.id, preview.digest), onSettled: anew })
  return (
    <div className={classes.form}>
      {confirm.isError && <ProblemView problem={toProblem(confirm.error)} />}
      <div className={classes.buttons}>
        <ConfirmButton
          size="sm"
          label={t('act.withdraw')}
          named={t('act.withdraw')}
          title={t('act.withdrawAsk')}
          text={t('act.withdrawHelp')}
          act={() => withdrawAct(act.id)}
          onDone={anew}
        />
        {act.state !== 'confirmed' && (
          <Button
            disabled={preview.obstacles.length > 0}
            loading={confirm.isPending}
            onClick={() => {
              confirm.mutate()
            }}
          >
            {t('act.confirm', { day: act.effectiveOn === null ? '' : format.day(act.effectiveOn) })}
          </Button>
        )}
      </div>
    </div>
  )
}
