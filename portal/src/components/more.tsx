import { Button } from '@mantine/core'
import { useText } from '../lib/use-text.ts'
import classes from './more.module.css'

interface MoreProps {
  hasMore: boolean
  loading: boolean
  onMore: () => void
  children?: React.ReactNode
}

/** "Xem tiếp": the next page joins the list, the reader keeps the place. */
export function More({ hasMore, loading, onMore, children }: MoreProps) {
  const { t } = useText()
  return (
    <div className={classes.more}>
      <span className={classes.count} aria-live="polite">
        {children}
      </span>
      {hasMore && (
        <Button variant="default" loading={loading} onClick={onMore}>
          {t('action.more')}
        </Button>
      )}
    </div>
  )
}
