import { useState } from 'react'
import { Button, Progress } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import type { PolicyDifference, PolicyFiles } from '../../api/types.ts'
import { Notice } from '../../components/notice.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { rehearse, type Rehearsed } from './policy-queries.ts'

/** So many days of decisions are made again. */
const days = 30
const mostShown = 500

/** Decisions of the last weeks, made again under proposed rules. */
export function PolicyRehearsal({ files }: { files: PolicyFiles }) {
  const { t } = useText()
  const [done, setDone] = useState<Rehearsed | null>(null)
  const run = useMutation({
    mutationFn: () => {
      const to = new Date()
      const from = new Date(to.getTime() - days * 86_400_000)
      return rehearse(files, { from: from.toISOString(), to: to.toISOString() }, setDone)
    },
  })
  return (
    <>
      <Button
        variant="default"
        loading={run.isPending}
        onClick={() => {
          run.mutate()
        }}
      >
        {t('policies.rehearse', { days })}
      </Button>
      {run.isError && <ProblemView problem={toProblem(run.error)} />}
      {done !== null && <Outcome done={done} isPending={run.isPending} />}
    </>
  )
}

function Outcome({ done, isPending }: { done: Rehearsed; isPending: boolean }) {
  const { t, format } = useText()
  const { decisions, replayed, differences } = done
  const counts = { replayed: format.number(replayed), decisions: format.number(decisions) }
  return (
    <div aria-live="polite">
      {isPending && (
        <Progress
          aria-label={t('policies.rehearsing')}
          value={decisions === 0 ? 100 : (replayed / decisions) * 100}
          mt={12}
        />
      )}
      <p>{t('policies.replayed', counts)}</p>
      {!isPending && differences.length === 0 && (
        <Notice tone="ok" icon={IconCircleCheck} title={t('policies.noDifference')} />
      )}
      {differences.length > 0 && <Differences differences={differences} />}
    </div>
  )
}

function Differences({ differences }: { differences: readonly PolicyDifference[] }) {
  const { t, format } = useText()
  return (
    <>
      <p>{t('policies.differences', { number: format.number(differences.length) })}</p>
      <Table
        cards
        label={t('policies.differencesTable')}
        head={
          <>
            <th scope="col">{t('policies.when')}</th>
            <th scope="col">{t('policies.dataset')}</th>
            <th scope="col">{t('policies.becomes')}</th>
            <th scope="col">{t('policies.was')}</th>
            <th scope="col">{t('policies.wouldBe')}</th>
          </>
        }
      >
        {differences.slice(0, mostShown).map((each, place) => (
          <tr key={place}>
            <th scope="row" data-lead data-nowrap>
              {format.instant(each.at)}
            </th>
            <td data-label={t('policies.dataset')}>{each.dataset}</td>
            <td data-label={t('policies.becomes')}>{t(`policies.difference.${each.kind}`)}</td>
            <td data-label={t('policies.was')}>{each.before.policies.join(', ')}</td>
            <td data-label={t('policies.wouldBe')}>{each.after.policies.join(', ')}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}
