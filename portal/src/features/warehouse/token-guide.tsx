import { IconKey } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './token-guide.module.css'

const shells = [
  { name: 'macOS, Linux', code: "export KHO_TOKEN='…'" },
  { name: 'Windows PowerShell', code: "$env:KHO_TOKEN = '…'" },
]

/** How a program gets its token, where it keeps it, and what to do when it gets out. */
export function TokenGuide({ signedIn }: { signedIn: boolean }) {
  const { t } = useText()
  return (
    <Notice tone="accent" icon={IconKey} title={t('call.tokenTitle')}>
      <ol className={classes.steps}>
        <li>
          {t('call.tokenIssue')}{' '}
          {signedIn ? (
            <Link to="/account">{t('call.tokenLink')}</Link>
          ) : (
            <Link to="/sign-in">{t('call.signInFirst')}</Link>
          )}
        </li>
        <li>
          {t('call.tokenKeep')}
          <ul className={classes.shells}>
            {shells.map(({ name, code }) => (
              <li key={name}>
                {name}: <code>{code}</code>
              </li>
            ))}
            <li>Excel: {t('call.tokenExcel')}</li>
          </ul>
        </li>
        <li>{t('call.tokenLost')}</li>
      </ol>
    </Notice>
  )
}
