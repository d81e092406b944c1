import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy.tsx'
import { Moment } from '../../components/moment.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { ReadGate } from '../../features/access/read-gate.tsx'
import { codeListsOf, datasetQuery, structuresQuery } from '../../features/catalogue/queries.ts'
import { ProofButton } from '../../features/journal/proof-button.tsx'
import { useCodeNames } from '../../features/reference/use-code-names.ts'
import { historyQuery, recordQuery } from '../../features/warehouse/queries.ts'
import { RecordHistory } from '../../features/warehouse/record-history.tsx'
import { RecordValues } from '../../features/warehouse/record-values.tsx'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './record.module.css'

const route = getRouteApi('/datasets/$code/records/$key')

export function RecordPage() {
  const { t, named } = useText()
  const { code, key } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  const name = dataset.data === undefined ? code : named(dataset.data)
  return (
    <Page
      title={t('record.title', { key, dataset: name })}
      heading={key}
      crumbs={[
        <Link key="datasets" to="/datasets">
          {t('nav.datasets')}
        </Link>,
        <Link key="dataset" to="/datasets/$code" params={{ code }}>
          {name}
        </Link>,
        <Link key="records" to="/datasets/$code/records" params={{ code }}>
          {t('dataset.data')}
        </Link>,
      ]}
    >
      <QueryView query={dataset} skeleton={<Lines count={8} />}>
        {(data) => <SignedIn>{() => <GatedRecord dataset={data} recordKey={key} />}</SignedIn>}
      </QueryView>
    </Page>
  )
}

interface RecordProps {
  dataset: Dataset
  recordKey: string
}

function GatedRecord({ dataset, recordKey }: RecordProps) {
  const { language } = useText()
  const { purpose = '' } = route.useSearch()
  const navigate = useNavigate()
  return (
    <ReadGate
      dataset={dataset.code}
      purpose={purpose}
      titles={fieldTitles(dataset, language)}
      skeleton={<Lines count={8} />}
      onPurpose={(given) =>
        void navigate({
          to: '/datasets/$code/records/$key',
          params: { code: dataset.code, key: recordKey },
          search: { purpose: given },
          replace: true,
        })
      }
    >
      {() => (
        <>
          <Present dataset={dataset} recordKey={recordKey} purpose={purpose} />
          <History dataset={dataset} recordKey={recordKey} purpose={purpose} />
        </>
      )}
    </ReadGate>
  )
}

function Present({ dataset, recordKey, purpose }: RecordProps & { purpose: string }) {
  const { t, format } = useText()
  const record = useQuery(recordQuery(dataset.code, recordKey, purpose))
  const fields = dataset.structure?.fields ?? []
  const codeNames = useCodeNames(fields.flatMap((field) => field.codeList ?? []))
  return (
    <QueryView query={record} skeleton={<Lines count={8} />}>
      {(data) => (
        <>
          <div className={classes.head}>
            <p>
              {t('record.since', { number: format.number(data.since.apply) })} <Moment at={data.since.at} />
            </p>
            <div className={classes.tools}>
              <CopyTextButton text={JSON.stringify(data.values, null, 2)} label={t('records.copyRow')} />
              <ProofButton dataset={dataset.code} recordKey={recordKey} purpose={purpose} />
            </div>
          </div>
          <Card>
            <RecordValues fields={fields} values={data.values} codeNames={codeNames} />
          </Card>
        </>
      )}
    </QueryView>
  )
}

function History({ dataset, recordKey, purpose }: RecordProps & { purpose: string }) {
  const { t } = useText()
  const history = useQuery(historyQuery(dataset.code, recordKey, purpose))
  const structures = useQuery(structuresQuery(dataset.code))
  const versions = structures.data?.items ?? []
  const codeNames = useCodeNames(codeListsOf(versions))
  if (history.isError) return null
  return (
    <Section id="history" title={t('record.history')} help={t('record.historyHelp')}>
      <QueryView query={structures} skeleton={<Lines count={4} />}>
        {() => (
          <QueryView query={history} skeleton={<Lines count={4} />}>
            {(data) => (
              <Card>
                <RecordHistory
                  versions={data.items}
                  structures={{ versions, now: dataset.structure?.fields ?? [] }}
                  codeNames={codeNames}
                />
              </Card>
            )}
          </QueryView>
        )}
      </QueryView>
    </Section>
  )
}
