import { Button } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import { toProblem } from '../../api/problem.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { downloadText } from '../../lib/download.ts'
import { useText } from '../../lib/use-text.ts'
import { canCheck } from './no-check.tsx'
import { parseCheckpoint, parseProof } from './proof/log-proof.ts'
import { findWitnesses } from './proof/verify-entry.ts'
import { keysQuery } from './queries.ts'
import { WitnessedMark } from './witness-mark.tsx'

/**
 * Hands out what proves that a record is in force: from the row over its load to the signed log, checked by `kho proof verify`.
 * Says whether anybody but the log stands under the checkpoint it leads to.
 */
export function ProofButton(record: { dataset: string; recordKey: string; purpose: string }) {
  const { t } = useText()
  const queries = useQueryClient()
  const { dataset: code, recordKey: key, purpose } = record
  const proof = useMutation({
    mutationFn: async () => {
      const made = await answer(
        client.GET('/api/v1/warehouse/datasets/{code}/records/{key}/proof', {
          params: { path: { code, key }, query: purpose === '' ? {} : { purpose } },
        }),
      )
      downloadText(`${code}-${key}.proof.json`, 'application/json', JSON.stringify(made, null, 2))
      if (!canCheck()) return false
      const { checkpoint } = parseProof(made.journal.proof)
      return (await findWitnesses(parseCheckpoint(checkpoint), await queries.query(keysQuery))).state === 'holds'
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
      {proof.data !== undefined && (
        <span role="status">
          {t('record.proofOf')} <WitnessedMark isWitnessed={proof.data} />
        </span>
      )}
      {proof.isError && <ProblemView problem={toProblem(proof.error)} />}
    </>
  )
}
