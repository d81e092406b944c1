import { IconDatabaseOff, IconLockOpen2, IconMapPin, IconTargetArrow } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Readable } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Ago } from '../../components/moment.tsx'
import { Table } from '../../components/table.tsx'
import { fold } from '../../lib/fold.ts'
import { useText } from '../../lib/use-text.ts'
import { FreshnessMark } from './freshness.tsx'
import classes from './readable-table.module.css'

/** Those that match the words, the ones used last first. */
export function matching(items: Readable[], q: string): Readable[] {
  const words = fold(q).split(' ')
  return items
    .filter((item) => {
      const { dataset, provider } = item
      const text = fold(`${dataset.name} ${dataset.nameEn} ${dataset.code} ${provider.name} ${provider.nameEn}`)
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => (b.lastUse ?? '').localeCompare(a.lastUse ?? ''))
}

/** What a unit may read, by which right, and when it did last. */
export function ReadableTable({ items }: { items: Readable[] }) {
  const { t } = useText()
  if (items.length === 0) {
    return (
      <Empty icon={IconDatabaseOff} title={t('readable.none')}>
        {t('readable.noneHelp')}
      </Empty>
    )
  }
  return (
    <Table
      cards
      label={t('readable.table')}
      head={
        <>
          <th scope="col">{t('facts.data')}</th>
          <th scope="col">{t('readable.reason')}</th>
          <th scope="col">{t('desk.freshness')}</th>
          <th scope="col">{t('readable.lastUse')}</th>
          <th scope="col">{t('readable.open')}</th>
        </>
      }
    >
      {items.map((item) => (
        <ReadableRow key={item.dataset.code} item={item} />
      ))}
    </Table>
  )
}

function ReadableRow({ item }: { item: Readable }) {
  const { t, named, format } = useText()
  const { dataset, provider, records, freshness, lastUse, recent } = item
  const { code } = dataset
  return (
    <tr>
      <th scope="row" data-lead>
        <Link to="/datasets/$code" params={{ code }} className={classes.name}>
          {named(dataset)}
        </Link>
        <span className={classes.quiet}>{named(provider)}</span>
      </th>
      <td data-label={t('readable.reason')} className={classes.reason}>
        <Reason item={item} />
      </td>
      <td data-label={t('desk.freshness')}>
        <span className={classes.stack}>
          <FreshnessMark state={freshness.state} quiet />
          {records !== null && (
            <span className={classes.quiet}>
              {t('dataset.records', { count: records, number: format.number(records) })}
            </span>
          )}
        </span>
      </td>
      <td data-label={t('readable.lastUse')}>
        <span className={classes.stack}>
          {lastUse === null ? t('readable.neverUsed') : <Ago at={lastUse} />}
          {recent.reads > 0 && (
            <span className={classes.quiet}>
              {t('readable.recent', { count: recent.reads, number: format.number(recent.reads) })}
            </span>
          )}
        </span>
      </td>
      <td data-label={t('readable.open')}>
        <span className={classes.links}>
          <Link to="/datasets/$code/records" params={{ code }}>
            {t('dataset.data')}
          </Link>
          <Link to="/datasets/$code/api" params={{ code }}>
            {t('dataset.call')}
          </Link>
        </span>
      </td>
    </tr>
  )
}

/** Why, and how much of it: fields, rows, whether a purpose must be stated. */
function Reason({ item }: { item: Readable }) {
  const { t, format } = useText()
  const { fields } = item
  return (
    <div>
      {item.reasons.map((reason) => (
        <p key={reason.code}>{reason.text}</p>
      ))}
      <p className={classes.scope}>
        <span>{item.clause}</span>
        {fields.readable < fields.all && (
          <Mark quiet icon={IconLockOpen2}>
            {t('decision.someFields', { count: fields.readable, total: format.number(fields.all) })}
          </Mark>
        )}
        {item.ownTerritoryOnly && (
          <Mark quiet icon={IconMapPin}>
            {t('readable.ownTerritory')}
          </Mark>
        )}
        {item.needsPurpose && (
          <Mark quiet tone="accent" icon={IconTargetArrow}>
            {t('readable.needsPurpose')}
          </Mark>
        )}
      </p>
    </div>
  )
}
