import { Skeleton } from '@mantine/core'
import { Pending } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { useMe } from '../../features/identity/queries.ts'
import { Desk } from './home/desk.tsx'
import { Landing } from './home/landing.tsx'

/** One address, two faces: what the store is for a visitor, what waits for whoever works here. */
export function HomePage() {
  const me = useMe()
  if (me === undefined) {
    return (
      <div style={{ maxWidth: 1180, margin: '0 auto', padding: '48px 32px' }}>
        <Pending>
          <Skeleton height={36} width="45%" mb={28} radius="sm" />
          <ListSkeleton items={3} />
        </Pending>
      </div>
    )
  }
  return me === null ? <Landing /> : <Desk me={me} />
}
