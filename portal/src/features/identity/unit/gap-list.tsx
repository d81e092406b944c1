import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './focal-points.module.css'
import { gapsQuery } from './queries.ts'

/** Every unit that lacks a focal point it needs, for the coordinator; nothing when none does (Điều 17.1, 18.1). */
export function GapList() {
  const { t, format, named } = useText()
  const gaps = useQuery(gapsQuery(''))
  const items = gaps.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Notice tone="warn" icon={IconAlertTriangle} title={t('focalPoint.gaps', { count: items.length })}>
      <ul className={classes.gaps}>
        {items.map(({ unit, role, reason, from }) => (
          <li key={`${unit.id} ${role}`}>
            <Link to="/organisations/$id" params={{ id: unit.id }}>
              {named(unit)}
            </Link>
            {`: ${t(`focalPointMissing.${role}`)}. `}
            {reason !== 'nobody' && t(`focalPointGap.${reason}`, { date: from === null ? '' : format.day(from) })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
