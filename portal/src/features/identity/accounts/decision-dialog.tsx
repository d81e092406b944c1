import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { AccountRequest } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { Facts } from '../../../components/facts.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { RolePeriods } from './account-marks.tsx'
import { accountsKey, decideRequest, type Decision } from './queries.ts'
import { LinkShown } from '../link/link-shown.tsx'
import classes from '../dialogs.module.css'

interface DecisionDialogProps {
  request: AccountRequest | null
  onClose: () => void
}

/** Approve with the reference of a decision, or refuse; an account that was issued shows its link this once. */
export function DecisionDialog({ request, onClose }: DecisionDialogProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: Decision }) => decideRequest(id, decision),
    onSettled: () => queries.invalidateQueries({ queryKey: accountsKey }),
    onSuccess: (decided) => {
      if (decided.activation === null) close()
    },
  })
  const close = () => {
    onClose()
    decide.reset()
  }
  const activation = decide.data?.activation ?? null
  return (
    <Dialog
      opened={request !== null}
      onClose={close}
      size="lg"
      keepOpen
      title={request === null ? '' : `${t(`requestKind.${request.kind}`)}: ${request.login}`}
    >
      {activation !== null ? (
        <LinkShown link={activation} onClose={close} />
      ) : (
        request !== null && (
          <div className={classes.dialog}>
            <WhatIsAsked request={request} />
            {decide.isError && <ProblemView problem={toProblem(decide.error)} />}
            <DecisionForm
              pending={decide.isPending}
              onSubmit={(decision) => {
                decide.mutate({ id: request.id, decision })
              }}
            />
          </div>
        )
      )}
    </Dialog>
  )
}

/** The dialog lies over the list, and nobody decides from memory. */
function WhatIsAsked({ request: { unit, name, roles, reason, requestedBy } }: { request: AccountRequest }) {
  const { t, named } = useText()
  return (
    <Facts
      compact
      facts={[
        { name: t('account.unit'), value: named(unit) },
        name === null ? null : { name: t('account.name'), value: name },
        roles === null ? null : { name: t('account.roles'), value: <RolePeriods roles={roles} /> },
        { name: t('requests.reason'), value: reason },
        { name: t('requests.askedBy'), value: requestedBy.login },
      ]}
    />
  )
}

interface DecisionFormProps {
  pending: boolean
  onSubmit: (decision: Decision) => void
}

function DecisionForm({ pending, onSubmit }: DecisionFormProps) {
  const { t } = useText()
  const form = useForm({ initialValues: { decision: '', remark: '' } })
  const send = (outcome: Decision['outcome']) => {
    const { decision, remark } = form.values
    if (outcome === 'approved' && decision.trim() === '') {
      form.setFieldError('decision', t('requests.decisionMissing'))
      return
    }
    if (outcome === 'refused' && remark.trim() === '') {
      form.setFieldError('remark', t('requests.remarkMissing'))
      return
    }
    onSubmit({ outcome, decision: decision.trim() || null, remark: remark.trim() || null })
  }
  return (
    <form
      className={classes.dialog}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send('approved')
      }}
    >
      <TextInput
        data-autofocus
        label={t('requests.decision')}
        description={t('requests.decisionHelp')}
        maxLength={200}
        {...form.getInputProps('decision')}
      />
      <Textarea
        label={t('requests.remark')}
        description={t('requests.remarkHelp')}
        autosize
        minRows={2}
        maxLength={1000}
        {...form.getInputProps('remark')}
      />
      <div className={classes.buttons}>
        <Button
          variant="default"
          loading={pending}
          onClick={() => {
            send('refused')
          }}
        >
          {t('requests.refuse')}
        </Button>
        <Button type="submit" loading={pending}>
          {t('requests.approve')}
        </Button>
      </div>
    </form>
  )
}
