import { ActionIcon, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useText } from '../../../lib/use-text.ts'
import { NoticeList } from './notice-list.tsx'
import { bellQuery } from './queries.ts'
import classes from './notice-bell.module.css'

/** How many notices are new, and the newest of them. */
export function NoticeBell() {
  const { t, format } = useText()
  const notices = useQuery(bellQuery)
  const [opened, list] = useDisclosure(false)
  const unread = notices.data?.unread ?? 0
  const items = notices.data?.items ?? []
  return (
    <Popover opened={opened} onChange={list.toggle} position="bottom-end" width="min(420px, 94vw)" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.bell}
          aria-label={t('notices.bell', { count: unread, number: format.number(unread) })}
          onClick={list.toggle}
        >
          <IconBell size={20} stroke={1.8} />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.list} aria-label={t('notices.title')}>
        <div className={classes.head}>
          <strong>{t('notices.title')}</strong>
          <Link to="/notices" onClick={list.close}>
            {t('notices.all')}
          </Link>
        </div>
        {items.length === 0 ? (
          <p className={classes.none}>
            <IconCircleCheck size={18} aria-hidden /> {t('notices.none')}
          </p>
        ) : (
          <div className={classes.scroll}>
            <NoticeList notices={items} onFollow={list.close} />
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
