import { useState } from 'react'
import { Button, NumberInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import { toProblem } from '../../../api/problem.ts'
import type { Problem } from '../../../api/types.ts'
import { Card, Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { Remembered } from '../submit/remembered.tsx'
import { settingsQuery } from './queries.ts'
import classes from './dataset-settings.module.css'

/** When a load must stop and ask, and how files are read without being asked. */
export function DatasetSettings({ code }: { code: string }) {
  const { t } = useText()
  const settings = useQuery(settingsQuery(code))
  return (
    <Section title={t('settings.title')} help={t('settings.help')}>
      <Card>
        <QueryView query={settings} skeleton={<Lines count={3} />}>
          {(data) => <Limits code={code} settings={data} />}
        </QueryView>
      </Card>
      <div className={classes.remembered}>
        <Remembered code={code} />
      </div>
    </Section>
  )
}

interface LimitsProps {
  code: string
  settings: { deletionPercent: number; deletionMinimum: number }
}

function Limits({ code, settings }: LimitsProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const [percent, setPercent] = useState<string | number>(settings.deletionPercent)
  const [minimum, setMinimum] = useState<string | number>(settings.deletionMinimum)
  const [problem, setProblem] = useState<Problem | null>(null)
  const body = { deletionPercent: Number(percent), deletionMinimum: Number(minimum) }
  const isSame = body.deletionPercent === settings.deletionPercent && body.deletionMinimum === settings.deletionMinimum
  const save = async () => {
    setProblem(null)
    try {
      await answer(client.PUT('/api/v1/warehouse/datasets/{code}/settings', { params: { path: { code } }, body }))
      await queries.invalidateQueries({ queryKey: ['warehouse', 'settings', code] })
      notifications.show({ message: t('settings.saved') })
    } catch (error) {
      setProblem(toProblem(error))
    }
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <NumberInput
        label={t('settings.percent')}
        description={t('settings.percentHelp')}
        min={0}
        max={100}
        suffix=" %"
        value={percent}
        onChange={setPercent}
      />
      <NumberInput
        label={t('settings.minimum')}
        description={t('settings.minimumHelp')}
        min={0}
        value={minimum}
        onChange={setMinimum}
      />
      <Button type="submit" variant="default" disabled={isSame || percent === '' || minimum === ''}>
        {t('action.save')}
      </Button>
      {problem && (
        <div className={classes.problem}>
          <ProblemView problem={problem} />
        </div>
      )}
    </form>
  )
}
