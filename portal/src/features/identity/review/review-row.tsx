import { useEffect, useRef } from 'react'
import { Button } from '@mantine/core'
import { IconCheck, IconCircleX, IconUserOff } from '@tabler/icons-react'
import type { ReviewedAccount } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Ago } from '../../../components/moment.tsx'
import { useText } from '../../../lib/use-text.ts'
import { markOf, type Given } from './review-marks.ts'
import classes from './review-list.module.css'

interface ReviewRowProps {
  account: ReviewedAccount
  given: Given
  isCurrent: boolean
  onCertify: () => void
  onRevoke: () => void
  onToggle: (item: string) => void
}

/** One account: who it is, when it was last used, what each role can do, and the answer marked. */
export function ReviewRow({ account, given, isCurrent, onCertify, onRevoke, onToggle }: ReviewRowProps) {
  const { t } = useText()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const mark = markOf(given, account)
  const { login } = account
  return (
    <li
      ref={row}
      className={classes.row}
      data-mark={mark ?? undefined}
      data-current={isCurrent || undefined}
      aria-current={isCurrent || undefined}
      aria-label={t('review.rowLabel', { login, mark: t(`review.mark.${mark ?? 'none'}`) })}
    >
      <Who account={account} />
      <Roles account={account} revoked={given[account.id] ?? []} onToggle={onToggle} />
      <div className={classes.answer}>
        <MarkShown mark={mark} />
        <Button
          size="xs"
          variant={mark === 'certified' ? 'filled' : 'default'}
          aria-label={`${t('review.certify')}: ${login}`}
          onClick={onCertify}
        >
          {t('review.certify')}
        </Button>
        <Button
          size="xs"
          color="brick"
          variant={mark === 'revoked' ? 'filled' : 'default'}
          aria-label={`${t('review.revoke')}: ${login}`}
          onClick={onRevoke}
        >
          {t('review.revoke')}
        </Button>
      </div>
    </li>
  )
}

function Who({ account: { login, name, lastUsedAt } }: { account: ReviewedAccount }) {
  const { t } = useText()
  return (
    <div className={classes.who}>
      <span className={classes.login}>
        <code>{login}</code> {name}
      </span>
      <span className={classes.quiet}>
        {t('accounts.lastUsed')}: {lastUsedAt === null ? <b>{t('accounts.neverUsed')}</b> : <Ago at={lastUsedAt} />}
      </span>
    </div>
  )
}

interface RolesProps {
  account: ReviewedAccount
  revoked: readonly string[]
  onToggle: (item: string) => void
}

function Roles({ account: { items }, revoked, onToggle }: RolesProps) {
  const { t, format } = useText()
  return (
    <ul className={classes.roles}>
      {items.map(({ id, role, validTo }, place) => (
        <li key={id} data-off={revoked.includes(id) || undefined}>
          <span className={classes.role}>
            {items.length > 1 && <kbd>{place + 1}</kbd>} {role === null ? t('review.noRole') : t(`role.${role}`)}
            {validTo !== null && <small> {t('accounts.until', { day: format.dayOf(validTo) })}</small>}
            {items.length > 1 && (
              <button
                type="button"
                className={classes.toggle}
                onClick={() => {
                  onToggle(id)
                }}
              >
                {revoked.includes(id) ? t('review.keepRole') : t('review.revokeRole')}
              </button>
            )}
          </span>
          {role !== null && <span className={classes.quiet}>{t(`roleCan.${role}`)}</span>}
        </li>
      ))}
    </ul>
  )
}

function MarkShown({ mark }: { mark: ReturnType<typeof markOf> }) {
  const { t } = useText()
  if (mark === null) return null
  if (mark === 'certified') {
    return (
      <Mark tone="ok" icon={IconCheck}>
        {t('review.mark.certified')}
      </Mark>
    )
  }
  return (
    <Mark tone={mark === 'revoked' ? 'bad' : 'warn'} icon={mark === 'revoked' ? IconUserOff : IconCircleX}>
      {t(`review.mark.${mark}`)}
    </Mark>
  )
}
