import { IconFileOff, IconTableOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset, ExportFormat, Field } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { ReadGate } from '../../features/access/read-gate.tsx'
import { datasetQuery } from '../../features/catalogue/queries.ts'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { countOf, type Conditions } from '../../features/warehouse/conditions.ts'
import { ExportForm } from '../../features/warehouse/export-form.tsx'
import { ExportList } from '../../features/warehouse/export-list.tsx'
import { exportsQuery } from '../../features/warehouse/export-queries.ts'
import { RecordFilters } from '../../features/warehouse/record-filters.tsx'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'
import { SignedIn } from '../signed-in.tsx'

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
  const { t, language } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const fields = dataset.structure?.fields
  if (fields === undefined) {
    return (
      <Empty icon={IconTableOff} title={t('structure.none')}>
        {t('structure.noneHelp')}
      </Empty>
    )
  }
  return (
    <ReadGate
      dataset={dataset.code}
      purpose={search.purpose ?? ''}
      titles={fieldTitles(dataset, language)}
      skeleton={<Lines count={6} />}
      onPurpose={(purpose) => {
        void navigate({
          to: '/datasets/$code/download',
          params: { code: dataset.code },
          search: { ...search, purpose },
          replace: true,
        })
      }}
    >
      {(decision) => (
        <Order code={dataset.code} fields={fields.filter((field) => decision.fields.includes(field.name))} />
      )}
    </ReadGate>
  )
}

function Order({ code, fields }: { code: string; fields: Field[] }) {
  const { t, format } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const codeNames = useCodeNames(fields.flatMap((field) => field.codeList ?? []))
  const conditions: Conditions = { all: search.filter ?? [], any: search.any ?? [], none: search.none ?? [] }
  const { asOf = '', purpose = '' } = search
  const columns = search.columns === undefined ? [] : search.columns.split(',')
  const mapped = fields.some((field) => field.type === 'geometry')
  return (
    <>
      <Card>
        <p>
          {t(countOf(conditions) === 0 ? 'export.everything' : 'export.filtered')}{' '}
          {columns.length > 0 && t('export.columns', { count: columns.length, number: format.number(columns.length) })}{' '}
          {asOf !== '' && t('export.asOf', { which: asOf })}{' '}
          <Link to="/datasets/$code/records" params={{ code }} search={search}>
            {t('export.change')}
          </Link>
        </p>
        <RecordFilters
          fields={fields}
          codeNames={codeNames}
          conditions={conditions}
          onChange={({ all, any, none }) => {
            void navigate({
              to: '/datasets/$code/download',
              params: { code },
              search: { ...search, filter: all, any, none },
              replace: true,
              resetScroll: false,
            })
          }}
        />
        <div style={{ marginTop: 16 }}>
          <ExportForm
            code={code}
            formats={mapped ? [...formats, 'geojson'] : [...formats]}
            scope={{ columns, conditions, asOf, purpose }}
          />
        </div>
      </Card>
      <Section title={t('export.files')} help={t('export.filesHelp')}>
        <Files code={code} />
      </Section>
    </>
  )
}

function Files({ code }: { code: string }) {
  const { t } = useText()
  const exports = useQuery(exportsQuery)
  return (
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
  )
}
