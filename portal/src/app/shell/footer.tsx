import { Link } from '@tanstack/react-router'
import { useText } from '../../lib/use-text.ts'
import classes from './footer.module.css'

export function Footer() {
  const { t } = useText()
  return (
    <footer className={classes.footer} data-screen-only>
      <div className={classes.inner}>
        <p>{t('footer.about')}</p>
        <nav aria-label={t('footer.label')} className={classes.links}>
          <Link to="/law">{t('nav.law')}</Link>
          <Link to="/catalogue/$number" params={{ number: 'current' }}>
            {t('nav.inForce')}
          </Link>
          <Link to="/organisations">{t('nav.organisations')}</Link>
          <Link to="/policies">{t('nav.policies')}</Link>
          <Link to="/journal">{t('nav.journal')}</Link>
          <Link to="/verify">{t('verify.title')}</Link>
          <a href="/api/v1/openapi.json">{t('footer.openapi')}</a>
        </nav>
      </div>
    </footer>
  )
}
