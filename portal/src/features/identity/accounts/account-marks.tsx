import {
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconCircleX,
  IconHourglass,
  IconMailForward,
  IconUserX,
} from '@tabler/icons-react'
import type { AccountFacts, AccountRequest, Role } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'

export function AccountMark({ account }: { account: Pick<AccountFacts, 'state' | 'suspendedFor'> }) {
  const { t } = useText()
  const { state, suspendedFor } = account
  if (state === 'active') {
    return (
      <Mark tone="ok" icon={IconCircleCheck}>
        {t('accountState.active')}
      </Mark>
    )
  }
  if (state === 'issued') return <Mark icon={IconMailForward}>{t('accountState.issued')}</Mark>
  if (state === 'closed') return <Mark icon={IconUserX}>{t('accountState.closed')}</Mark>
  return (
    <Mark tone="warn" icon={IconClockPause}>
      {suspendedFor === null ? t('accountState.suspended') : t(`suspendedFor.${suspendedFor}`)}
    </Mark>
  )
}

export function RequestMark({ state }: { state: AccountRequest['state'] }) {
  const { t } = useText()
  const text = t(`requestState.${state}`)
  if (state === 'approved') {
    return (
      <Mark tone="ok" icon={IconCircleCheck}>
        {text}
      </Mark>
    )
  }
  if (state === 'refused') {
    return (
      <Mark tone="bad" icon={IconCircleX}>
        {text}
      </Mark>
    )
  }
  return <Mark icon={state === 'open' ? IconHourglass : IconBan}>{text}</Mark>
}

/** Roles with the days on which they begin and end, where those are to come. */
export function RolePeriods({
  roles,
}: {
  roles: readonly { role: Role; validFrom: string | null; validTo: string | null }[]
}) {
  const { t, format } = useText()
  const now = useNow()
  if (roles.length === 0) return <>{t('accounts.noRole')}</>
  return (
    <div>
      {roles.map(({ role, validFrom, validTo }, place) => (
        <div key={`${role}${String(place)}`}>
          {t(`role.${role}`)}
          {validFrom !== null && new Date(validFrom).getTime() > now && (
            <small> {t('accounts.from', { day: format.dayOf(validFrom) })}</small>
          )}
          {validTo !== null && <small> {t('accounts.until', { day: format.dayOf(validTo) })}</small>}
        </div>
      ))}
    </div>
  )
}
