import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconUserStar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { FocalPoint, FocalPointGap } from '../../../api/types.ts'
import { Empty } from '../../../components/empty.tsx'
import list from '../../../components/item-list.module.css'
import { Mark } from '../../../components/mark.tsx'
import { Notice } from '../../../components/notice.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { todayHere } from '../../../lib/day.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'
import classes from './focal-points.module.css'
import { FocalPointDialog } from './focal-point-dialog.tsx'
import { focalPointsQuery, gapsQuery } from './queries.ts'
import { PeriodText } from './unit-facts.tsx'

/** Who answers for what a unit provides and uses: now, before and later, and where nobody does (Điều 17.1, 18.1). */
export function FocalPoints({ unit, mayAssign }: { unit: string; mayAssign: boolean }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  const points = useQuery(focalPointsQuery(unit))
  const gaps = useQuery(gapsQuery(unit))
  return (
    <div className={classes.points}>
      {(gaps.data?.items ?? []).map((gap) => (
        <Gap key={gap.role} gap={gap} />
      ))}
      <QueryView query={points} skeleton={<Lines count={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            gaps.data?.items.length === 0 && <Empty icon={IconUserStar} title={t('focalPoint.none')} />
          ) : (
            <ul className={list.list}>
              {items.map((point) => (
                <Point key={point.id} point={point} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {mayAssign && (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setOpened(true)
            }}
          >
            {t('focalPoint.assign')}
          </Button>
        </div>
      )}
      {opened && (
        <FocalPointDialog
          unit={unit}
          onClose={() => {
            setOpened(false)
          }}
        />
      )}
    </div>
  )
}

function Gap({ gap }: { gap: FocalPointGap }) {
  const { t, format } = useText()
  return (
    <Notice tone="warn" icon={IconAlertTriangle} title={t(`focalPointMissing.${gap.role}`)}>
      <p>{t(`focalPointGap.${gap.reason}`, { date: gap.from === null ? '' : format.day(gap.from) })}</p>
    </Notice>
  )
}

function Point({ point }: { point: FocalPoint }) {
  const { t } = useText()
  const isNow = isOn(todayHere(useNow()), point)
  return (
    <li className={list.item}>
      <div className={list.about}>
        <p className={list.name}>
          <Leader point={point} />
          <Mark tone={isNow ? 'ok' : 'plain'} icon={IconUserStar}>
            {t(`focalPoint.${point.role}`)}
          </Mark>
        </p>
        <p className={list.quiet}>
          <PeriodText {...point} />
        </p>
      </div>
      <Contact point={point} />
    </li>
  )
}

function isOn(day: string, { validFrom, validTo }: FocalPoint): boolean {
  return validFrom <= day && (validTo === null || day < validTo)
}

function Leader({ point: { account, person } }: { point: FocalPoint }) {
  if (person) return <span>{`${person.name}, ${person.position}`}</span>
  return <span>{account?.name}</span>
}

function Contact({ point: { account, person } }: { point: FocalPoint }) {
  const { t } = useText()
  if (!person) return account && <span className={list.quiet}>{t('focalPoint.account', { login: account.login })}</span>
  return (
    <span className={list.quiet}>
      {person.phone !== '' && <a href={`tel:${person.phone.replaceAll(/[^0-9+]/g, '')}`}>{person.phone}</a>}{' '}
      {person.email !== '' && <a href={`mailto:${person.email}`}>{person.email}</a>}
    </span>
  )
}

interface FocalPointTodayProps {
  unit: string
  focalRole: FocalPoint['role']
}

/** The one who answers today for what a unit provides or uses, where a dataset of it is shown. */
export function FocalPointToday({ unit, focalRole }: FocalPointTodayProps) {
  const { t } = useText()
  const today = todayHere(useNow())
  const points = useQuery(focalPointsQuery(unit))
  if (points.data === undefined) return null
  const now = points.data.items.find((point) => point.role === focalRole && isOn(today, point))
  if (!now) return <>{t('focalPoint.nobody')}</>
  return (
    <>
      <Leader point={now} />
      <br />
      <Contact point={now} />
    </>
  )
}
