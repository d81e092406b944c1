import { Button, Group } from '@mantine/core'
import { IconDownload, IconEyeSearch, IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { SubjectReads, SubjectRequest } from '../../../api/types.ts'
import { Notice } from '../../../components/notice.tsx'
import { Section } from '../../../components/page.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { Table } from '../../../components/table.tsx'
import { downloadBlob } from '../../../lib/download.ts'
import { useText } from '../../../lib/use-text.ts'
import { findReads, readsDocument, subjectsKey } from './queries.ts'

type Searched = SubjectReads['datasets'][number]

/** Who read what is held of the person. To look is a read itself, so nothing is looked up before somebody asks. */
export function ReadsAnswer({ request }: { request: SubjectRequest }) {
  const { t } = useText()
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: [...subjectsKey, 'steps', request.id] })
  const find = useMutation({ mutationFn: () => findReads(request.id), onSettled })
  const document = useMutation({
    mutationFn: () => readsDocument(request.id),
    onSuccess: (blob) => {
      downloadBlob(`subject-reads-${request.number.replace('/', '-')}.docx`, blob)
    },
    onSettled,
  })
  const failed = find.error ?? document.error
  return (
    <Section title={t('subjects.whoRead')} help={t('subjects.whoReadHelp')}>
      {failed !== null && <ProblemView problem={toProblem(failed)} />}
      <Group gap={8} mb={16}>
        <Button
          variant="default"
          leftSection={<IconEyeSearch size={17} />}
          loading={find.isPending}
          onClick={() => {
            find.mutate()
          }}
        >
          {t('subjects.lookUp')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={17} />}
          loading={document.isPending}
          onClick={() => {
            document.mutate()
          }}
        >
          {t('subjects.document')}
        </Button>
      </Group>
      {find.data && <Answer answer={find.data} />}
    </Section>
  )
}

function Answer({ answer }: { answer: SubjectReads }) {
  const { t, named, titled } = useText()
  const held = answer.datasets.filter(({ records, endedRecords }) => records + endedRecords > 0)
  const empty = answer.datasets.filter((each) => !held.includes(each) && each.by.length > 0)
  const unsure = answer.datasets.filter(({ notSearched }) => notSearched.length > 0)
  return (
    <>
      {held.length === 0 && <Notice icon={IconInfoCircle} title={t('subjects.nowhere')} />}
      {held.map((dataset) => (
        <DatasetReads key={dataset.code} dataset={dataset} />
      ))}
      {empty.length > 0 && <p>{t('subjects.emptyIn', { datasets: empty.map(named).join('; ') })}</p>}
      {unsure.map((dataset) => (
        <p key={dataset.code}>
          {t('subjects.notSearched', {
            dataset: named(dataset),
            fields: dataset.notSearched.map(titled).join(', '),
          })}
        </p>
      ))}
    </>
  )
}

function DatasetReads({ dataset }: { dataset: Searched }) {
  const { t, format, named } = useText()
  const { records, endedRecords, since, namedCount, named: reads, bulk, titles } = dataset
  return (
    <Section
      title={named(dataset)}
      help={t('subjects.held', {
        records: format.number(records),
        ended: format.number(endedRecords),
        day: since === null ? '–' : format.dayOf(since),
      })}
    >
      <h3 style={{ margin: '12px 0 8px' }}>{t('subjects.named', { count: namedCount })}</h3>
      {reads.length > 0 && (
        <Table cards dense label={t('subjects.named', { count: namedCount })} head={<Head first="subjects.when" />}>
          {reads.map((read, place) => (
            <tr key={place}>
              <th scope="row" data-lead data-nowrap>
                {format.instant(read.at)}
              </th>
              <ReadCells read={read} titles={titles} />
            </tr>
          ))}
        </Table>
      )}
      <h3 style={{ margin: '20px 0 8px' }}>{t('subjects.bulk')}</h3>
      {bulk.length === 0 && <p>{t('subjects.noBulk')}</p>}
      {bulk.length > 0 && (
        <Table cards dense label={t('subjects.bulk')} head={<Head first="subjects.period" />}>
          {bulk.map((each, place) => (
            <tr key={place}>
              <th scope="row" data-lead>
                {t('subjects.times', {
                  count: each.reads,
                  from: format.dayOf(each.firstAt),
                  to: format.dayOf(each.lastAt),
                })}
              </th>
              <ReadCells read={each} titles={titles} />
            </tr>
          ))}
        </Table>
      )}
    </Section>
  )
}

function Head({ first }: { first: 'subjects.when' | 'subjects.period' }) {
  const { t } = useText()
  return (
    <>
      <th scope="col">{t(first)}</th>
      <th scope="col">{t('subjects.unit')}</th>
      <th scope="col">{t('subjects.action')}</th>
      <th scope="col">{t('subjects.purpose')}</th>
      <th scope="col">{t('subjects.fields')}</th>
    </>
  )
}

interface ReadCellsProps {
  read: Pick<Searched['named'][number], 'unit' | 'action' | 'purpose' | 'fields'>
  titles: Searched['titles']
}

function ReadCells({ read, titles }: ReadCellsProps) {
  const { t, word, titled } = useText()
  const titleOf = (field: string) => {
    const found = titles[field]
    return found === undefined ? field : titled(found)
  }
  return (
    <>
      <td data-label={t('subjects.unit')}>{read.unit}</td>
      <td data-label={t('subjects.action')}>{word('readAction', read.action)}</td>
      <td data-label={t('subjects.purpose')}>{read.purpose ?? t('value.none')}</td>
      <td data-label={t('subjects.fields')}>{read.fields.map(titleOf).join(', ')}</td>
    </>
  )
}
