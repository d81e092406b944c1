import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../api/problem.ts'
import type { Token } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { revokeToken, tokensQuery } from './queries.ts'
import classes from './dialogs.module.css'

/** Revoking cannot be undone, so it asks once. */
export function RevokeButton({ token }: { token: Token }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [asking, dialog] = useDisclosure(false)
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: async () => {
      dialog.close()
      await queries.invalidateQueries({ queryKey: tokensQuery.queryKey })
    },
  })
  return (
    <>
      <Button
        variant="default"
        size="xs"
        onClick={dialog.open}
        aria-label={t('tokens.revokeNamed', { label: token.label })}
      >
        {t('tokens.revoke')}
      </Button>
      <Dialog opened={asking} onClose={dialog.close} title={t('tokens.revokeTitle', { label: token.label })}>
        <div className={classes.dialog}>
          <p>{t('tokens.revokeText')}</p>
          {revoke.isError && <ProblemView problem={toProblem(revoke.error)} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={dialog.close}>
              {t('action.cancel')}
            </Button>
            <Button
              color="brick"
              loading={revoke.isPending}
              onClick={() => {
                revoke.mutate()
              }}
            >
              {t('tokens.revoke')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
