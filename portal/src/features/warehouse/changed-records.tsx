import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconChevronDown, IconMinus, IconPencil, IconPlus, IconTableOff, type Icon } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RecordChange } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { Mark, type Tone } from '../../components/mark.tsx'
import { More } from '../../components/more.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import type { CodeNames } from '../../components/value.tsx'
import { useText } from '../../lib/use-text.ts'
import type { Structures } from './cell-changes.ts'
import { ChangedCells } from './changed-cells.tsx'
import { changesQuery, historyQuery } from './queries.ts'
import classes from './changed-records.module.css'

interface ChangedRecordsProps {
  code: string
  /** The update whose changes are told, and how many they are. */
  apply: number
  total: number
  purpose: string
  structures: Structures
  codeNames: CodeNames
}

/** The records one update changed, as far as the reader may see them; each opens to its cells. */
export function ChangedRecords(props: ChangedRecordsProps) {
  const { code, apply, total, purpose } = props
  const { t, format } = useText()
  const changes = useInfiniteQuery(changesQuery(code, apply, purpose))
  return (
    <QueryView query={changes} skeleton={<Lines count={6} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items).filter((each) => each.apply === apply)
        if (items.length === 0) return <Empty icon={IconTableOff} title={t('changedRecords.none')} />
        return (
          <>
            <ul className={classes.list}>
              {items.map((change) => (
                <li key={change.key} className={classes.item}>
                  <ChangedRecord {...props} change={change} />
                </li>
              ))}
            </ul>
            <More
              hasMore={changes.hasNextPage && items.length < total}
              loading={changes.isFetchingNextPage}
              onMore={() => void changes.fetchNextPage()}
            >
              {t('changedRecords.shown', { number: format.number(items.length), total: format.number(total) })}
            </More>
          </>
        )
      }}
    </QueryView>
  )
}

const looks: Record<RecordChange['operation'], { icon: Icon; tone: Tone }> = {
  insert: { icon: IconPlus, tone: 'ok' },
  change: { icon: IconPencil, tone: 'accent' },
  delete: { icon: IconMinus, tone: 'warn' },
}

function ChangedRecord({ change, ...rest }: ChangedRecordsProps & { change: RecordChange }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  const { code, purpose } = rest
  const { key, operation } = change
  return (
    <>
      <div className={classes.head}>
        <Link
          to="/datasets/$code/records/$key"
          params={{ code, key }}
          search={purpose === '' ? {} : { purpose }}
          className={classes.key}
        >
          {key}
        </Link>
        <Mark {...looks[operation]}>{t(`operation.${operation}`)}</Mark>
        <Button
          className={classes.open}
          variant="subtle"
          size="compact-sm"
          aria-expanded={opened}
          aria-label={t('changedRecords.cellsOf', { key })}
          rightSection={<IconChevronDown size={16} className={classes.chevron} />}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {t('changedRecords.cells')}
        </Button>
      </div>
      {opened && (
        <div className={classes.cells}>
          <RecordCells {...rest} recordKey={key} />
        </div>
      )}
    </>
  )
}

/** What the record was before the update and after it; read only when somebody asks, for every read is logged. */
function RecordCells({
  code,
  apply,
  purpose,
  structures,
  codeNames,
  recordKey,
}: ChangedRecordsProps & { recordKey: string }) {
  const history = useQuery(historyQuery(code, recordKey, purpose))
  return (
    <QueryView query={history} skeleton={<Lines count={2} />}>
      {({ items }) => {
        const oldestFirst = items.toSorted((a, b) => a.since.apply - b.since.apply)
        const at = oldestFirst.findIndex(({ since }) => since.apply === apply)
        const after = oldestFirst[at]
        const before = oldestFirst[at - 1]
        return (
          <ChangedCells
            before={before?.operation === 'delete' ? null : (before ?? null)}
            after={after?.operation === 'delete' ? null : (after ?? null)}
            {...{ structures, codeNames }}
          />
        )
      }}
    </QueryView>
  )
}
