import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconEyeCheck, IconEyeOff } from '@tabler/icons-react'
import { Mark } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'
import { witnessesQuery } from './queries.ts'

/** Whether another body vouches for the newest checkpoint. */
export function WitnessMark() {
  const { t } = useText()
  const { data } = useQuery(witnessesQuery)
  if (!data) return null
  if (data.alarm)
    return (
      <Mark tone="bad" icon={IconAlertTriangle}>
        {t('witnesses.alarm')}
      </Mark>
    )
  return <WitnessedMark isWitnessed={data.state === 'witnessed'} />
}

/** Whether a quorum of witnesses stands under a checkpoint. */
export function WitnessedMark({ isWitnessed }: { isWitnessed: boolean }) {
  const { t } = useText()
  return isWitnessed ? (
    <Mark tone="ok" icon={IconEyeCheck}>
      {t('witnesses.witnessed')}
    </Mark>
  ) : (
    <Mark tone="warn" icon={IconEyeOff}>
      {t('witnesses.unwitnessed')}
    </Mark>
  )
}
