import { useState } from 'react'
import { SegmentedControl } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ZoneRefusal } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import { More } from '../../../components/more.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { TableSkeleton } from '../../../components/skeletons.tsx'
import { Table } from '../../../components/table.tsx'
import { useText } from '../../../lib/use-text.ts'
import { networkZones, refusalsQuery } from './queries.ts'
import type { NetworkZone } from './queries.ts'
import classes from './zone.module.css'

/** Who came from elsewhere, counted by ten minutes. */
export function RefusalTable() {
  const { t } = useText()
  const [zone, setZone] = useState<NetworkZone | 'all'>('all')
  const refusals = useInfiniteQuery(refusalsQuery(zone === 'all' ? undefined : zone))
  return (
    <Section title={t('zoneRefusal.title')} help={t('zoneRefusal.help')}>
      <div className={classes.which}>
        <SegmentedControl
          aria-label={t('zoneRefusal.which')}
          data={[
            { value: 'all', label: t('zoneRefusal.all') },
            ...networkZones.map((each) => ({ value: each, label: t(`zone.${each}`) })),
          ]}
          value={zone}
          onChange={setZone}
        />
      </div>
      <QueryView query={refusals} skeleton={<TableSkeleton rows={4} columns={5} />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return items.length === 0 ? (
            <Empty icon={IconShieldCheck} title={t('zoneRefusal.none')}>
              {t('zoneRefusal.noneHelp')}
            </Empty>
          ) : (
            <Refusals items={items} />
          )
        }}
      </QueryView>
      <More
        hasMore={refusals.hasNextPage}
        loading={refusals.isFetchingNextPage}
        onMore={() => void refusals.fetchNextPage()}
      />
    </Section>
  )
}

function Refusals({ items }: { items: ZoneRefusal[] }) {
  const { t, format } = useText()
  return (
    <Table
      cards
      label={t('zoneRefusal.title')}
      head={
        <>
          <th scope="col">{t('zoneRefusal.address')}</th>
          <th scope="col">{t('network.zone')}</th>
          <th scope="col">{t('zoneRefusal.route')}</th>
          <th scope="col">{t('zoneRefusal.reason')}</th>
          <th scope="col">{t('zoneRefusal.count')}</th>
          <th scope="col">{t('zoneRefusal.lastAt')}</th>
        </>
      }
    >
      {items.map((item) => (
        <tr key={item.id}>
          <th scope="row" data-lead>
            {item.address === '…' ? t('zoneRefusal.others') : <code>{item.address}</code>}
          </th>
          <td data-label={t('network.zone')}>{item.zone === 'open' ? '' : t(`zone.${item.zone}`)}</td>
          <td data-label={t('zoneRefusal.route')}>
            {item.route === '…' ? t('zoneRefusal.otherRoutes') : <code>{item.route}</code>}
          </td>
          <td data-label={t('zoneRefusal.reason')}>{t(`zoneReason.${item.reason}`)}</td>
          <td data-label={t('zoneRefusal.count')}>{format.number(item.count)}</td>
          <td data-label={t('zoneRefusal.lastAt')}>{format.instant(item.lastAt)}</td>
        </tr>
      ))}
    </Table>
  )
}
