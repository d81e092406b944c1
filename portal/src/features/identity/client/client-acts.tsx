import { useState } from 'react'
import { Button } from '@mantine/core'
import type { Client } from '../../../api/types.ts'
import { useText } from '../../../lib/use-text.ts'
import type { Me } from '../queries.ts'
import { KeysDialog } from './keys-dialog.tsx'
import type { ClientAct, ClientState } from './queries.ts'
import { WordDialog } from './word-dialog.tsx'

type Kind = ClientAct['kind']

const actsIn: Readonly<Record<ClientState, readonly Kind[]>> = {
  requested: ['refuse', 'changeKeys', 'register'],
  active: ['suspend', 'changeKeys'],
  suspended: ['resume'],
  refused: [],
}
const coordinatorActs: readonly Kind[] = ['register', 'refuse', 'resume']

/** What somebody may do to a client in its state; nobody decides on what they asked for. */
export function actsFor({ state, requestedBy }: Client, { roles, login }: Pick<Me, 'roles' | 'login'>): Kind[] {
  const isCoordinator = roles.includes('coordinator')
  const isOwn = requestedBy.login === login
  return actsIn[state].filter((kind) => {
    if (!coordinatorActs.includes(kind))
      return isCoordinator || roles.includes('provider') || roles.includes('consumer')
    return isCoordinator && !(isOwn && state === 'requested')
  })
}

export function ClientActs({ client, me }: { client: Client; me: Me }) {
  const { t } = useText()
  const [open, setOpen] = useState<Kind | undefined>(undefined)
  const close = () => {
    setOpen(undefined)
  }
  return (
    <>
      {actsFor(client, me).map((kind) => (
        <Button
          key={kind}
          variant={kind === 'register' || kind === 'resume' ? 'filled' : 'default'}
          onClick={() => {
            setOpen(kind)
          }}
        >
          {t(`clients.acts.${kind}.button`)}
        </Button>
      ))}
      {open === 'changeKeys' && <KeysDialog client={client} opened onClose={close} />}
      {open !== undefined && open !== 'changeKeys' && (
        <WordDialog code={client.code} kind={open} opened onClose={close} />
      )}
    </>
  )
}
