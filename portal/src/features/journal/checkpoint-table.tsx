import { ActionIcon } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ListedCheckpoint } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Mark } from '../../components/mark.tsx'
import { Table } from '../../components/table.tsx'
import { downloadText } from '../../lib/download.ts'
import { useText } from '../../lib/use-text.ts'

/** Checkpoints, newest first: how many entries, which root, when, who cosigned, and the note as a file. */
export function CheckpointTable({ checkpoints }: { checkpoints: ListedCheckpoint[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('checkpoints.table')}
      head={
        <>
          <th scope="col" data-number>
            {t('checkpoints.size')}
          </th>
          <th scope="col">{t('checkpoints.at')}</th>
          <th scope="col">{t('journal.root')}</th>
          <th scope="col">{t('checkpoints.witnesses')}</th>
          <th scope="col">{t('checkpoints.note')}</th>
        </>
      }
    >
      {checkpoints.map((checkpoint) => (
        <Row key={checkpoint.size} checkpoint={checkpoint} />
      ))}
    </Table>
  )
}

function Row({ checkpoint: { size, at, root, note, witnesses } }: { checkpoint: ListedCheckpoint }) {
  const { t, format } = useText()
  return (
    <tr>
      <td data-number data-label={t('checkpoints.size')}>
        {format.number(size)}
      </td>
      <td data-label={t('checkpoints.at')} data-nowrap>
        <time dateTime={at}>
          {format.dayOf(at)} {format.time(at)}
        </time>
      </td>
      <td data-label={t('journal.root')} data-nowrap>
        <Digest value={root} />
      </td>
      <td data-label={t('checkpoints.witnesses')}>
        {witnesses.length === 0 ? <Mark quiet>{t('checkpoints.nobody')}</Mark> : witnesses.join(', ')}
      </td>
      <td data-label={t('checkpoints.note')}>
        {note === null ? (
          t('value.none')
        ) : (
          <ActionIcon
            variant="subtle"
            aria-label={t('checkpoints.download', { number: format.number(size) })}
            onClick={() => {
              downloadText(`checkpoint-${String(size)}.txt`, 'text/plain', note)
            }}
          >
            <IconDownload size={18} />
          </ActionIcon>
        )}
      </td>
    </tr>
  )
}
