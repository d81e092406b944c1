import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { CodePlace } from '../../api/types.ts'
import { toProblem } from '../../api/problem.ts'
import { CopyButton } from '../../components/copy.tsx'
import { DayInput } from '../../components/day-input.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { CodeEntries, EntryLink } from '../../features/reference/code-entries.tsx'
import { CodeLife } from '../../features/reference/code-life.tsx'
import { codeListQuery, entryLifeQuery, entryPlaceQuery, entryQuery } from '../../features/reference/queries.ts'
import { todayHere } from '../../lib/day.ts'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './code-list.module.css'

const route = getRouteApi('/code-lists/$code/entries/$entry')

/** One code: what it means on a day, what stands above and below it, what it meant before. */
export function CodeEntryPage() {
  const { t, named } = useText()
  const { code: list, entry: code } = route.useParams()
  const { at = '' } = route.useSearch()
  const entry = useQuery(entryQuery(list, code, at))
  const life = useQuery(entryLifeQuery(list, code))
  const place = useQuery(entryPlaceQuery(list, code, at))
  const meaning = entry.data ?? life.data?.items.at(-1)
  return (
    <Page
      title={meaning === undefined ? code : named(meaning)}
      crumbs={useCrumbs({ list, code, at, place: place.data })}
      lead={
        meaning === undefined || meaning.nameEn === meaning.name
          ? undefined
          : named({ ...meaning, name: meaning.nameEn ?? '', nameEn: meaning.name })
      }
      actions={<DayChoice list={list} code={code} at={at} />}
    >
      {life.isError ? (
        <ProblemView problem={toProblem(life.error)} onRetry={() => void life.refetch()} />
      ) : (
        <>
          {entry.isError && <NotThere at={at} />}
          <Section title={t('codeLife.title')} help={t('codeLife.help')}>
            <CodeLife list={list} code={code} />
          </Section>
          <Children code={code} at={at} place={place.data} />
        </>
      )}
    </Page>
  )
}

interface CrumbsProps {
  list: string
  code: string
  at: string
  place: CodePlace | undefined
}

/** Lists → list → the codes above → this code. */
function useCrumbs({ list, code, at, place }: CrumbsProps) {
  const { t, named } = useText()
  const own = useQuery(codeListQuery(list))
  return [
    <Link key="lists" to="/code-lists">
      {t('nav.codeLists')}
    </Link>,
    <Link key="list" to="/code-lists/$code" params={{ code: list }} search={at === '' ? {} : { at }}>
      {own.data === undefined ? list : named(own.data)}
    </Link>,
    ...(place?.parents ?? []).map((step) => (
      <EntryLink key={`${step.list.code} ${step.code}`} list={step.list.code} code={step.code} at={at}>
        {named(step)}
      </EntryLink>
    )),
    <span key="code" className={classes.own}>
      <code>{code}</code>
      <CopyButton text={code} label={t('codeList.copyCode', { code })} />
    </span>,
  ]
}

function DayChoice({ list, code, at }: { list: string; code: string; at: string }) {
  const { t } = useText()
  const navigate = useNavigate()
  return (
    <div className={classes.at}>
      <span aria-hidden>{t('codeList.at')}</span>
      <DayInput
        label={t('codeList.at')}
        labelHidden
        value={at}
        onChange={(day) => {
          void navigate({
            to: '/code-lists/$code/entries/$entry',
            params: { code: list, entry: code },
            search: day === '' ? {} : { at: day },
            replace: true,
            resetScroll: false,
          })
        }}
      />
    </div>
  )
}

function NotThere({ at }: { at: string }) {
  const { t, format } = useText()
  const today = todayHere(useNow())
  return (
    <Notice
      tone="warn"
      icon={IconCalendarOff}
      title={t('codeLife.notThere', { date: format.day(at === '' ? today : at) })}
    >
      <p>{t('codeLife.notThereHelp')}</p>
    </Notice>
  )
}

function Children({ code, at, place }: { code: string; at: string; place: CodePlace | undefined }) {
  const { t, named, format } = useText()
  return (place?.children ?? []).map(({ list, count }) => (
    <Section
      key={list.code}
      title={t('codeLife.children', { list: named(list) })}
      help={t('codeLife.childrenHelp', { count, number: format.number(count) })}
    >
      <CodeEntries list={list.code} search={{ q: '', at, parent: code }} />
    </Section>
  ))
}
