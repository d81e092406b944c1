import { Button, Checkbox, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft, IconArrowRight, IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Preview, Profile } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { Notice } from '../../../components/notice.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { ColumnMapping } from './column-mapping.tsx'
import type { Draft } from './draft.ts'
import { Foreseen } from './foreseen.tsx'
import { changed, type SubmitField } from './mapping.ts'
import { previewQuery } from './queries.ts'
import { ReadingSettings } from './reading-settings.tsx'
import { SampleTable } from './sample-table.tsx'
import classes from './preview.module.css'

interface PreviewStepProps {
  upload: string
  fileName: string
  fields: readonly SubmitField[]
  draft: Draft
  onDraft: (part: Partial<Draft>) => void
  onBack: () => void
  onNext: () => void
}

/** How the file is read: what was recognised, what will be converted, what will be a fault; all of it correctable. */
export function PreviewStep({ upload, fileName, fields, draft, onDraft, onBack, onNext }: PreviewStepProps) {
  const { t } = useText()
  const query = useQuery(previewQuery(upload, draft.profile))
  return (
    <QueryView query={query} skeleton={<PreviewSkeleton />}>
      {(preview) => (
        <div className={classes.step} aria-busy={query.isPlaceholderData}>
          <div className={classes.recognised}>
            <IconFileText size={20} stroke={1.7} aria-hidden />
            <strong>{fileName}</strong>
            <Mark>{t(`format.${preview.profile.format}`)}</Mark>
            {preview.remembered && <Mark tone="accent">{t('preview.remembered')}</Mark>}
          </div>
          <Reading preview={preview} fields={fields} draft={draft} onDraft={onDraft} />
          <div className={classes.foot}>
            <Button variant="default" leftSection={<IconArrowLeft size={17} />} onClick={onBack}>
              {t('submit.otherFile')}
            </Button>
            <Button
              rightSection={<IconArrowRight size={17} />}
              disabled={preview.columns.length === 0 || preview.undecidedSheets.length > 0 || query.isPlaceholderData}
              onClick={() => {
                // What was looked at is what will be used, whatever is remembered meanwhile.
                onDraft({ profile: draft.profile ?? preview.profile })
                onNext()
              }}
            >
              {t('submit.next')}
            </Button>
          </div>
        </div>
      )}
    </QueryView>
  )
}

interface ReadingProps extends Pick<PreviewStepProps, 'fields' | 'draft' | 'onDraft'> {
  preview: Preview
}

function Reading({ preview, fields, draft, onDraft }: ReadingProps) {
  const { t } = useText()
  const profile = draft.profile ?? preview.profile
  const change = (part: Partial<Profile>) => {
    onDraft({ profile: changed(profile, part) })
  }
  return (
    <>
      <ReadingSettings preview={preview} profile={profile} onChange={change} />
      {preview.columns.length === 0 ? (
        <Unreadable preview={preview} />
      ) : (
        <>
          <Foreseen preview={preview} fields={fields} />
          <ColumnMapping preview={preview} fields={fields} onChange={change} />
          <h3>{t('preview.rows')}</h3>
          <SampleTable preview={preview} />
          <Checkbox
            label={t('preview.remember')}
            description={t('preview.rememberHelp')}
            checked={draft.remember}
            onChange={(event) => {
              onDraft({ remember: event.currentTarget.checked })
            }}
          />
        </>
      )}
    </>
  )
}

function Unreadable({ preview }: { preview: Preview }) {
  const { t } = useText()
  return (
    <Notice tone="bad" icon={IconAlertTriangle} title={t('preview.unreadable')}>
      {preview.faults.map((fault) => (
        <p key={fault.rule}>{fault.text}</p>
      ))}
    </Notice>
  )
}

function PreviewSkeleton() {
  return (
    <div className={classes.step}>
      <Skeleton height={26} width={280} radius="sm" />
      <div className={classes.settings}>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height={62} radius="md" />
        ))}
      </div>
      <Skeleton height={240} radius="md" />
    </div>
  )
}
