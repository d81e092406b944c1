import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { NetworkBody } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { addNetwork, networksQuery, networkZones } from './queries.ts'
import classes from './zone.module.css'

export function AddNetworkDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: addNetwork,
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: networksQuery.queryKey })
    },
  })
  const form = useForm<NetworkBody>({
    mode: 'uncontrolled',
    initialValues: { zone: 'dedicated', network: '', name: '' },
    validate: {
      network: (value) => (value.trim() === '' ? t('network.networkMissing') : null),
      name: (value) => (value.trim() === '' ? t('network.nameMissing') : null),
    },
  })
  return (
    <Dialog opened onClose={onClose} size="lg" title={t('network.add')}>
      <form
        className={classes.dialog}
        noValidate
        onSubmit={form.onSubmit(({ zone, network, name }) => {
          add.mutate({ zone, network: network.trim(), name: name.trim() })
        })}
      >
        {add.isError && <ProblemView problem={toProblem(add.error)} />}
        <Select
          label={t('network.zone')}
          description={t('network.zoneHelp')}
          allowDeselect={false}
          data={networkZones.map((zone) => ({ value: zone, label: t(`zone.${zone}`) }))}
          key={form.key('zone')}
          {...form.getInputProps('zone')}
        />
        <TextInput
          data-autofocus
          label={t('network.network')}
          description={t('network.networkHelp')}
          maxLength={50}
          spellCheck={false}
          key={form.key('network')}
          {...form.getInputProps('network')}
        />
        <TextInput
          label={t('network.name')}
          description={t('network.nameHelp')}
          maxLength={200}
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <DialogButtons label={t('network.add')} pending={add.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
