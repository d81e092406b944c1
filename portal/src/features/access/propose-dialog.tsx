import { useState } from 'react'
import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { toProblem } from '../../api/problem.ts'
import type { PolicyFiles, PolicySet } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { DropFile } from '../../components/drop-file.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { useProposePolicies } from './policy-queries.ts'
import classes from './policy-dialog.module.css'

export function ProposeButton({ onProposed }: { onProposed: (set: PolicySet) => void }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        onClick={() => {
          setOpened(true)
        }}
      >
        {t('policies.propose')}
      </Button>
      {opened && (
        <ProposeDialog
          onProposed={onProposed}
          onClose={() => {
            setOpened(false)
          }}
        />
      )}
    </>
  )
}

/** All files of a changed set, and why. */
function ProposeDialog({ onProposed, onClose }: { onProposed: (set: PolicySet) => void; onClose: () => void }) {
  const { t } = useText()
  const propose = useProposePolicies()
  const [files, setFiles] = useState<PolicyFiles>({})
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim().length < 10 ? t('policies.whyMissing') : null) },
  })
  const names = Object.keys(files).sort()
  return (
    <Dialog opened keepOpen size="lg" title={t('policies.propose')} onClose={onClose}>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ reason }) => {
          propose.mutate({ files, reason: reason.trim() }, { onSuccess: onProposed })
        })}
      >
        {propose.isError && <ProblemView problem={toProblem(propose.error)} />}
        <DropFile
          multiple
          accept=".cedar"
          title={names.length === 0 ? t('policies.files') : names.join(', ')}
          help={t('policies.filesHelp')}
          onFiles={(chosen) => {
            void textsOf(chosen).then(setFiles)
          }}
        />
        <Textarea
          autosize
          minRows={2}
          maxLength={2000}
          label={t('policies.why')}
          description={t('policies.whyHelp')}
          {...form.getInputProps('reason')}
        />
        <DialogButtons
          label={t('policies.proposeNow')}
          pending={propose.isPending}
          disabled={names.length === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  )
}

async function textsOf(files: readonly File[]): Promise<PolicyFiles> {
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await file.text()] as const)))
}
