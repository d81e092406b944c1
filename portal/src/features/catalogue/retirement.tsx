import { IconArchive } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Citation } from '../../components/citation.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { retirementQuery } from './queries.ts'

/** Tells that a dataset takes no more deliveries, since when and by which instrument. */
export function RetirementNotice({ code }: { code: string }) {
  const { t } = useText()
  const retirements = useQuery(retirementQuery(code))
  const last = (retirements.data?.items ?? []).toSorted((a, b) => b.at.localeCompare(a.at))[0]
  if (last === undefined || (last.stage !== 'closed' && last.stage !== 'archived')) return null
  return (
    <Notice tone="warn" icon={IconArchive} title={t(`retirement.${last.stage}`)}>
      <p>{last.reason}</p>
      <p>
        <Citation instrument={last.instrument} /> · <Moment at={last.at} />
      </p>
    </Notice>
  )
}
