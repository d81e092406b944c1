import { IconCircleCheck, IconUserOff } from '@tabler/icons-react'
import type { ReviewedAccount } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { Me } from '../queries.ts'
import classes from './review-list.module.css'

export function isWaiting({ items }: ReviewedAccount): boolean {
  return items.some(({ answer }) => answer === null)
}

/** Accounts that have their answer, or may not be answered for by the reader. */
export function AnsweredList({ accounts, me }: { accounts: ReviewedAccount[]; me: Me }) {
  const { t } = useText()
  return (
    <ul className={classes.list}>
      {accounts.map((account) => {
        const isOwn = isWaiting(account) && account.login === me.login
        const stands = account.items.some(({ answer }) => answer === 'certified')
        const by = account.items[0]?.answeredBy ?? ''
        return (
          <li key={account.id} className={classes.done}>
            <span>
              <code>{account.login}</code> {account.name}
            </span>
            {isOwn ? (
              <span className={classes.quiet}>{t('review.own')}</span>
            ) : (
              <Mark tone={stands ? 'ok' : 'bad'} icon={stands ? IconCircleCheck : IconUserOff}>
                {t(stands ? 'review.mark.certified' : 'review.mark.revoked')} · {by}
              </Mark>
            )}
          </li>
        )
      })}
    </ul>
  )
}
