import { useEffect, useRef, useState } from 'react'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountFacts, OutsideLink } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import list from '../../../components/item-list.module.css'
import { Moment } from '../../../components/moment.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { Failure } from '../failure.tsx'
import classes from '../dialogs.module.css'
import { confirmOutside, linkOutside, outsideLinksQuery, unlinkOutside } from './queries.ts'

interface OutsideLinksDialogProps {
  account: AccountFacts
  /** Whoever may not make and end links may confirm those of others. */
  mayLink: boolean
  onClose: () => void
}

/** By whom of the provider outside an account is signed in. */
export function OutsideLinksDialog({ account: { id, login }, mayLink, onClose }: OutsideLinksDialogProps) {
  const { t } = useText()
  const links = useQuery(outsideLinksQuery(id))
  // What is being entered: the identifier of a new link, or of one that is confirmed.
  const [entering, setEntering] = useState<OutsideLink | 'new' | null>(null)
  const stop = () => {
    setEntering(null)
  }
  return (
    <Dialog opened keepOpen size="lg" title={t('outsideLinks.dialog', { login })} onClose={onClose}>
      <div className={classes.dialog}>
        <QueryView query={links} skeleton={<Lines count={2} />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className={list.quiet}>{t('outsideLinks.noLinks')}</p>
            ) : (
              <ul className={list.list}>
                {items.map((link) => (
                  <Link key={link.id} account={id} link={link} mayLink={mayLink} onConfirm={setEntering} />
                ))}
              </ul>
            )
          }
        </QueryView>
        {mayLink && <p className={list.quiet}>{t('outsideLinks.ends')}</p>}
        {entering !== null && (
          <SubjectForm
            key={entering === 'new' ? entering : entering.id}
            account={id}
            confirmed={entering === 'new' ? undefined : entering}
            onEnd={stop}
          />
        )}
        {entering === null && mayLink && (
          <div className={classes.buttons}>
            <Button
              onClick={() => {
                setEntering('new')
              }}
            >
              {t('outsideLinks.link')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}

/** Has the links of an account looked at again. */
function useAnew(account: string) {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: outsideLinksQuery(account).queryKey })
}

interface LinkProps {
  account: string
  link: OutsideLink
  mayLink: boolean
  onConfirm: (link: OutsideLink) => void
}

function Link({ account, link, mayLink, onConfirm }: LinkProps) {
  const { t, format } = useText()
  const unlink = useMutation({ mutationFn: () => unlinkOutside(account, link.id), onSuccess: useAnew(account) })
  const moment = format.instant(link.linkedAt)
  return (
    <li className={list.item}>
      <div className={list.about}>
        <p className={list.name}>
          <code>{link.issuer}</code>
        </p>
        <p className={list.quiet}>
          {t('outsideLinks.since')} <Moment at={link.linkedAt} />
        </p>
        {!link.isConfirmed && <p className={list.quiet}>{t('outsideLinks.unconfirmed')}</p>}
        <Failure error={unlink.error} />
      </div>
      <div className={list.actions}>
        {!link.isConfirmed && (
          <Button
            size="xs"
            variant="light"
            aria-label={t('outsideLinks.confirmSince', { moment })}
            onClick={() => {
              onConfirm(link)
            }}
          >
            {t('outsideLinks.confirm')}
          </Button>
        )}
        {mayLink && (
          <Button
            size="xs"
            variant="default"
            loading={unlink.isPending}
            aria-label={t('outsideLinks.unlinkSince', { moment })}
            onClick={() => {
              unlink.mutate()
            }}
          >
            {t('outsideLinks.unlink')}
          </Button>
        )}
      </div>
    </li>
  )
}

interface SubjectFormProps {
  account: string
  /** The link that is confirmed; without, a new one is made. */
  confirmed: OutsideLink | undefined
  onEnd: () => void
}

/** Whoever confirms enters the identifier again: that shows they know whom it is about. */
function SubjectForm({ account, confirmed, onEnd }: SubjectFormProps) {
  const { t } = useText()
  const anew = useAnew(account)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
  }, [])
  const form = useForm({
    initialValues: { subject: '' },
    validate: { subject: (value) => (value.trim() === '' ? t('outsideLinks.subjectMissing') : null) },
  })
  const send = useMutation({
    mutationFn: async (subject: string) => {
      if (confirmed) await confirmOutside(account, confirmed.id, subject)
      else await linkOutside(account, subject)
    },
    onSuccess: async () => {
      await anew()
      onEnd()
    },
  })
  return (
    <form
      className={classes.dialog}
      noValidate
      onSubmit={form.onSubmit(({ subject }) => {
        send.mutate(subject.trim())
      })}
    >
      <Failure error={send.error} />
      <TextInput
        ref={field}
        label={t('outsideLinks.subject')}
        description={t(confirmed ? 'outsideLinks.confirmHelp' : 'outsideLinks.subjectHelp')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('subject')}
      />
      <DialogButtons
        label={t(confirmed ? 'outsideLinks.confirm' : 'outsideLinks.link')}
        pending={send.isPending}
        onCancel={onEnd}
      />
    </form>
  )
}
