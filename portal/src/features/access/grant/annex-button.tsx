import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { Grant } from '../../../api/types.ts'
import { ProblemView } from '../../../components/problem-view.tsx'
import { downloadBlob } from '../../../lib/download.ts'
import { useText } from '../../../lib/use-text.ts'
import { grantAnnex } from './grant-queries.ts'

/** The annex to the consent: exactly what was consented to, to be printed and filed. */
export function AnnexButton({ grant: { id, number } }: { grant: Grant }) {
  const { t } = useText()
  const annex = useMutation({
    mutationFn: () => grantAnnex(id),
    onSuccess: (blob) => {
      downloadBlob(`phu-luc-${number.replace('/', '-')}.docx`, blob)
    },
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={17} stroke={1.8} />}
        loading={annex.isPending}
        onClick={() => {
          annex.mutate()
        }}
      >
        {t('grants.annex')}
      </Button>
      {annex.isError && <ProblemView problem={toProblem(annex.error)} />}
    </>
  )
}
