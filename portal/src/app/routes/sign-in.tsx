import { useEffect } from 'react'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Card, Page } from '../../components/page.tsx'
import { OutsideOutcome } from '../../features/identity/outside/outside-outcome.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { SignInForm } from '../../features/identity/sign-in-form.tsx'
import { localPath } from '../../lib/local-path.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './sign-in.module.css'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { t } = useText()
  const { to, outside } = route.useSearch()
  const router = useRouter()
  const me = useMe()
  const target = localPath(to)
  useEffect(() => {
    if (me) router.history.replace(target)
  }, [me, router, target])
  return (
    <div className={classes.page}>
      <Page title={t('nav.signIn')} lead={t('signIn.lead')} narrow>
        <OutsideOutcome outcome={outside} />
        <Card>
          <SignInForm
            to={target}
            onSignedIn={() => {
              router.history.replace(target)
            }}
          />
        </Card>
        <p className={classes.help}>{t('signIn.help')}</p>
      </Page>
    </div>
  )
}
