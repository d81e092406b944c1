import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmark } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import { Notice } from '../../../components/notice.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ReadAs } from '../read-as.tsx'
import { forgetProfile, profileQuery } from './queries.ts'

/** How files of a dataset are read without being asked; it can be forgotten. Nothing where nothing is remembered. */
export function Remembered({ code }: { code: string }) {
  const { t } = useText()
  const queries = useQueryClient()
  const remembered = useQuery(profileQuery(code))
  const forget = useMutation({
    mutationFn: () => forgetProfile(code),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: profileQuery(code).queryKey })
      await queries.invalidateQueries({ queryKey: ['warehouse', 'preview'] })
      notifications.show({ message: t('remembered.forgotten') })
    },
  })
  const profile = remembered.data?.profile ?? null
  if (profile === null) return null
  return (
    <>
      <Notice
        icon={IconBookmark}
        title={t('remembered.title')}
        actions={
          <Button
            variant="default"
            loading={forget.isPending}
            onClick={() => {
              forget.mutate()
            }}
          >
            {t('remembered.forget')}
          </Button>
        }
      >
        <p>
          <ReadAs profile={profile} />
        </p>
        <p>{t('remembered.text')}</p>
      </Notice>
      {forget.isError && <ProblemView problem={toProblem(forget.error)} />}
    </>
  )
}
