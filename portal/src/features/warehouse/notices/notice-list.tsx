import type { MouseEvent } from 'react'
import {
  IconAlertTriangle,
  IconChartBar,
  IconClock,
  IconHandStop,
  IconPlugConnectedX,
  IconShieldLock,
  IconTool,
  IconTrendingDown,
  type Icon,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { DeskNotice } from '../../../api/types.ts'
import type { Tone } from '../../../components/mark.tsx'
import { Ago } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'
import { useMarkRead } from './queries.ts'
import classes from './notice-list.module.css'

const looks: Record<DeskNotice['kind'], { tone: Tone; icon: Icon }> = {
  'due-soon': { tone: 'accent', icon: IconClock },
  overdue: { tone: 'warn', icon: IconAlertTriangle },
  late: { tone: 'warn', icon: IconClock },
  'quality-drop': { tone: 'warn', icon: IconTrendingDown },
  'volume-jump': { tone: 'warn', icon: IconChartBar },
  'quarantine-open': { tone: 'warn', icon: IconTool },
  'confirmation-waiting': { tone: 'warn', icon: IconHandStop },
  'file-sealed': { tone: 'bad', icon: IconShieldLock },
  'release-asked': { tone: 'warn', icon: IconShieldLock },
  'processing-failed': { tone: 'bad', icon: IconPlugConnectedX },
}

interface NoticeListProps {
  notices: readonly DeskNotice[]
  onFollow?: () => void
}

/** Notices as lines that lead to where something can be done; those not yet read stand out by word and weight. */
export function NoticeList({ notices, onFollow }: NoticeListProps) {
  return (
    <ul className={classes.list}>
      {notices.map((notice) => (
        <li key={notice.id}>
          <NoticeLine notice={notice} onFollow={onFollow} />
        </li>
      ))}
    </ul>
  )
}

function NoticeLine({ notice, onFollow }: { notice: DeskNotice; onFollow: (() => void) | undefined }) {
  const { t } = useText()
  const navigate = useNavigate()
  const markRead = useMarkRead()
  const { tone, icon: Glyph } = looks[notice.kind]
  const unread = notice.readAt === null && notice.closedAt === null
  const follow = (event: MouseEvent) => {
    if (unread) markRead([notice.id]).catch(() => undefined)
    onFollow?.()
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void navigate({ href: notice.link })
  }
  return (
    <a href={notice.link} className={classes.line} data-unread={unread || undefined} onClick={follow}>
      <Glyph size={20} stroke={1.8} aria-hidden className={classes.icon} data-tone={tone} />
      <span className={classes.body}>
        <span className={classes.text}>{notice.text}</span>
        <span className={classes.meta}>
          {unread && <strong className={classes.new}>{t('notices.unread')}</strong>}
          {t(`noticeKind.${notice.kind}`)} · <Ago at={notice.at} />
          {notice.closedAt !== null && ` · ${t('notices.settled')}`}
        </span>
      </span>
    </a>
  )
}
