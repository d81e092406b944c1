import { LinkButton } from '../components/link-button.tsx'
import type { ReactNode } from 'react'
import { IconLock } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { Notice } from '../components/notice.tsx'
import { Pending } from '../components/query-view.tsx'
import { Lines } from '../components/skeletons.tsx'
import { may, useMe, type Me } from '../features/identity/queries.ts'
import { useText } from '../lib/use-text.ts'

interface SignedInProps {
  /** The permission without which every call of the page would be refused. */
  needs?: string
  children: (me: Me) => ReactNode
}

/** For pages that mean nothing without an account, or without a role: they say so, and lead to the sign-in and back. */
export function SignedIn({ needs, children }: SignedInProps) {
  const { t } = useText()
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.href })
  if (me) return needs === undefined || may(me, needs) ? <>{children(me)}</> : <NotYours me={me} />
  if (me === undefined) {
    return (
      <Pending>
        <Lines count={5} />
      </Pending>
    )
  }
  return (
    <Notice
      icon={IconLock}
      title={t('signIn.needed')}
      actions={
        <LinkButton to="/sign-in" search={{ to: here }}>
          {t('nav.signIn')}
        </LinkButton>
      }
    >
      <p>{t('signIn.neededHelp')}</p>
    </Notice>
  )
}

function NotYours({ me }: { me: Me }) {
  const { t } = useText()
  return (
    <Notice
      icon={IconLock}
      title={t('signIn.notYours')}
      actions={
        <LinkButton to="/" variant="default">
          {t('nav.desk')}
        </LinkButton>
      }
    >
      <p>{t('signIn.notYoursHelp', { roles: me.roles.map((role) => t(`role.${role}`)).join(', ') })}</p>
    </Notice>
  )
}
