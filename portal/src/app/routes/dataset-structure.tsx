import { Button, Select } from '@mantine/core'
import { IconDownload, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Structure } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { structuresQuery } from '../../features/catalogue/queries.ts'
import { StructureTable } from '../../features/catalogue/structure-table.tsx'
import { downloadText } from '../../lib/download.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './dataset-structure.module.css'

const route = getRouteApi('/datasets/$code/structure')

export function DatasetStructureTab() {
  const { t } = useText()
  const { code } = route.useParams()
  const { version } = route.useSearch()
  const structures = useQuery(structuresQuery(code))
  return (
    <QueryView query={structures} skeleton={<TableSkeleton rows={8} columns={4} />}>
      {(data) => {
        const newestFirst = data.items.toSorted((a, b) => b.version - a.version)
        const chosen = newestFirst.find((each) => String(each.version) === version) ?? newestFirst[0]
        if (chosen === undefined) {
          return (
            <Empty icon={IconTable} title={t('structure.none')}>
              {t('structure.noneHelp')}
            </Empty>
          )
        }
        return (
          <>
            <StructureHead code={code} chosen={chosen} all={newestFirst} />
            <StructureTable fields={chosen.fields} />
          </>
        )
      }}
    </QueryView>
  )
}

function StructureHead({ code, chosen, all }: { code: string; chosen: Structure; all: Structure[] }) {
  const { t, format } = useText()
  const navigate = useNavigate()
  return (
    <div className={classes.head}>
      <p className={classes.text}>
        {t('structure.since', { version: chosen.version, date: format.dayOf(chosen.since) })}
        {chosen.note !== '' && ` ${chosen.note}`}
      </p>
      <div className={classes.tools} data-screen-only>
        {all.length > 1 && (
          <Select
            aria-label={t('structure.version')}
            allowDeselect={false}
            data={all.map((each) => ({
              value: String(each.version),
              label: t('structure.versionFrom', { version: each.version, date: format.dayOf(each.since) }),
            }))}
            value={String(chosen.version)}
            onChange={(version) =>
              void navigate({
                to: '/datasets/$code/structure',
                params: { code },
                search: version === null ? {} : { version },
                replace: true,
              })
            }
          />
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={17} stroke={1.8} />}
          onClick={() => {
            downloadText(`${code}.csv`, 'text/csv', `${chosen.fields.map((field) => field.name).join(',')}\r\n`)
          }}
        >
          {t('structure.template')}
        </Button>
      </div>
    </div>
  )
}
