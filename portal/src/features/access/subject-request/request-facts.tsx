import { IconInfoCircle } from '@tabler/icons-react'
import type { SubjectRequest } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'

/** Who asks for what, until when, and how it ended. */
export function RequestFacts({ request }: { request: SubjectRequest }) {
  const { t, format, named } = useText()
  const { subject, unit, receivedAt, respondBy, fulfilBy, extendedAt, endedAt, ground, certainty, datasets } = request
  const fulfil = fulfilBy === null ? t('subjects.noLimit') : format.lastDayBefore(fulfilBy)
  return (
    <>
      {certainty !== 'whole' && (
        <Notice icon={IconInfoCircle} tone="warn" title={t(`calendar.certainty.${certainty}`)} />
      )}
      <Facts
        facts={[
          { name: t('subjects.name'), value: subject?.name ?? t('subjects.erased') },
          subject && { name: t('subjects.identityNumber'), value: subject.identityNumber },
          subject && { name: t('subjects.contact'), value: subject.contact === '' ? t('value.none') : subject.contact },
          subject && {
            name: t('subjects.wish'),
            value: <span style={{ whiteSpace: 'pre-wrap' }}>{subject.wish}</span>,
          },
          { name: t('subjects.desk'), value: named(unit) },
          { name: t('subjects.received'), value: <Moment at={receivedAt} /> },
          { name: t('subjects.respondBy'), value: format.lastDayBefore(respondBy) },
          {
            name: t('subjects.fulfilBy'),
            value: extendedAt === null ? fulfil : t('subjects.extendedTo', { day: fulfil }),
          },
          endedAt === null ? null : { name: t('subjects.ended'), value: <Moment at={endedAt} /> },
          ground && { name: t('subjects.ground'), value: ground.text },
          {
            name: t('subjects.datasets'),
            value:
              datasets.length === 0 ? (
                t('subjects.noDatasets')
              ) : (
                <ul style={{ margin: 0, paddingLeft: 18 }}>
                  {datasets.map((each) => (
                    <li key={each.code}>
                      {named(each)} ({named(each.unit)}):{' '}
                      {each.reportedAt === null
                        ? t('subjects.notReported')
                        : t('subjects.reportedAt', { at: format.instant(each.reportedAt) })}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </>
  )
}
