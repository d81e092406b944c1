import { Link } from '@tanstack/react-router'
import { IconCircleCheck, IconClock, IconHistory } from '@tabler/icons-react'
import type { CatalogueVersion, ListedVersion } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Mark } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'

export function VersionList({ versions }: { versions: ListedVersion[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('catalogue.listLabel')}
      head={
        <>
          <th scope="col">{t('catalogue.version')}</th>
          <th scope="col">{t('catalogue.instrument')}</th>
          <th scope="col">{t('catalogue.from')}</th>
          <th scope="col">{t('catalogue.to')}</th>
          <th scope="col" data-number>
            {t('catalogue.rows')}
          </th>
          <th scope="col">{t('catalogue.state')}</th>
        </>
      }
    >
      {versions.map((version) => (
        <VersionLine key={version.number} version={version} />
      ))}
    </Table>
  )
}

function VersionLine({ version }: { version: ListedVersion }) {
  const { t, format } = useText()
  return (
    <tr>
      <th scope="row" data-lead>
        <Link to="/catalogue/$number" params={{ number: String(version.number) }}>
          {t('catalogue.numbered', { number: format.number(version.number) })}
        </Link>
      </th>
      <td data-label={t('catalogue.instrument')}>
        <Citation instrument={version.instrument} />
      </td>
      <td data-label={t('catalogue.from')}>{format.day(version.effectiveFrom)}</td>
      <td data-label={t('catalogue.to')}>
        {version.effectiveTo === null ? t('catalogue.noEnd') : format.day(version.effectiveTo)}
      </td>
      <td data-number data-label={t('catalogue.rows')}>
        {format.number(version.rows)}
      </td>
      <td data-label={t('catalogue.state')}>
        <InForceMark version={version} />
      </td>
    </tr>
  )
}

export function InForceMark({ version }: { version: Pick<CatalogueVersion, 'effectiveFrom' | 'effectiveTo'> }) {
  const { t } = useText()
  const today = new Date(useNow()).toISOString().slice(0, 10)
  if (version.effectiveFrom > today) {
    return (
      <Mark tone="warn" icon={IconClock}>
        {t('catalogue.future')}
      </Mark>
    )
  }
  if (version.effectiveTo !== null && version.effectiveTo < today) {
    return <Mark icon={IconHistory}>{t('catalogue.past')}</Mark>
  }
  return (
    <Mark tone="ok" icon={IconCircleCheck}>
      {t('catalogue.inForce')}
    </Mark>
  )
}
