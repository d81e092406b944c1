import { Button } from '@mantine/core'
import { IconCloudCheck, IconCloudUpload, IconCloudX, IconPencil } from '@tabler/icons-react'
import { toProblem } from '../../../api/problem.ts'
import { Mark } from '../../../components/mark.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { BookState, DraftBook } from './draft-book.ts'

const looks = {
  saved: { tone: 'ok', icon: IconCloudCheck },
  typing: { tone: 'plain', icon: IconPencil },
  saving: { tone: 'plain', icon: IconCloudUpload },
  failed: { tone: 'bad', icon: IconCloudX },
} as const

/** Whether what was typed is safe. */
export function SaveMark({ state }: { state: BookState }) {
  const { t } = useText()
  const { tone, icon } = looks[state.save]
  return (
    <span role="status">
      <Mark tone={tone} icon={icon} quiet>
        {t(`mend.save.${state.save}`)}
      </Mark>
    </span>
  )
}

/** Why what was typed is not kept yet; nothing of it is lost meanwhile. */
export function SaveProblem({ book, state }: { book: DraftBook; state: BookState }) {
  const { t } = useText()
  if (state.save !== 'failed') return null
  return (
    <div>
      <ProblemView problem={toProblem(state.error)} />
      <Button
        mt={8}
        variant="default"
        onClick={() => {
          book.flush().catch(() => undefined)
        }}
      >
        {t('mend.saveAgain')}
      </Button>
    </div>
  )
}
