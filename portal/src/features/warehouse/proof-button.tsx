import { Button } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import { toProblem } from '../../api/problem.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { downloadText } from '../../lib/download.ts'
import { useText } from '../../lib/use-text.ts'

/** Hands out what proves that a record is in force: from the row over its load to the signed log, checked by `kho proof verify`. */
export function ProofButton(record: { dataset: string; recordKey: string; purpose: string }) {
  const { t } = useText()
  const { dataset: code, recordKey: key, purpose } = record
  const proof = useMutation({
    mutationFn: () =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/records/{key}/proof', {
          params: { path: { code, key }, query: { purpose } },
        }),
      ),
    onSuccess: (found) => {
      downloadText(`${code}-${key}.proof.json`, 'application/json', JSON.stringify(found, null, 2))
    },
  })
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconCertificate size={15} stroke={1.8} />}
        loading={proof.isPending}
        onClick={() => {
          proof.mutate()
        }}
      >
        {t('record.proof')}
      </Button>
      {proof.isError && <ProblemView problem={toProblem(proof.error)} />}
    </>
  )
}
