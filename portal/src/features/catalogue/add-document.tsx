import { useState, type SubmitEvent } from 'react'
import { FileInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconPaperclip } from '@tabler/icons-react'
import { toProblem } from '../../api/problem.ts'
import type { DatasetDocument } from '../../api/types.ts'
import { DayInput } from '../../components/day-input.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { isDay, todayHere } from '../../lib/day.ts'
import { languages } from '../../lib/i18n.ts'
import { useNow } from '../../lib/use-now.ts'
import { useText } from '../../lib/use-text.ts'
import { documentEnds, documentKinds, mediaTypeOf, titleFrom } from './documents.ts'
import { addDocument, type NewDocument } from './queries.ts'
import classes from './add-document.module.css'

interface AddDocumentProps {
  code: string
  /** The document of which a new version is added. */
  supersedes: DatasetDocument | null
  onClose: () => void
}

/** A document, or the next version of one; the one before stays and can be opened. */
export function AddDocument({ code, supersedes, onClose }: AddDocumentProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (document: NewDocument) => addDocument(code, document),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['catalogue', 'documents', code] })
      notifications.show({ message: t('documents.added') })
      onClose()
    },
  })
  const title = supersedes === null ? t('documents.add') : t('documents.nextOf', { title: supersedes.title })
  return (
    <Dialog opened title={title} size="lg" keepOpen onClose={onClose}>
      {add.isError && <ProblemView problem={toProblem(add.error)} />}
      <DocumentForm supersedes={supersedes} pending={add.isPending} onCancel={onClose} onSubmit={add.mutate} />
    </Dialog>
  )
}

interface DocumentFormProps {
  supersedes: DatasetDocument | null
  pending: boolean
  onCancel: () => void
  onSubmit: (document: NewDocument) => void
}

function DocumentForm({ supersedes, pending, onCancel, onSubmit }: DocumentFormProps) {
  const { t } = useText()
  const { form, file, fault, choose, submit } = useDocumentForm(supersedes, onSubmit)
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      <FileInput
        label={t('documents.file')}
        description={t('documents.fileHelp')}
        placeholder={t('documents.choose')}
        leftSection={<IconPaperclip size={17} stroke={1.7} />}
        accept={documentEnds.map((end) => `.${end}`).join(',')}
        value={file}
        error={fault}
        onChange={choose}
      />
      <TextInput label={t('documents.name')} maxLength={300} {...form.getInputProps('title')} />
      <div className={classes.pair}>
        <Select
          label={t('documents.kind')}
          allowDeselect={false}
          data={documentKinds.map((kind) => ({ value: kind, label: t(`documentKind.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <Select
          label={t('documents.language')}
          allowDeselect={false}
          data={languages.map((language) => ({ value: language, label: t(`documentLanguage.${language}`) }))}
          {...form.getInputProps('language')}
        />
        <TextInput
          label={t('documents.versionLabel')}
          placeholder="1.0"
          maxLength={50}
          {...form.getInputProps('version')}
        />
        <DayInput
          strict
          label={t('documents.fromLabel')}
          {...form.getInputProps('effectiveFrom')}
          value={form.values.effectiveFrom}
        />
      </div>
      <DialogButtons label={t('documents.save')} pending={pending} onCancel={onCancel} />
    </form>
  )
}

/** What is filled in, and what is still missing from it. */
function useDocumentForm(supersedes: DatasetDocument | null, onSubmit: DocumentFormProps['onSubmit']) {
  const { t } = useText()
  const [file, setFile] = useState<File | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const today = todayHere(useNow())
  const form = useForm({
    initialValues: {
      title: supersedes?.title ?? '',
      kind: supersedes?.kind ?? documentKinds[0],
      language: supersedes?.language ?? languages[0],
      version: '',
      effectiveFrom: today,
    },
    validate: {
      effectiveFrom: (value) => (isDay(value) ? null : t('day.wrong')),
      title: (value) => (value.trim() === '' ? t('documents.titleMissing') : null),
      version: (value) => (value.trim() === '' ? t('documents.versionMissing') : null),
    },
  })
  const unknown = t('documents.typeUnknown', { ends: documentEnds.join(', ') })
  const choose = (next: File | null) => {
    setFile(next)
    setFault(next !== null && mediaTypeOf(next.name) === undefined ? unknown : null)
    if (next !== null && form.values.title === '') form.setFieldValue('title', titleFrom(next.name))
  }
  const send = form.onSubmit(({ title, version, ...rest }) => {
    const mediaType = mediaTypeOf(file?.name ?? '')
    if (file === null || mediaType === undefined) return
    const about = { ...rest, title: title.trim(), version: version.trim() }
    onSubmit({ file, about: { ...about, mediaType, fileName: file.name }, supersedes: supersedes?.id ?? null })
  })
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (file === null) setFault(t('documents.fileMissing'))
    send(event)
  }
  return { form, file, fault, choose, submit }
}
