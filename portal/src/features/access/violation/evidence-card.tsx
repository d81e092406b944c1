import { IconCircleCheck, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ViolationEvidence } from '../../../api/types.ts'
import { Digest } from '../../../components/digest.tsx'
import { Facts } from '../../../components/facts.tsx'
import { Mark } from '../../../components/mark.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Card } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { evidenceQuery } from './queries.ts'

/** Evidence, with its digests made again now. */
export function EvidenceCard({ id }: { id: string }) {
  const { t } = useText()
  const evidence = useQuery(evidenceQuery(id))
  return (
    <Card>
      <QueryView query={evidence} skeleton={<Lines count={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('violations.noEvidence')}</p>
          ) : (
            items.map((item) => <OneEvidence key={item.number} item={item} />)
          )
        }
      </QueryView>
    </Card>
  )
}

function OneEvidence({ item }: { item: ViolationEvidence }) {
  const { t } = useText()
  const facts = item.positions.map((each) => ({
    name: t(`violations.positions.${each.kind}`, { count: each.count }),
    value: <Digest value={each.digest} />,
  }))
  return (
    <div style={{ marginBottom: 12 }}>
      <Mark tone={item.holds ? 'ok' : 'bad'} icon={item.holds ? IconCircleCheck : IconShieldX}>
        {t(item.holds ? 'violations.holds' : 'violations.broken')}
      </Mark>
      <Facts
        facts={[
          { name: t('violations.sealedAt'), value: <Moment at={item.at} /> },
          ...facts,
          { name: t('violations.seal'), value: <Digest value={item.seal} /> },
        ]}
      />
    </div>
  )
}
