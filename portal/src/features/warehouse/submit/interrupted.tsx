import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import { forgetInterrupted, interruptedOf } from './transfer.ts'

/** Files of which a part arrived before the window was closed: choosing the same file again goes on from there. */
export function InterruptedFiles({ dataset }: { dataset: string }) {
  const { t, format } = useText()
  const queries = useQueryClient()
  const files = useQuery({
    queryKey: ['interrupted', dataset],
    queryFn: () => interruptedOf(dataset),
    staleTime: 0,
  })
  return (
    <>
      {(files.data ?? []).map((file) => (
        <Notice
          key={file.key}
          tone="accent"
          icon={IconPlayerPlay}
          title={t('transfer.interrupted', { file: file.fileName, size: format.bytes(file.size) })}
          actions={
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                void forgetInterrupted(file.key).then(() => queries.invalidateQueries({ queryKey: ['interrupted'] }))
              }}
            >
              {t('transfer.forget')}
            </Button>
          }
        >
          <p>{t('transfer.interruptedText')}</p>
        </Notice>
      ))}
    </>
  )
}
