import { IconFileOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset, ExportFormat, Field } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { countOf, type Conditions } from '../../features/warehouse/conditions.ts'
import { ExportForm } from '../../features/warehouse/export/export-form.tsx'
import { ExportList } from '../../features/warehouse/export/export-list.tsx'
import { exportsQuery } from '../../features/warehouse/export/queries.ts'
import { RecordFilters } from '../../features/warehouse/record-filters.tsx'
import { useText } from '../../lib/use-text.ts'
import { ReadableFields } from '../readable-fields.tsx'
import { SignedIn } from '../signed-in.tsx'
import classes from './dataset-download.module.css'

const route = getRouteApi('/datasets/$code/download')
const formats: readonly ExportFormat[] = ['csv', 'xlsx', 'json', 'ndjson']

/** Records as a file: all that may be read, or what a filtered table shows. */
export function DatasetDownloadTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  if (dataset.data === undefined) return null
  const { data } = dataset
  return <SignedIn>{() => <Download dataset={data} />}</SignedIn>
}

function Download({ dataset }: { dataset: Dataset }) {
  const [{ purpose }, change] = useOrder(dataset.code)
  return (
    <ReadableFields
      dataset={dataset}
      purpose={purpose}
      skeleton={<Lines count={6} />}
      onPurpose={(given) => {
        change({ purpose: given })
      }}
    >
      {(fields) => (
        <>
          <Order code={dataset.code} fields={fields} />
          <Files code={dataset.code} />
        </>
      )}
    </ReadableFields>
  )
}

interface OrderScope {
  columns: string[]
  conditions: Conditions
  asOf: string
  purpose: string
}

interface OrderChange {
  purpose?: string
  filter?: string[]
  any?: string[]
  none?: string[]
}

/** What the file is to hold, as the address says; a table hands its own view on. */
function useOrder(code: string): [OrderScope, (change: OrderChange) => void] {
  const search = route.useSearch()
  const navigate = useNavigate()
  const scope = {
    columns: search.columns === undefined ? [] : search.columns.split(','),
    conditions: { all: search.filter ?? [], any: search.any ?? [], none: search.none ?? [] },
    asOf: search.asOf ?? '',
    purpose: search.purpose ?? '',
  }
  const change = (next: OrderChange) => {
    void navigate({
      to: '/datasets/$code/download',
      params: { code },
      search: { ...search, ...next },
      replace: true,
      resetScroll: false,
    })
  }
  return [scope, change]
}

function Order({ code, fields }: { code: string; fields: Field[] }) {
  const search = route.useSearch()
  const { t } = useText()
  const [scope, change] = useOrder(code)
  const codeNames = useCodeNames(fields.flatMap((field) => field.codeList ?? []))
  const mapped = fields.some((field) => field.type === 'geometry')
  return (
    <Card>
      <p className={classes.scope}>
        <ScopeSentence scope={scope} />{' '}
        <Link to="/datasets/$code/records" params={{ code }} search={search}>
          {t('export.change')}
        </Link>
      </p>
      <RecordFilters
        fields={fields}
        codeNames={codeNames}
        conditions={scope.conditions}
        onChange={({ all, any, none }) => {
          change({ filter: all, any, none })
        }}
      />
      <ExportForm code={code} formats={mapped ? [...formats, 'geojson'] : formats} scope={scope} />
    </Card>
  )
}

/** What the file will hold, said whole. */
function ScopeSentence({ scope: { conditions, columns, asOf } }: { scope: OrderScope }) {
  const { t, format } = useText()
  const parts = [
    t(countOf(conditions) === 0 ? 'export.everything' : 'export.filtered'),
    ...(columns.length === 0
      ? []
      : [t('export.columns', { count: columns.length, number: format.number(columns.length) })]),
    ...(asOf === '' ? [] : [t('export.asOf', { which: asOf })]),
  ]
  return <>{parts.join(' ')}</>
}

function Files({ code }: { code: string }) {
  const { t } = useText()
  const exports = useQuery(exportsQuery)
  return (
    <Section
      title={t('export.files')}
      help={t('export.filesHelp')}
      actions={<Link to="/exports">{t('export.all')}</Link>}
    >
      <QueryView query={exports} skeleton={<Lines count={4} />}>
        {({ items }) => {
          const own = items.filter((each) => each.dataset === code)
          return own.length === 0 ? (
            <Empty icon={IconFileOff} title={t('export.none')}>
              {t('export.noneHelp')}
            </Empty>
          ) : (
            <ExportList exports={own} />
          )
        }}
      </QueryView>
    </Section>
  )
}
