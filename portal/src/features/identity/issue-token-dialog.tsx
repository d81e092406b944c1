import { Button, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { toProblem } from '../../api/problem.ts'
import type { IssuedToken } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { DialogButtons } from '../../components/dialog-buttons.tsx'
import { Notice } from '../../components/notice.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { issueToken, tokensQuery } from './queries.ts'
import classes from './dialogs.module.css'

const lifetimes = ['30', '90', '365'] as const

interface WantedToken {
  label: string
  days: string
  networks: string
}

interface IssueTokenDialogProps {
  opened: boolean
  onClose: () => void
}

/** Name it, take it, never see it again: the server keeps only a hash. */
export function IssueTokenDialog({ opened, onClose }: IssueTokenDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const issue = useMutation({
    mutationFn: ({ label, days, networks }: WantedToken) =>
      issueToken({
        ...{ label: label.trim(), expiresInDays: Number(days) },
        networks: networks.split(/[\s,;]+/).filter((network) => network !== ''),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  })
  const close = () => {
    onClose()
    issue.reset()
  }
  return (
    <Dialog
      opened={opened}
      onClose={close}
      size="lg"
      title={issue.data ? t('tokens.issuedTitle', { label: issue.data.label }) : t('tokens.issue')}
      keepOpen={issue.data !== undefined}
    >
      {issue.data ? (
        <Issued token={issue.data} onClose={close} />
      ) : (
        <div className={classes.dialog}>
          {issue.isError && <ProblemView problem={toProblem(issue.error)} />}
          <TokenForm pending={issue.isPending} onCancel={close} onSubmit={issue.mutate} />
        </div>
      )}
    </Dialog>
  )
}

interface TokenFormProps {
  pending: boolean
  onCancel: () => void
  onSubmit: (wanted: WantedToken) => void
}

function TokenForm({ pending, onCancel, onSubmit }: TokenFormProps) {
  const { t } = useText()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { label: '', days: '90', networks: '' },
    validate: { label: (value) => (value.trim() === '' ? t('tokens.labelMissing') : null) },
  })
  return (
    <form className={classes.dialog} noValidate onSubmit={form.onSubmit(onSubmit)}>
      <TextInput
        data-autofocus
        label={t('tokens.label')}
        description={t('tokens.labelHelp')}
        maxLength={120}
        key={form.key('label')}
        {...form.getInputProps('label')}
      />
      <Select
        label={t('tokens.lifetime')}
        allowDeselect={false}
        data={lifetimes.map((days) => ({ value: days, label: t('tokens.days', { count: Number(days) }) }))}
        key={form.key('days')}
        {...form.getInputProps('days')}
      />
      <TextInput
        label={t('tokens.networks')}
        description={t('tokens.networksHelp')}
        spellCheck={false}
        key={form.key('networks')}
        {...form.getInputProps('networks')}
      />
      <DialogButtons label={t('tokens.issue')} pending={pending} onCancel={onCancel} />
    </form>
  )
}

function Issued({ token, onClose }: { token: IssuedToken; onClose: () => void }) {
  const { t } = useText()
  return (
    <div className={classes.dialog}>
      <Notice tone="warn" icon={IconAlertTriangle} title={t('tokens.onceTitle')}>
        <p>{t('tokens.onceText')}</p>
      </Notice>
      <div className={classes.secret}>
        <code>{token.token}</code>
        <CopyTextButton text={token.token} label={t('action.copy')} />
      </div>
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('tokens.stored')}</Button>
      </div>
    </div>
  )
}
