import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { CatalogueRow, CatalogueVersion } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { versionQuery } from '../../features/catalogue/queries.ts'
import { InForceMark } from '../../features/catalogue/version-list.tsx'
import { VersionTable } from '../../features/catalogue/version-table.tsx'
import { useText } from '../../lib/use-text.ts'
import classes from './catalogue-version.module.css'

const route = getRouteApi('/catalogue/$number')

export function CatalogueVersionPage() {
  const { t, format } = useText()
  const { number } = route.useParams()
  const version = useQuery(versionQuery(number))
  return (
    <Page
      title={
        version.data === undefined
          ? t('catalogue.one')
          : t('catalogue.numbered', { number: format.number(version.data.number) })
      }
      heading={version.data && <Heading version={version.data} />}
      crumbs={[
        <Link key="versions" to="/catalogue">
          {t('catalogue.title')}
        </Link>,
      ]}
      lead={version.data && <Lead version={version.data} />}
      marks={version.data && <InForceMark version={version.data} />}
      actions={
        version.data && (
          <Button
            variant="default"
            leftSection={<IconPrinter size={17} stroke={1.8} />}
            onClick={() => {
              window.print()
            }}
          >
            {t('action.print')}
          </Button>
        )
      }
    >
      <QueryView query={version} skeleton={<TableSkeleton rows={5} columns={5} />}>
        {(data) => <Rows rows={data.rows} />}
      </QueryView>
    </Page>
  )
}

/** The whole name an annex carries: the catalogue, and the instrument that promulgates it. */
function Heading({ version }: { version: CatalogueVersion }) {
  const { t, format } = useText()
  return (
    <>
      {t('catalogue.promulgated', {
        kind: t(`instrumentKind.${version.instrument.kind}`),
        number: version.instrument.number,
        date: format.day(version.instrument.signedOn),
      })}
    </>
  )
}

function Lead({ version }: { version: CatalogueVersion }) {
  const { t, format } = useText()
  return (
    <>
      {t('catalogue.numbered', { number: format.number(version.number) })} ·{' '}
      <Citation instrument={version.instrument} /> · {version.instrument.issuer} ·{' '}
      {version.effectiveTo === null
        ? t('catalogue.fromDate', { from: format.day(version.effectiveFrom) })
        : t('catalogue.fromTo', { from: format.day(version.effectiveFrom), to: format.day(version.effectiveTo) })}
    </>
  )
}

function Rows({ rows }: { rows: CatalogueRow[] }) {
  const { t, format } = useText()
  return (
    <div className={classes.rows}>
      <Section
        title={t('catalogue.rowsTitle', { count: rows.length, number: format.number(rows.length) })}
        help={t('catalogue.rowsHelp')}
      >
        <VersionTable rows={rows} />
      </Section>
    </div>
  )
}
