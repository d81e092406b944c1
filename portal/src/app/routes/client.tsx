import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Client } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { HeadingSkeleton, Lines } from '../../components/skeletons.tsx'
import { ClientActs } from '../../features/identity/client/client-acts.tsx'
import { ClientMark } from '../../features/identity/client/client-mark.tsx'
import { KeyTable } from '../../features/identity/client/key-table.tsx'
import { clientQuery } from '../../features/identity/client/queries.ts'
import type { Me } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/clients/$code')

export function ClientPage() {
  const { code } = route.useParams()
  return <SignedIn needs="identity.client.read">{(me) => <Loaded code={code} me={me} />}</SignedIn>
}

function Loaded({ code, me }: { code: string; me: Me }) {
  const client = useQuery(clientQuery(code))
  if (client.data !== undefined) return <Shown client={client.data} me={me} />
  return (
    <Page
      title={code}
      heading={client.isPending ? <HeadingSkeleton>{code}</HeadingSkeleton> : undefined}
      crumbs={[<ClientsLink key="clients" />]}
    >
      <QueryView query={client} skeleton={<Lines count={8} />}>
        {() => null}
      </QueryView>
    </Page>
  )
}

function ClientsLink() {
  const { t } = useText()
  return <Link to="/clients">{t('clients.title')}</Link>
}

function Shown({ client, me }: { client: Client; me: Me }) {
  const { t, format, named } = useText()
  return (
    <Page
      title={client.name}
      crumbs={[<ClientsLink key="clients" />]}
      lead={client.purpose}
      marks={<ClientMark state={client.state} />}
      actions={<ClientActs client={client} me={me} />}
    >
      <Card>
        <Facts
          facts={[
            { name: t('clients.code'), value: <code>{client.code}</code> },
            { name: t('clients.unit'), value: named(client.unit) },
            { name: t('clients.kind'), value: t(`clients.kinds.${client.kind}`) },
            { name: t('clients.method'), value: t(`clients.methods.${client.method}`) },
            client.roles.length > 0
              ? { name: t('clients.roles'), value: client.roles.map((role) => t(`role.${role}`)).join(', ') }
              : null,
            client.redirectUris.length > 0
              ? { name: t('clients.redirects'), value: client.redirectUris.join(', ') }
              : null,
            {
              name: t('clients.requestedAt'),
              value: `${format.instant(client.requestedAt)} · ${client.requestedBy.login}`,
            },
            client.decidedAt !== null && client.decidedBy !== null
              ? {
                  name: t('clients.decidedAt'),
                  value: `${format.instant(client.decidedAt)} · ${client.decidedBy.login}`,
                }
              : null,
            client.document !== null ? { name: t('clients.basis'), value: client.document } : null,
          ]}
        />
      </Card>
      <Section title={t('clients.keys')} help={t('clients.keysHelp')}>
        <KeyTable keys={client.keys} />
      </Section>
    </Page>
  )
}
