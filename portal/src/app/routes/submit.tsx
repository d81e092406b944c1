import { useEffect } from 'react'
import { Select } from '@mantine/core'
import { IconStack2, IconTool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { Dataset, FileLoad } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { datasetListQuery, kindsQuery, loadsTaken } from '../../features/catalogue/queries.ts'
import type { Me } from '../../features/identity/queries.ts'
import { DropFile } from '../../components/drop-file.tsx'
import { DueText, FreshnessMark } from '../../features/warehouse/freshness.tsx'
import { stateQuery } from '../../features/warehouse/queries.ts'
import { InterruptedFiles } from '../../features/warehouse/submit/interrupted.tsx'
import { LoadChoice } from '../../features/warehouse/submit/load-choice.tsx'
import { Steps } from '../../features/warehouse/submit/steps.tsx'
import { TransferCard } from '../../features/warehouse/submit/transfer-card.tsx'
import { forgetTransfer, startTransfer, useTransfer } from '../../features/warehouse/submit/transfer.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { SubmitUpload } from './submit-upload.tsx'
import classes from './submit.module.css'

const route = getRouteApi('/submit')

export function SubmitPage() {
  const { t } = useText()
  const { upload, step } = route.useSearch()
  return (
    <Page title={t('nav.submit')} lead={t('submit.lead')} narrow={upload === undefined || step === 'send'}>
      <SignedIn needs="warehouse.submission.submit">{(me) => <Datasets me={me} />}</SignedIn>
    </Page>
  )
}

function Datasets({ me }: { me: Me }) {
  const { t } = useText()
  const { upload } = route.useSearch()
  const datasets = useQuery(datasetListQuery({ provider: me.unit.id }, 100))
  return (
    <QueryView query={datasets} skeleton={<Lines count={5} />}>
      {(data) => {
        if (data.items.length === 0) {
          return (
            <Empty icon={IconStack2} title={t('submit.noDatasets')}>
              {t('submit.noDatasetsHelp')}
            </Empty>
          )
        }
        return upload === undefined ? (
          <ChooseFile datasets={data.items} />
        ) : (
          <SubmitUpload key={upload} upload={upload} datasets={data.items} />
        )
      }}
    </QueryView>
  )
}

function ChooseFile({ datasets }: { datasets: Dataset[] }) {
  const { t, named } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const transfer = useTransfer()
  const only = datasets.length === 1 ? datasets[0]?.code : undefined
  const chosen = datasets.find((each) => each.code === (transfer?.dataset ?? search.dataset ?? only))
  const underway = transfer !== null && transfer.state !== 'refused'
  useGoOn(chosen?.code)
  return (
    <>
      <Steps step="file" />
      <Card>
        <div className={classes.form}>
          <Select
            size="md"
            label={t('submit.dataset')}
            placeholder={t('submit.choose')}
            searchable
            allowDeselect={false}
            disabled={underway || search.continues !== undefined}
            nothingFoundMessage={t('submit.noMatch')}
            data={datasets.map((each) => ({ value: each.code, label: named(each) }))}
            value={chosen?.code ?? null}
            onChange={(code) => {
              if (!underway) forgetTransfer()
              void navigate({ to: '/submit', search: code === null ? {} : { dataset: code }, replace: true })
            }}
          />
          {chosen && <Expected dataset={chosen} />}
          {chosen && <Loads dataset={chosen} />}
          {underway ? (
            <TransferCard transfer={transfer} />
          ) : (
            <>
              {chosen && <InterruptedFiles dataset={chosen.code} />}
              {transfer?.problem && <ProblemView problem={transfer.problem} />}
              <DropFile
                title={t('submit.drop')}
                help={t('submit.dropHelp')}
                accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,.geojson"
                disabled={chosen === undefined}
                onFiles={([file]) => {
                  if (chosen !== undefined && file !== undefined) void startTransfer(chosen.code, file)
                }}
              />
            </>
          )}
        </div>
      </Card>
    </>
  )
}

/** Once the file has arrived, its address is that of the next step, which can be left and found again. */
function useGoOn(dataset: string | undefined): void {
  const navigate = useNavigate()
  const transfer = useTransfer()
  const arrived = transfer?.state === 'arrived' ? transfer.id : null
  useEffect(() => {
    if (arrived === null) return
    forgetTransfer()
    void navigate({
      to: '/submit',
      search: (before) => ({ ...before, ...(dataset === undefined ? {} : { dataset }), upload: arrived }),
    })
  }, [arrived, dataset, navigate])
}

/** Which kind of load the file is, of those the dataset takes. */
function Loads({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const kinds = useQuery(kindsQuery)
  const loads = loadsTaken(kinds.data?.items ?? [], dataset)
  if (search.continues !== undefined) {
    return (
      <Notice icon={IconTool} title={t('submit.continues')}>
        <p>
          {t('submit.continuesText')}{' '}
          <Link to="/submissions/$id" params={{ id: search.continues }}>
            {t('desk.seeSubmission')}
          </Link>
        </p>
      </Notice>
    )
  }
  if (kinds.data === undefined) return <Lines count={3} />
  return (
    <LoadChoice
      loads={loads}
      value={loadOf(search.load, loads)}
      onChoose={(load) => {
        void navigate({
          to: '/submit',
          search: (before) => ({ ...before, dataset: dataset.code, load }),
          replace: true,
        })
      }}
    />
  )
}

function loadOf(asked: string | undefined, loads: readonly FileLoad[]): FileLoad {
  return loads.find((load) => load === asked) ?? loads[0] ?? 'full'
}

function Expected({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const state = useQuery(stateQuery(dataset.code))
  return (
    <div className={classes.expected}>
      {state.data && (
        <p className={classes.fresh}>
          <FreshnessMark state={state.data.freshness.state} /> <DueText state={state.data} />
        </p>
      )}
      <p>
        {t('submit.expected')}{' '}
        <Link to="/datasets/$code/structure" params={{ code: dataset.code }}>
          {t('submit.seeStructure')}
        </Link>
      </p>
    </div>
  )
}
