import { useState } from 'react'
import { Button, Group } from '@mantine/core'
import type { SubjectRequest } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

type Act = 'assignment' | 'response' | 'report' | 'extension' | 'answer' | 'refusal' | 'erasure'

/** What the reader may do with the request now; what comes next stands first. */
export function RequestActs({ request, unit }: { request: SubjectRequest; unit: string }) {
  const { t } = useText()
  const [act, setAct] = useState<Act | null>(null)
  const acts = actsOf(request, unit)
  if (acts.length === 0) return null
  const close = () => {
    setAct(null)
  }
  return (
    <>
      <Group gap={8}>
        {acts.map((each, place) => (
          <Button
            key={each}
            variant={place === 0 ? 'filled' : 'default'}
            onClick={() => {
              setAct(each)
            }}
          >
            {t(`subjects.act.${each}`)}
          </Button>
        ))}
      </Group>
      {act === 'assignment' && <AssignDialog request={request} onClose={close} />}
      {act === 'refusal' && <RefuseDialog request={request} onClose={close} />}
      {act !== null && act !== 'assignment' && act !== 'refusal' && (
        <WordsDialog id={request.id} act={act} onClose={close} />
      )}
    </>
  )
}

function actsOf(
  { state, isDesk, datasets, fulfilBy, extendedAt, subject, endedAt }: SubjectRequest,
  own: string,
): Act[] {
  const reports = endedAt === null && datasets.some(({ unit, reportedAt }) => unit.id === own && reportedAt === null)
  const report: Act[] = reports ? ['report'] : []
  if (!isDesk) return report
  if (endedAt !== null) return subject === null ? [] : ['erasure']
  if (state === 'received') return ['response', 'assignment', ...report, 'answer', 'refusal']
  const extension: Act[] = extendedAt === null && fulfilBy !== null ? ['extension'] : []
  return ['answer', 'assignment', ...report, ...extension, 'refusal']
}
