import { useEffect } from 'react'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { answer, client } from '../../api/client.ts'
import type { Submission } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { isRunning } from './queries.ts'
import { unwatch, watched } from './watch.ts'

/** Tells the reader, on whatever page, that a delivery sent from here has ended. */
export function SubmissionNotices() {
  const here = useRouterState({ select: (state) => state.location.pathname })
  const show = useNotice()
  const ended = useQuery({
    queryKey: ['warehouse', 'watched'],
    queryFn: endedSubmissions,
    refetchInterval: () => (watched().length > 0 ? 3000 : false),
    enabled: () => watched().length > 0,
  })
  useEffect(() => {
    for (const submission of ended.data ?? []) {
      if (!watched().includes(submission.id)) continue
      unwatch(submission.id)
      if (here !== `/submissions/${submission.id}`) show(submission)
    }
  }, [ended.data, here, show])
  return null
}

async function endedSubmissions(): Promise<Submission[]> {
  const all = await Promise.all(
    watched().map((id) => answer(client.GET('/api/v1/warehouse/submissions/{id}', { params: { path: { id } } }))),
  )
  return all.filter((submission) => !isRunning(submission))
}

function useNotice(): (submission: Submission) => void {
  const { t, named } = useText()
  const navigate = useNavigate()
  return (submission) => {
    const id = `submission-${submission.id}`
    notifications.show({
      id,
      color: submission.state === 'applied' ? 'ink' : 'brick',
      title: t('submission.ended', { dataset: named(submission.dataset) }),
      message: (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id)
            void navigate({ to: '/submissions/$id', params: { id: submission.id } })
          }}
        >
          {t(`submissionState.${submission.state}`)} – {t('submission.see')}
        </Button>
      ),
      closeButtonProps: { 'aria-label': t('action.close') },
    })
  }
}
