import { Pending } from '../../components/query-view.tsx'
import { HeadingSkeleton, ListSkeleton } from '../../components/skeletons.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { Desk } from './home/desk.tsx'
import { Landing } from './home/landing.tsx'

/** One address, two faces: what the store is for a visitor, what waits for whoever works here. */
export function HomePage() {
  const { t } = useText()
  const me = useMe()
  if (me === undefined) {
    return (
      <div style={{ maxWidth: 1180, margin: '0 auto', padding: '48px 32px' }}>
        <Pending>
          <h1 style={{ margin: '0 0 28px' }}>
            <HeadingSkeleton>{t('app.name')}</HeadingSkeleton>
          </h1>
          <ListSkeleton items={3} />
        </Pending>
      </div>
    )
  }
  return me === null ? <Landing /> : <Desk me={me} />
}
