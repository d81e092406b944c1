import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { JournalEntry } from '../../api/types.ts'
import { Card, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { downloadText } from '../../lib/download.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './entry-check.module.css'
import { EntryVerdictView } from './entry-verdict.tsx'
import { KeyNote } from './key-note.tsx'
import { entryLeaf } from './proof/verify-entry.ts'
import { canCheck, NoCheck } from './no-check.tsx'
import { entryCheckQuery, keysQuery } from './queries.ts'

/** The proof of an entry, checked here: the server is asked for the proof, never for what it comes to. */
export function EntryCheck({ entry }: { entry: JournalEntry }) {
  const { t } = useText()
  return (
    <Section title={t('check.entry.title')} help={t('check.entry.help')}>
      {entry.index === null ? <p>{t('check.entry.notSealed')}</p> : <Check entry={entry} index={entry.index} />}
    </Section>
  )
}

function Check({ entry, index }: { entry: JournalEntry; index: number }) {
  const { t } = useText()
  const [asked, setAsked] = useState(false)
  const keys = useQuery({ ...keysQuery, enabled: asked })
  const verdict = useQuery({ ...entryCheckQuery(entry), enabled: asked && canCheck() })
  const name = `entry-${String(index)}`
  return (
    <>
      <div className={classes.actions} data-screen-only>
        <Button
          leftSection={<IconShieldCheck size={17} />}
          loading={verdict.isFetching}
          onClick={() => {
            setAsked(true)
            if (asked) void verdict.refetch()
          }}
        >
          {t('check.entry.run')}
        </Button>
        <Button
          component="a"
          variant="default"
          href={`/api/v1/journal/entries/${entry.id}/proof`}
          download={`${name}.tlog-proof`}
          leftSection={<IconDownload size={17} />}
        >
          {t('check.entry.proof')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={17} />}
          onClick={() => {
            downloadText(`${name}.json`, 'application/json', entryLeaf(entry) ?? '')
          }}
        >
          {t('check.entry.json')}
        </Button>
      </div>
      {asked && !canCheck() && <NoCheck />}
      {asked && canCheck() && (
        <QueryView query={verdict} skeleton={<Lines count={6} />}>
          {(data) => (
            <div className={classes.body}>
              <Card>
                <EntryVerdictView verdict={data} />
              </Card>
              {keys.data && <KeyNote keys={keys.data} />}
            </div>
          )}
        </QueryView>
      )}
    </>
  )
}
