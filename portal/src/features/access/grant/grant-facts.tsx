import { IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Grant } from '../../../api/types.ts'
import { Digest } from '../../../components/digest.tsx'
import { Facts, type Fact } from '../../../components/facts.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './grant.module.css'

/** Whose grant it is, over what, by which consent, and what became of it. */
export function GrantFacts({ grant }: { grant: Grant }) {
  const { t, format, named } = useText()
  const { number, holders, unit, dataset, purpose, instrument, request } = grant
  const users = holders.length === 0 ? [unit] : holders
  return (
    <>
      <Holds grant={grant} />
      <Facts
        facts={[
          { name: t('grants.number'), value: number },
          { name: t('grants.unit'), value: users.map((user) => named(user)).join(', ') },
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
          {
            name: t('grants.consent'),
            value: (
              <>
                <Link to="/law/$id" params={{ id: instrument.id }}>
                  {instrument.number}
                </Link>
                {`, ${instrument.issuer}, ${instrument.signer}, ${format.day(instrument.signedOn)}`}
              </>
            ),
          },
          instrument.fileDigest === null
            ? null
            : { name: t('law.fileDigest'), value: <Digest value={instrument.fileDigest} /> },
          {
            name: t('grants.request'),
            value: (
              <Link to="/grant-requests/$id" params={{ id: request }}>
                {t('grants.seeRequest')}
              </Link>
            ),
          },
          ...useEnd(grant),
        ]}
      />
    </>
  )
}

/** How the grant ended, if something ended it. */
function useEnd({ revokedAt, revocation, became }: Grant): (Fact | null)[] {
  const { t } = useText()
  return [
    revokedAt === null ? null : { name: t('grants.revokedAt'), value: <Moment at={revokedAt} /> },
    revocation === null ? null : { name: t('grants.revocation'), value: <p className={classes.said}>{revocation}</p> },
    became === null
      ? null
      : {
          name: t('grants.became'),
          value: (
            <Link to="/grants/$id" params={{ id: became }}>
              {t('grants.seeSuccessor')}
            </Link>
          ),
        },
  ]
}

/** Who holds the grant back now, since when and why. */
function Holds({ grant: { holds } }: { grant: Grant }) {
  const { t, format } = useText()
  return holds
    .filter(({ letGoAt }) => letGoAt === null)
    .map(({ party, since, reason }) => (
      <Notice
        key={`${party} ${since}`}
        tone="warn"
        icon={IconPlayerPause}
        title={t(`grants.heldBy.${party}`, { at: format.instant(since) })}
      >
        <p className={classes.said}>{reason}</p>
      </Notice>
    ))
}
