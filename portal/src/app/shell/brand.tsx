import { Link } from '@tanstack/react-router'
import { useText } from '../../lib/use-text.ts'
import classes from './brand.module.css'

export function Brand() {
  const { t } = useText()
  return (
    <Link to="/" className={classes.brand} aria-label={`${t('app.name')} – ${t('app.tagline')}`}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden>
        <rect width="32" height="32" rx="8" className={classes.ground} />
        <g className={classes.rows}>
          <rect x="7" y="8" width="18" height="4" rx="2" />
          <rect x="7" y="14" width="12" height="4" rx="2" opacity=".8" />
          <rect x="7" y="20" width="7" height="4" rx="2" opacity=".6" />
        </g>
        <circle cx="23" cy="22" r="3" className={classes.dot} />
      </svg>
      <span>{t('app.name')}</span>
    </Link>
  )
}
