import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Grant } from '../../api/types.ts'
import { LinkButton } from '../../components/link-button.tsx'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { AnnexButton } from '../../features/access/grant/annex-button.tsx'
import { GrantActDialog } from '../../features/access/grant/grant-act-dialog.tsx'
import { offeredActs, type OfferedAct } from '../../features/access/grant/grant-acts.ts'
import { GrantFacts } from '../../features/access/grant/grant-facts.tsx'
import { GrantMark } from '../../features/access/grant/grant-mark.tsx'
import { grantQuery } from '../../features/access/grant/grant-queries.ts'
import { RenewalDialog } from '../../features/access/grant/renewal-dialog.tsx'
import { useMe, type Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { GrantedExtent } from '../granted-extent.tsx'
import { SignedIn } from '../signed-in.tsx'
import classes from '../../features/access/grant/grant.module.css'

const route = getRouteApi('/grants/$id')

export function GrantPage() {
  const { t, named } = useText()
  const { id } = route.useParams()
  const grant = useQuery({ ...grantQuery(id), enabled: Boolean(useMe()) }).data
  return (
    <Page
      title={grant ? `${grant.number} · ${named(grant.dataset)}` : t('nav.grants')}
      crumbs={[
        <Link key="grants" to="/grants">
          {t('nav.grants')}
        </Link>,
      ]}
      marks={grant && <GrantMark state={grant.state} />}
    >
      <SignedIn needs="access.grant.read">{(me) => <Parts id={id} me={me} />}</SignedIn>
    </Page>
  )
}

function Parts({ id, me }: { id: string; me: Me }) {
  const { t } = useText()
  const query = useQuery(grantQuery(id))
  return (
    <QueryView query={query} skeleton={<Lines count={8} />}>
      {(grant) => {
        const { dataset, extent, startsAt, endsAt } = grant
        return (
          <>
            <Acts grant={grant} me={me} />
            <Section title={t('grants.about')}>
              <GrantFacts grant={grant} />
            </Section>
            <Section title={t('grants.extent')} help={t('grants.extentHelp')}>
              <GrantedExtent dataset={dataset.code} {...{ extent, startsAt, endsAt }} />
            </Section>
          </>
        )
      }}
    </QueryView>
  )
}

function Acts({ grant, me }: { grant: Grant; me: Me }) {
  const { t } = useText()
  const navigate = useNavigate()
  const [act, setAct] = useState<OfferedAct | null>(null)
  const { id, dataset } = grant
  const close = () => {
    setAct(null)
  }
  return (
    <div className={classes.acts}>
      <AnnexButton grant={grant} />
      {offeredActs(grant, me).map((each) =>
        each === 'amendment' ? (
          <LinkButton
            key={each}
            variant="default"
            to="/datasets/$code/request"
            params={{ code: dataset.code }}
            search={{ amends: id }}
          >
            {t('grants.act.amendment')}
          </LinkButton>
        ) : (
          <Button
            key={each}
            variant="default"
            onClick={() => {
              setAct(each)
            }}
          >
            {t(`grants.act.${each}`)}
          </Button>
        ),
      )}
      {act === 'renewal' && (
        <RenewalDialog
          id={id}
          onClose={close}
          onAsked={({ id: request }) => {
            void navigate({ to: '/grant-requests/$id', params: { id: request } })
          }}
        />
      )}
      {(act === 'hold' || act === 'release' || act === 'revocation') && (
        <GrantActDialog id={id} act={act} onClose={close} />
      )}
    </div>
  )
}
