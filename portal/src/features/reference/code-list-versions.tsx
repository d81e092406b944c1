import type { CodeListVersion } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Table } from '../../components/table.tsx'
import { dayBefore } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'

export function CodeListVersions({ versions }: { versions: CodeListVersion[] }) {
  const { t, format } = useText()
  return (
    <Table
      cards
      label={t('codeList.versions')}
      head={
        <>
          <th scope="col">{t('codeList.version')}</th>
          <th scope="col">{t('codeList.validFrom')}</th>
          <th scope="col">{t('codeList.validTo')}</th>
          <th scope="col" data-number>
            {t('codeLists.entries')}
          </th>
          <th scope="col">{t('codeList.instrument')}</th>
        </>
      }
    >
      {versions.map((version) => (
        <tr key={version.version}>
          <th scope="row" data-lead>
            {version.version}
          </th>
          <td data-label={t('codeList.validFrom')}>{format.day(version.validFrom)}</td>
          <td data-label={t('codeList.validTo')}>
            {version.validTo === null ? t('codeList.noEnd') : format.day(dayBefore(version.validTo))}
          </td>
          <td data-number data-label={t('codeLists.entries')}>
            {format.number(version.entries)}
          </td>
          <td data-label={t('codeList.instrument')}>
            {version.instrument === null ? t('value.none') : <Citation instrument={version.instrument} />}
          </td>
        </tr>
      ))}
    </Table>
  )
}
