import { LinkButton } from '../components/link-button.tsx'
import { Page } from '../components/page.tsx'
import { useText } from '../lib/use-text.ts'

export function NotFoundPage() {
  const { t } = useText()
  return (
    <Page title={t('notFound.title')} lead={t('notFound.text')} narrow>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <LinkButton to="/">{t('notFound.home')}</LinkButton>
        <LinkButton to="/datasets" variant="default">
          {t('nav.datasets')}
        </LinkButton>
      </div>
    </Page>
  )
}
