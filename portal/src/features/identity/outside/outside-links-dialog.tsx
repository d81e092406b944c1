import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccountFacts } from '../../../api/types.ts'
import { Dialog } from '../../../components/dialog.tsx'
import { Moment } from '../../../components/moment.tsx'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { useText } from '../../../lib/use-text.ts'
import { Failure } from '../failure.tsx'
import classes from '../identity.module.css'
import { confirmOutside, linkOutside, outsideLinksQuery, unlinkOutside } from './queries.ts'

interface OutsideLinksDialogProps {
  account: AccountFacts | null
  onClose: () => void
}

/** By whom of the provider outside an account is signed in. */
export function OutsideLinksDialog({ account, onClose }: OutsideLinksDialogProps) {
  const { t } = useText()
  return (
    <Dialog
      opened={account !== null}
      title={t('outsideLinks.dialog', { login: account?.login ?? '' })}
      onClose={onClose}
    >
      {account && <LinksOf id={account.id} />}
    </Dialog>
  )
}

function LinksOf({ id }: { id: string }) {
  const { t, format } = useText()
  const queries = useQueryClient()
  const links = useQuery(outsideLinksQuery(id))
  const onSuccess = () => queries.invalidateQueries({ queryKey: outsideLinksQuery(id).queryKey })
  const link = useMutation({ mutationFn: (subject: string) => linkOutside(id, subject), onSuccess })
  const confirm = useMutation({
    mutationFn: ({ which, subject }: { which: string; subject: string }) => confirmOutside(id, which, subject),
    onSuccess,
  })
  const unlink = useMutation({ mutationFn: (which: string) => unlinkOutside(id, which), onSuccess })
  return (
    <div className={classes.form}>
      <Failure error={link.error ?? confirm.error ?? unlink.error} />
      <QueryView query={links} skeleton={<Lines count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.help}>{t('outsideLinks.noLinks')}</p>
          ) : (
            <>
              {items.map((each) => (
                <p key={each.id}>
                  <code>{each.issuer}</code> · {t('outsideLinks.since')} <Moment at={each.linkedAt} />{' '}
                  <Button
                    size="xs"
                    variant="default"
                    loading={unlink.isPending}
                    aria-label={t('outsideLinks.unlinkSince', { moment: format.dayOf(each.linkedAt) })}
                    onClick={() => {
                      link.reset()
                      confirm.reset()
                      unlink.mutate(each.id)
                    }}
                  >
                    {t('outsideLinks.unlink')}
                  </Button>
                  {!each.isConfirmed && <span className={classes.help}> {t('outsideLinks.unconfirmed')}</span>}
                </p>
              ))}
              <p className={classes.help}>{t('outsideLinks.ends')}</p>
            </>
          )
        }
      </QueryView>
      <SubjectForm
        pending={link.isPending || confirm.isPending}
        waiting={(links.data?.items ?? []).find(({ isConfirmed }) => !isConfirmed)?.id}
        onSubmit={(subject, which) => {
          for (const each of [unlink, link, confirm]) each.reset()
          if (which === undefined) link.mutate(subject)
          else confirm.mutate({ which, subject })
        }}
      />
    </div>
  )
}

interface SubjectFormProps {
  pending: boolean
  /** A link that a second person has not confirmed yet. */
  waiting: string | undefined
  /** With the link that is confirmed; without, a new one is made. */
  onSubmit: (subject: string, which?: string) => void
}

function SubjectForm({ pending, waiting, onSubmit }: SubjectFormProps) {
  const { t } = useText()
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { subject: '' },
    validate: { subject: (value) => (value.trim() === '' ? t('outsideLinks.subjectMissing') : null) },
  })
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(({ subject }, event) => {
        const pressed = (event?.nativeEvent as SubmitEvent | undefined)?.submitter
        onSubmit(subject.trim(), pressed?.getAttribute('value') ?? undefined)
        form.reset()
      })}
    >
      <TextInput
        label={t('outsideLinks.subject')}
        description={t('outsideLinks.subjectHelp')}
        autoComplete="off"
        spellCheck={false}
        key={form.key('subject')}
        {...form.getInputProps('subject')}
      />
      <Button type="submit" loading={pending}>
        {t('outsideLinks.link')}
      </Button>
      {waiting !== undefined && (
        <Button type="submit" variant="default" value={waiting} loading={pending}>
          {t('outsideLinks.confirm')}
        </Button>
      )}
    </form>
  )
}
