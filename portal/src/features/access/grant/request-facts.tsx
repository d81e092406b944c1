import { IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { GrantRequest } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './grant.module.css'

/** Who asks what for, on which basis, and how it ended. */
export function GrantRequestFacts({ request }: { request: GrantRequest }) {
  const { t, named } = useText()
  const { unit, dataset, purpose, legalBasis, reasons, askedAt, endedAt, instrument, ground, grant, certainty } =
    request
  return (
    <>
      {certainty !== 'whole' && endedAt === null && (
        <Notice icon={IconInfoCircle} tone="warn" title={t(`calendar.certainty.${certainty}`)} />
      )}
      <Facts
        facts={[
          { name: t('grants.unit'), value: named(unit) },
          {
            name: t('grants.dataset'),
            value: (
              <>
                <Link to="/datasets/$code" params={{ code: dataset.code }}>
                  {named(dataset)}
                </Link>{' '}
                ({named(dataset.provider)})
              </>
            ),
          },
          { name: t('purpose.label'), value: named(purpose) },
          grant && {
            name: t('grantRequests.grant'),
            value: `${t(`grantRequests.kind.${request.kind}`)} ${grant.number}`,
          },
          { name: t('grantRequests.legalBasis'), value: <p className={classes.said}>{legalBasis}</p> },
          { name: t('grantRequests.reasons'), value: <p className={classes.said}>{reasons}</p> },
          { name: t('grantRequests.askedAt'), value: <Moment at={askedAt} /> },
          endedAt === null ? null : { name: t('grantRequests.endedAt'), value: <Moment at={endedAt} /> },
          ground && { name: t('grantRequests.ground'), value: `${ground.text} (${ground.clause})` },
          instrument && {
            name: t('grants.consent'),
            value: (
              <Link to="/law/$id" params={{ id: instrument.id }}>
                {instrument.number}
              </Link>
            ),
          },
        ]}
      />
    </>
  )
}
