import { useState } from 'react'
import { Button, Group } from '@mantine/core'
import type { SubjectRequest } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import { WordsDialog } from './words-dialog.tsx'

/** Looking up who read has a place of its own on the page. */
type Act = Exclude<SubjectRequest['acts'][number], 'reads'>

/** What the reader may do with the request now; what comes next stands first. */
export function RequestActs({ request }: { request: SubjectRequest }) {
  const { t } = useText()
  const [act, setAct] = useState<Act | null>(null)
  const acts = request.acts.filter((each) => each !== 'reads')
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
