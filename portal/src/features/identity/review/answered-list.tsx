import { IconCircleCheck, IconCircleX, IconUserOff } from '@tabler/icons-react'
import type { ReviewedAccount } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { Me } from '../queries.ts'
import classes from './review-list.module.css'

export function isWaiting({ items }: ReviewedAccount): boolean {
  return items.some(({ answer }) => answer === null)
}

interface AnsweredListProps {
  accounts: ReviewedAccount[]
  me: Me
  /** Nothing is answered any more. */
  isClosed: boolean
}

/** Accounts that have their answer, or may not be answered for by the reader; of a closed review all of them. */
export function AnsweredList({ accounts, me, isClosed }: AnsweredListProps) {
  const { t } = useText()
  return (
    <ul className={classes.list}>
      {accounts.map((account) => {
        const isOwn = !isClosed && isWaiting(account) && account.login === me.login
        return (
          <li key={account.id} className={classes.done}>
            <span>
              <code>{account.login}</code> {account.name}
            </span>
            {isOwn ? <span className={classes.quiet}>{t('review.own')}</span> : <Outcome account={account} />}
          </li>
        )
      })}
    </ul>
  )
}

function Outcome({ account: { items } }: { account: ReviewedAccount }) {
  const { t } = useText()
  const by = items.find(({ answeredBy }) => answeredBy !== null)?.answeredBy
  if (by == null) {
    return (
      <Mark tone="bad" icon={IconUserOff}>
        {t('review.mark.unanswered')}
      </Mark>
    )
  }
  const certified = items.filter(({ answer }) => answer === 'certified').length
  if (certified === items.length) {
    return (
      <Mark tone="ok" icon={IconCircleCheck}>
        {t('review.mark.certified')} · {by}
      </Mark>
    )
  }
  return (
    <Mark tone={certified === 0 ? 'bad' : 'warn'} icon={certified === 0 ? IconUserOff : IconCircleX}>
      {t(certified === 0 ? 'review.mark.revoked' : 'review.mark.partly')} · {by}
    </Mark>
  )
}
