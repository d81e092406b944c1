import type { ReactNode } from 'react'
import { IconArchive, IconTargetArrow } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Purpose } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { purposesQuery } from './purpose-queries.ts'
import classes from '../../components/item-list.module.css'

/** The register of purposes: what each may see, on which basis, for whom. */
export function PurposeList({ actions }: { actions: (purpose: Purpose) => ReactNode }) {
  const { t } = useText()
  const register = useQuery(purposesQuery)
  return (
    <QueryView query={register} skeleton={<ListSkeleton items={5} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon={IconTargetArrow} title={t('purposes.none')} />
        ) : (
          <ul className={classes.list} aria-label={t('nav.purposes')}>
            {items.map((purpose) => (
              <Row key={purpose.code} purpose={purpose}>
                {purpose.retiredAt === null && actions(purpose)}
              </Row>
            ))}
          </ul>
        )
      }
    </QueryView>
  )
}

function Row({ purpose, children }: { purpose: Purpose; children: ReactNode }) {
  const { t, format, named } = useText()
  const { code, nature, shows, legalBasis, isCommon, functions, retiredAt } = purpose
  return (
    <li className={classes.item}>
      <div className={classes.about}>
        <div className={classes.name}>
          {named(purpose)} <code>{code}</code>
          <Mark tone={nature === 'official' ? 'ok' : 'warn'}>{t(`purposes.nature.${nature}`)}</Mark>
          {retiredAt !== null && (
            <Mark icon={IconArchive}>{t('purposes.retiredOn', { day: format.dayOf(retiredAt) })}</Mark>
          )}
        </div>
        <div className={classes.quiet}>{t(`purposes.shows.${shows}`)}</div>
        <div className={classes.quiet}>
          {legalBasis}
          {isCommon && ` · ${t('purposes.common')}`}
        </div>
        {functions.length > 0 && (
          <ul className={classes.quiet}>
            {functions.map(({ id, text, unit }) => (
              <li key={id}>
                {named(unit)}: {text}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.actions}>{children}</div>
    </li>
  )
}
