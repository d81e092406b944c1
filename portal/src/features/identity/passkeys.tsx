import { useState } from 'react'
import { Button, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCloud, IconDeviceMobile, IconFingerprint, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Passkey } from '../../api/types.ts'
import { Dialog } from '../../components/dialog.tsx'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Ago } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { Table } from '../../components/table.tsx'
import { useText } from '../../lib/use-text.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { Failure } from './failure.tsx'
import { factorsQuery, removePasskey } from './factor-queries.ts'
import { PasskeyButton } from './passkey-button.tsx'
import { addPasskey } from './passkey.ts'
import classes from './identity.module.css'

export function Passkeys() {
  const { t } = useText()
  const factors = useQuery(factorsQuery)
  const [adding, dialog] = useDisclosure(false)
  const add = (
    <Button leftSection={<IconPlus size={17} />} onClick={dialog.open}>
      {t('passkey.add')}
    </Button>
  )
  return (
    <Section title={t('passkey.title')} help={t('passkey.help')} actions={add}>
      <QueryView query={factors} skeleton={<TableSkeleton rows={2} columns={4} />}>
        {({ passkeys }) =>
          passkeys.length === 0 ? (
            <Empty icon={IconFingerprint} title={t('passkey.empty')}>
              {t('passkey.emptyHelp')}
            </Empty>
          ) : (
            <PasskeyTable passkeys={passkeys} />
          )
        }
      </QueryView>
      <Dialog opened={adding} onClose={dialog.close} title={t('passkey.add')}>
        <AddPasskey onAdded={dialog.close} />
      </Dialog>
    </Section>
  )
}

function AddPasskey({ onAdded }: { onAdded: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => addPasskey(name.trim() === '' ? t('passkey.unnamed') : name.trim()),
    onSuccess: async () => {
      onAdded()
      await queries.invalidateQueries({ queryKey: factorsQuery.queryKey })
    },
  })
  return (
    <div className={classes.form}>
      <p>{t('passkey.addText')}</p>
      <Failure error={add.error} />
      <TextInput
        data-autofocus
        size="md"
        label={t('passkey.name')}
        description={t('passkey.nameHelp')}
        maxLength={100}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <PasskeyButton
        label={t('passkey.make')}
        pending={add.isPending}
        onPress={() => {
          add.mutate()
        }}
      />
    </div>
  )
}

function PasskeyTable({ passkeys }: { passkeys: Passkey[] }) {
  const { t } = useText()
  return (
    <Table
      cards
      label={t('passkey.title')}
      head={
        <>
          <th scope="col">{t('passkey.name')}</th>
          <th scope="col">{t('passkey.kept')}</th>
          <th scope="col">{t('passkey.registered')}</th>
          <th scope="col">{t('tokens.lastUsed')}</th>
          <th scope="col">{t('tokens.actions')}</th>
        </>
      }
    >
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} />
      ))}
    </Table>
  )
}

function PasskeyRow({ passkey }: { passkey: Passkey }) {
  const { t, format } = useText()
  const queries = useQueryClient()
  return (
    <tr>
      <th scope="row" data-lead>
        {passkey.name}
      </th>
      <td data-label={t('passkey.kept')}>
        <Mark icon={passkey.isSynced ? IconCloud : IconDeviceMobile}>
          {t(passkey.isSynced ? 'passkey.synced' : 'passkey.onDevice')}
        </Mark>
      </td>
      <td data-label={t('passkey.registered')}>{format.dayOf(passkey.registeredAt)}</td>
      <td data-label={t('tokens.lastUsed')}>
        <span>
          {passkey.lastUsedAt === null ? t('tokens.neverUsed') : <Ago at={passkey.lastUsedAt} />}
          {passkey.lastDevice !== null && ` · ${passkey.lastDevice}`}
        </span>
      </td>
      <td>
        <ConfirmButton
          label={t('passkey.remove')}
          named={t('passkey.removeNamed', { name: passkey.name })}
          title={t('passkey.removeTitle', { name: passkey.name })}
          text={t('passkey.removeText')}
          act={() => removePasskey(passkey.id)}
          onDone={() => queries.invalidateQueries({ queryKey: factorsQuery.queryKey })}
        />
      </td>
    </tr>
  )
}
