import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { Citation } from '../../components/citation.tsx'
import { instrumentQuery } from '../../features/law/queries.ts'
import { ActView } from '../../features/identity/act/act-view.tsx'
import { actQuery } from '../../features/identity/act/queries.ts'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/acts/$id')

export function ActPage() {
  const { t, titled } = useText()
  const { id } = route.useParams()
  const act = useQuery({ ...actQuery(id), enabled: may(useMe(), 'identity.act.read') })
  const crumb = (
    <Link key="acts" to="/acts">
      {t('act.title')}
    </Link>
  )
  return (
    <Page title={act.data === undefined ? t('act.one') : titled(act.data)} crumbs={[crumb]}>
      <SignedIn needs="identity.act.read">
        {(me) => (
          <QueryView query={act} skeleton={<Lines count={8} />}>
            {(data) => (
              <ActView
                act={data}
                instrument={<Instrument id={data.instrument} />}
                mayDecide={me.roles.includes('coordinator')}
              />
            )}
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Instrument({ id }: { id: string | null }) {
  const instrument = useQuery({ ...instrumentQuery(id ?? ''), enabled: id !== null })
  return instrument.data === undefined ? null : <Citation instrument={instrument.data} />
}
