import { Button } from '@mantine/core'
import { IconCertificate, IconLockOff } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import { toProblem } from '../../api/problem.ts'
import type { LogKeys } from '../../api/types.ts'
import { Mark } from '../../components/mark.tsx'
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
      return canCheck() ? witnessedIn(made.journal.proof, await queries.query(keysQuery)) : null
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
          {t('record.proofOf')} <StandingMark isWitnessed={proof.data} />
        </span>
      )}
      {proof.isError && <ProblemView problem={toProblem(proof.error)} />}
    </>
  )
}

/** Whether a quorum of witnesses stands under the checkpoint of a proof. */
async function witnessedIn(proof: string, keys: LogKeys): Promise<boolean> {
  const { checkpoint } = parseProof(proof)
  return (await findWitnesses(parseCheckpoint(checkpoint), keys)).state === 'holds'
}

/** What is known of who vouches for a checkpoint; null where the browser cannot check it, which says nothing of its witnesses. */
function StandingMark({ isWitnessed }: { isWitnessed: boolean | null }) {
  const { t } = useText()
  if (isWitnessed !== null) return <WitnessedMark isWitnessed={isWitnessed} />
  return (
    <Mark tone="warn" icon={IconLockOff}>
      {t('check.insecure')}
    </Mark>
  )
}
