import { useState } from 'react'
import { IconLinkOff } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { Activation } from '../../features/identity/activation.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './sign-in.module.css'

/** Where a one-time link leads. Its token is taken out of the address at once, so it stays in no history. */
export function ActivatePage() {
  const { t } = useText()
  const navigate = useNavigate()
  const [token] = useState(takeToken)
  return (
    <div className={classes.page}>
      <Page title={t('activate.title')} lead={t('activate.lead')} narrow>
        {token === '' ? (
          <Notice icon={IconLinkOff} title={t('activate.noToken')}>
            <p>{t('activate.noTokenHelp')}</p>
          </Notice>
        ) : (
          <Activation token={token} onSignedIn={() => void navigate({ to: '/account', replace: true })} />
        )}
      </Page>
    </div>
  )
}

let taken = ''

function takeToken(): string {
  const token = window.location.hash.slice(1)
  if (token !== '') {
    taken = token
    window.history.replaceState(window.history.state, '', window.location.pathname)
  }
  return taken
}
