import { LinkButton } from '../components/link-button.tsx'
import type { ReactNode } from 'react'
import { IconLock } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { Notice } from '../components/notice.tsx'
import { Pending } from '../components/query-view.tsx'
import { Lines } from '../components/skeletons.tsx'
import { useMe, type Me } from '../features/identity/queries.ts'
import { useText } from '../lib/use-text.ts'

/** For pages that mean nothing without an account: they say so and lead to the sign-in and back. */
export function SignedIn({ children }: { children: (me: Me) => ReactNode }) {
  const { t } = useText()
  const me = useMe()
  const here = useRouterState({ select: (state) => state.location.href })
  if (me) return <>{children(me)}</>
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
