import { Button, Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { datasetSubmissionsQuery } from './queries.ts'
import classes from './records-toolbar.module.css'

interface AsOfProps {
  code: string
  /** Number of an update as text; empty for the data in force. */
  asOf: string
  onChange: (asOf: string) => void
}

/** Updates that changed the dataset, newest first; the newest is what is in force. */
function useUpdates(code: string) {
  const submissions = useInfiniteQuery(datasetSubmissionsQuery(code))
  const items = submissions.data?.pages.flatMap((page) => page.items) ?? []
  return items.flatMap(({ applyNumber, finishedAt }) =>
    applyNumber === null || finishedAt === null ? [] : [{ number: String(applyNumber), at: finishedAt }],
  )
}

/** Chooses an earlier state of the dataset; nothing to choose where there was only one. */
export function AsOf({ code, asOf, onChange }: AsOfProps) {
  const { t, format } = useText()
  const updates = useUpdates(code)
  if (updates.length < 2 && asOf === '') return null
  const [, ...earlier] = updates
  const named = earlier.map(({ number, at }) => ({
    value: number,
    label: t('records.asOfUpdate', { number, at: format.instant(at) }),
  }))
  const isListed = asOf === '' || named.some(({ value }) => value === asOf)
  return (
    <Select
      className={classes.asOf}
      aria-label={t('records.asOf')}
      leftSection={<IconHistory size={17} stroke={1.8} />}
      allowDeselect={false}
      data={[{ value: '', label: t('records.asOfNow') }, ...(isListed ? [] : [{ value: asOf, label: asOf }]), ...named]}
      value={asOf}
      onChange={(value) => {
        onChange(value ?? '')
      }}
    />
  )
}

/** Says that what is shown is no longer so. */
export function AsOfNotice({ code, asOf, onChange }: AsOfProps) {
  const { t, format } = useText()
  const update = useUpdates(code).find(({ number }) => number === asOf)
  if (asOf === '') return null
  const which = update ? t('records.asOfUpdate', { number: asOf, at: format.instant(update.at) }) : asOf
  return (
    <Notice
      tone="warn"
      icon={IconHistory}
      title={t('records.asOfTitle', { which })}
      actions={
        <Button
          variant="default"
          size="compact-md"
          onClick={() => {
            onChange('')
          }}
        >
          {t('records.asOfBack')}
        </Button>
      }
    >
      {t('records.asOfHelp')}
    </Notice>
  )
}
