import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconNetwork, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ZoneNetwork } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import list from '../../../components/item-list.module.css'
import { Mark } from '../../../components/mark.tsx'
import { Section } from '../../../components/page.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { ListSkeleton } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { AddNetworkDialog } from './add-network-dialog.tsx'
import { networksQuery } from './queries.ts'
import { RemoveNetworkButton } from './remove-network-button.tsx'
import classes from './zone.module.css'

/** The networks of each zone; whoever may change them does so here. */
export function NetworkList({ mayChange }: { mayChange: boolean }) {
  const { t } = useText()
  const networks = useQuery(networksQuery)
  const [adding, dialog] = useDisclosure(false)
  const add = mayChange && (
    <Button leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t('network.add')}
    </Button>
  )
  return (
    <Section title={t('network.title')} help={t('network.help')} actions={add}>
      <QueryView query={networks} skeleton={<ListSkeleton items={3} />}>
        {({ items, caller: { address, isMachine } }) => (
          <>
            <p className={classes.where}>{t(isMachine ? 'network.fromMachine' : 'network.from', { address })}</p>
            <Networks items={items} mayChange={mayChange} />
          </>
        )}
      </QueryView>
      {adding && <AddNetworkDialog onClose={dialog.close} />}
    </Section>
  )
}

function Networks({ items, mayChange }: { items: ZoneNetwork[]; mayChange: boolean }) {
  const { t, format } = useText()
  if (items.length === 0) {
    return (
      <Empty icon={IconNetwork} title={t('network.none')}>
        {t('network.noneHelp')}
      </Empty>
    )
  }
  return (
    <ul className={list.list}>
      {items.map((item) => (
        <li key={item.id} className={list.item}>
          <div className={list.about}>
            <div className={list.name}>
              {item.name}
              <Mark>{t(`zone.${item.zone}`)}</Mark>
            </div>
            <div className={list.quiet}>
              <code>{item.network}</code> · {t('network.since', { at: format.instant(item.addedAt) })}
            </div>
          </div>
          {mayChange && (
            <div className={list.actions}>
              <RemoveNetworkButton network={item} />
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
