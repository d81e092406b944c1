import { useEffect, useState, type SubmitEvent } from 'react'
import { Button, TextInput } from '@mantine/core'
import { IconCode, IconSearch, IconShieldCheck, IconTransferIn, IconZoomScan, type Icon } from '@tabler/icons-react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { datasetListQuery, versionsQuery } from '../../../features/catalogue/queries.ts'
import type { Dataset } from '../../../api/types.ts'
import { codeListsQuery } from '../../../features/reference/queries.ts'
import { useText } from '../../../lib/use-text.ts'
import { stateQuery } from '../../../features/warehouse/queries.ts'
import { Holdings, shelfSize } from './holdings.tsx'
import classes from './landing.module.css'

export function Landing() {
  const { t } = useText()
  useEffect(() => {
    document.title = `${t('app.name')} · ${t('app.tagline')}`
  }, [t])
  return (
    <div>
      <section className={classes.hero}>
        <div className={classes.inner}>
          <div className={classes.words}>
            <h1 className={classes.title}>{t('home.title')}</h1>
            <p className={classes.lead}>{t('home.lead')}</p>
            <HeroSearch />
            <Counts />
          </div>
          <Holdings />
        </div>
      </section>
      <Deeds />
    </div>
  )
}

function HeroSearch() {
  const { t } = useText()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  function submit(event: SubmitEvent): void {
    event.preventDefault()
    void navigate({ to: '/datasets', search: q.trim() === '' ? {} : { q: q.trim() } })
  }
  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <TextInput
        type="search"
        size="lg"
        className={classes.searchInput}
        aria-label={t('datasets.searchLabel')}
        placeholder={t('datasets.searchPlaceholder')}
        leftSection={<IconSearch size={20} stroke={1.8} />}
        value={q}
        onChange={(event) => {
          setQ(event.currentTarget.value)
        }}
      />
      <Button type="submit" size="lg">
        {t('home.search')}
      </Button>
    </form>
  )
}

function Counts() {
  const { t, format } = useText()
  const datasets = useQuery(datasetListQuery({}, shelfSize))
  const codeLists = useQuery(codeListsQuery())
  const versions = useQuery(versionsQuery)
  const records = useRecordTotal(datasets.data)
  const counts = [
    { to: '/datasets', text: t('home.countDatasets'), count: datasets.data?.total },
    { to: '/datasets', text: t('home.countRecords'), count: records },
    { to: '/code-lists', text: t('home.countCodeLists'), count: codeLists.data?.items.length },
    { to: '/catalogue', text: t('home.countVersions'), count: versions.data?.items.length },
  ] as const
  return (
    <ul className={classes.counts}>
      {counts.map(
        ({ to, text, count }) =>
          count !== undefined && (
            <li key={text}>
              <Link to={to} className={classes.count}>
                <strong>{format.number(count)}</strong>
                <span>{text}</span>
              </Link>
            </li>
          ),
      )}
    </ul>
  )
}

/** All records held; known only when the short list holds every dataset. */
function useRecordTotal(datasets: { items: Dataset[]; total: number } | undefined): number | undefined {
  const items = datasets?.items ?? []
  const states = useQueries({ queries: items.map((dataset) => stateQuery(dataset.code)) })
  const known = states.flatMap((state) => (state.data === undefined ? [] : [state.data.records ?? 0]))
  if (datasets === undefined || known.length < datasets.total) return undefined
  return known.reduce((total, records) => total + records, 0)
}

function Deeds() {
  const { t } = useText()
  return (
    <section className={classes.deeds}>
      <h2>{t('home.deeds')}</h2>
      <ul className={classes.deedList}>
        <Deed icon={IconZoomScan} title={t('home.find')} text={t('home.findText')} />
        <Deed icon={IconCode} title={t('home.call')} text={t('home.callText')} />
        <Deed icon={IconTransferIn} title={t('home.deliver')} text={t('home.deliverText')} />
        <Deed icon={IconShieldCheck} title={t('home.verify')} text={t('home.verifyText')} />
      </ul>
    </section>
  )
}

function Deed({ icon: Glyph, title, text }: { icon: Icon; title: string; text: string }) {
  return (
    <li className={classes.deed}>
      <Glyph size={24} stroke={1.5} aria-hidden />
      <h3>{title}</h3>
      <p>{text}</p>
    </li>
  )
}
