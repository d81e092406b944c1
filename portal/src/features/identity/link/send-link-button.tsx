import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AccountFacts } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { Failure } from '../failure.tsx'
import classes from '../dialogs.module.css'
import { LinkShown } from './link-shown.tsx'
import { issueLink, waitingLinksQuery } from './queries.ts'

type LinkedAccount = Pick<AccountFacts, 'id' | 'login' | 'state'>

/** Issues a link with which the person of an account activates it, or sets up anew how to sign in. */
export function SendLinkButton({ account }: { account: LinkedAccount }) {
  const { t } = useText()
  const [opened, dialog] = useDisclosure(false)
  const purpose = account.state === 'issued' ? 'activation' : 'recovery'
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={t('links.sendTo', { login: account.login })}
        onClick={dialog.open}
      >
        {t('links.send')}
      </Button>
      {opened && (
        <Dialog
          opened
          keepOpen
          size="lg"
          title={t(`links.${purpose}`, { login: account.login })}
          onClose={dialog.close}
        >
          <SendLink account={account.id} text={t(`links.${purpose}Text`)} onClose={dialog.close} />
        </Dialog>
      )}
    </>
  )
}

interface SendLinkProps {
  account: string
  text: string
  onClose: () => void
}

function SendLink({ account, text, onClose }: SendLinkProps) {
  const { t } = useText()
  const queries = useQueryClient()
  const issue = useMutation({
    mutationFn: () => issueLink(account),
    onSuccess: () => queries.invalidateQueries({ queryKey: waitingLinksQuery.queryKey }),
  })
  if (issue.data !== undefined) return <LinkShown link={issue.data} onClose={onClose} />
  return (
    <div className={classes.dialog}>
      <p>{text}</p>
      <Failure error={issue.error} />
      <DialogButtons label={t('links.make')} pending={issue.isPending} onCancel={onClose} onGo={issue.mutate} />
    </div>
  )
}
