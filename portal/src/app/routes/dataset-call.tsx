import { useState, type ComponentProps, type ReactNode } from 'react'
import { SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Dataset } from '../../api/types.ts'
import { Section } from '../../components/page.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { PurposeField } from '../../features/access/purpose-field.tsx'
import { statedPurpose } from '../../features/access/purpose-text.ts'
import { ReadGate } from '../../features/access/read-gate.tsx'
import { asksPurpose, datasetQuery, kindsQuery } from '../../features/catalogue/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import type { Call } from '../../features/warehouse/call-example.ts'
import { CallExamples, languageOf } from '../../features/warehouse/call-examples.tsx'
import { TokenGuide } from '../../features/warehouse/token-guide.tsx'
import { TryCall } from '../../features/warehouse/try-call.tsx'
import { useText } from '../../lib/use-text.ts'
import { fieldTitles } from '../field-titles.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './dataset-call.module.css'

const route = getRouteApi('/datasets/$code/api')
const kinds = ['page', 'filter', 'one', 'changes', 'state'] as const
type CallKind = (typeof kinds)[number]

export function DatasetCallTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  return dataset.data === undefined ? null : <CallGuide dataset={dataset.data} />
}

function kindOf(name: string | undefined): CallKind {
  return kinds.find((each) => each === name) ?? 'page'
}

function CallGuide({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const kind = kindOf(search.kind)
  const [key, setKey] = useState('')
  const [purpose, setPurpose] = useState(t('call.samplePurpose'))
  const kindRules = useQuery(kindsQuery)
  const isOwn = me?.unit.id === dataset.provider.id
  const restricted = kind !== 'state' && !isOwn && asksPurpose(kindRules.data?.items ?? [], dataset)
  const call = withPurpose(callOf(kind, dataset, key), restricted ? purpose : '')
  function change(next: { kind?: string; language?: string }): void {
    void navigate({
      to: '/datasets/$code/api',
      params: { code: dataset.code },
      search: { ...search, ...next },
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <div className={classes.guide}>
      <TokenGuide signedIn={Boolean(me)} />
      <Section title={t('call.title')} help={t(`call.help.${kind}`)}>
        <div className={classes.choices}>
          <div className={classes.kinds}>
            <SegmentedControl
              aria-label={t('call.what')}
              data={kinds.map((each) => ({ value: each, label: t(`call.kind.${each}`) }))}
              value={kind}
              onChange={(next) => {
                change({ kind: next })
              }}
            />
          </div>
          {kind === 'one' && <Given label={t('call.key')} value={key} onChange={setKey} />}
          {restricted && me && (
            <div className={classes.purpose}>
              <PurposeField value={purpose} onChange={setPurpose} />
            </div>
          )}
        </div>
        <Examples
          isReady={!kindRules.isPending}
          call={call}
          language={languageOf(search.language)}
          onLanguage={(language) => {
            change({ language })
          }}
        />
      </Section>
      <Section title={t('call.tryTitle')} help={t('call.tryHelp')}>
        <Permitted dataset={dataset} kind={kind} purpose={statedPurpose(purpose).code} onPurpose={setPurpose}>
          <TryCall key={kind} call={call} disabled={kind === 'one' && key.trim() === ''} />
        </Permitted>
      </Section>
    </div>
  )
}

/** Whoever copies a call too early would have one without the purpose it needs. */
function Examples({ isReady, ...given }: { isReady: boolean } & ComponentProps<typeof CallExamples>) {
  return isReady ? <CallExamples {...given} /> : <Lines count={8} />
}

interface PermittedProps {
  dataset: Dataset
  kind: CallKind
  /** Its code: own words decide nothing. */
  purpose: string
  onPurpose: (purpose: string) => void
  children: ReactNode
}

/** The state is everybody's; data is tried only by who may read it, for a stated purpose if need be, and anybody else is told. */
function Permitted({ dataset, kind, purpose, onPurpose, children }: PermittedProps) {
  const { language } = useText()
  if (kind === 'state') return children
  return (
    <SignedIn>
      {() => (
        <ReadGate
          dataset={dataset.code}
          purpose={purpose}
          titles={fieldTitles(dataset, language)}
          skeleton={<Lines count={2} />}
          onPurpose={onPurpose}
        >
          {() => children}
        </ReadGate>
      )}
    </SignedIn>
  )
}

interface GivenProps {
  label: string
  value: string
  onChange: (value: string) => void
}

function Given({ label, value, onChange }: GivenProps) {
  return (
    <TextInput
      className={classes.given}
      label={label}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}

function callOf(kind: CallKind, dataset: Dataset, key: string): Call {
  const base = `/api/v1/warehouse/datasets/${dataset.code}`
  const records = `${base}/records`
  switch (kind) {
    case 'state':
      return { path: `${base}/state`, query: [], paged: false }
    case 'one':
      return { path: `${records}/${encodeURIComponent(key.trim() || 'KEY')}`, query: [], paged: false }
    case 'changes':
      return {
        path: `${base}/changes`,
        query: [
          ['since', '0'],
          ['limit', '5'],
        ],
        paged: false,
      }
    case 'page':
      return { path: records, query: [['limit', '5']], paged: true }
    case 'filter':
      return { path: records, query: filterQuery(dataset), paged: true }
  }
}

/** A filter that is true of any data: the second field has a value. */
function filterQuery(dataset: Dataset): [string, string][] {
  const fields = dataset.structure?.fields ?? []
  const named = fields[1] ?? fields[0]
  const chosen = fields.slice(0, 3).map((field) => field.name)
  return [
    ...pair('select', chosen.join(',')),
    ...pair('filter', named === undefined ? '' : `${named.name}:null:false`),
    ...pair('sort', named === undefined ? '' : `-${named.name}`),
    ['limit', '5'],
  ]
}

function withPurpose(call: Call, purpose: string): Call {
  return { ...call, query: [...call.query, ...pair('purpose', purpose.trim())] }
}

function pair(name: string, value: string): [string, string][] {
  return value === '' ? [] : [[name, value]]
}
