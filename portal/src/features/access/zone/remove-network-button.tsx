import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { ZoneNetwork } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { networksQuery, removeNetwork } from './queries.ts'
import classes from './zone.module.css'

/** It ends at once for everybody there, so it asks once. */
export function RemoveNetworkButton({ network: { id, name, network, zone } }: { network: ZoneNetwork }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [asking, dialog] = useDisclosure(false)
  const remove = useMutation({
    mutationFn: () => removeNetwork(id),
    onSuccess: async () => {
      dialog.close()
      await queries.invalidateQueries({ queryKey: networksQuery.queryKey })
    },
  })
  return (
    <>
      <Button
        variant="default"
        size="xs"
        onClick={dialog.open}
        aria-label={t('network.removeNamed', { name, network })}
      >
        {t('network.remove')}
      </Button>
      <Dialog opened={asking} onClose={dialog.close} title={t('network.removeTitle', { name })}>
        <div className={classes.dialog}>
          <p>{t('network.removeText', { network, zone: t(`zone.${zone}`) })}</p>
          {remove.isError && <ProblemView problem={toProblem(remove.error)} />}
          <DialogButtons
            label={t('network.remove')}
            pending={remove.isPending}
            grave
            onCancel={dialog.close}
            onGo={remove.mutate}
          />
        </div>
      </Dialog>
    </>
  )
}
