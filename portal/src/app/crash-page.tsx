import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { toProblem } from '../api/problem.ts'
import { Page } from '../components/page.tsx'
import { ProblemView } from '../components/problem-view.tsx'
import { useText } from '../lib/use-text.ts'

/** Where a fault of the portal itself ends: the reader is told, and nothing else on the page is lost. */
export function CrashPage({ error }: ErrorComponentProps) {
  const { t } = useText()
  return (
    <Page title={t('crash.title')} lead={t('crash.text')} narrow>
      <ProblemView problem={toProblem(error)} />
      <Button
        mt="md"
        leftSection={<IconRefresh size={16} />}
        onClick={() => {
          window.location.reload()
        }}
      >
        {t('crash.reload')}
      </Button>
    </Page>
  )
}
