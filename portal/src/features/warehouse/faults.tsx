import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconBan, IconChevronDown, IconDownload, IconTool } from '@tabler/icons-react'
import type { Fault, Submission } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { FaultRows } from './fault-rows.tsx'
import { FaultValue } from './fault-value.tsx'
import classes from './faults.module.css'

/** What is wrong with the data, worst first: the sentence, three real rows, how to mend. */
export function Faults({ submission }: { submission: Submission }) {
  const worstFirst = submission.faults.toSorted((a, b) => b.count - a.count)
  return (
    <ol className={classes.list}>
      {worstFirst.map((fault) => (
        <li key={`${fault.rule} ${fault.field ?? ''}`} className={classes.fault}>
          <FaultGroup submission={submission.id} fault={fault} />
        </li>
      ))}
    </ol>
  )
}

export function ErrorsDownload({ id }: { id: string }) {
  const { t } = useText()
  return (
    <Button
      component="a"
      href={`/api/v1/warehouse/submissions/${encodeURIComponent(id)}/errors.csv`}
      download
      variant="default"
      leftSection={<IconDownload size={17} stroke={1.8} />}
    >
      {t('submission.downloadErrors')}
    </Button>
  )
}

function FaultGroup({ submission, fault }: { submission: string; fault: Fault }) {
  const { t, format, word } = useText()
  const [opened, setOpened] = useState(false)
  const help = word('ruleHelp', fault.rule)
  return (
    <>
      <div className={classes.head}>
        <IconBan size={19} stroke={1.8} aria-hidden className={classes.icon} />
        <h3 className={classes.message}>{fault.message}</h3>
        <span className={classes.count}>
          {t('submission.faultCount', { count: fault.count, number: format.number(fault.count) })}
        </span>
      </div>
      {fault.examples.length > 0 && <Examples fault={fault} />}
      {help !== fault.rule && (
        <p className={classes.help}>
          <IconTool size={17} stroke={1.8} aria-hidden /> {help}
        </p>
      )}
      {fault.examples.length > 0 && fault.count > fault.examples.length && (
        <Button
          className={classes.more}
          variant="subtle"
          size="compact-sm"
          aria-expanded={opened}
          rightSection={<IconChevronDown size={16} className={classes.chevron} />}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {opened
            ? t('submission.hideRows')
            : t('submission.allRows', { count: fault.count, number: format.number(fault.count) })}
        </Button>
      )}
      {opened && <FaultRows submission={submission} fault={fault} />}
    </>
  )
}

/** Rows as they stand in the file, the faulty cell marked. */
function Examples({ fault }: { fault: Fault }) {
  const { t, format } = useText()
  return (
    <ul className={classes.examples} aria-label={t('submission.examples')}>
      {fault.examples.slice(0, 3).map((example) => (
        <li key={example.row}>
          <span className={classes.row}>{t('submission.rowNumber', { number: format.number(example.row) })}</span>
          <FaultValue value={example.value} />
        </li>
      ))}
    </ul>
  )
}
