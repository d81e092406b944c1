import { useState } from 'react'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WaitingLink } from '../../../api/types.ts'
import { CopyTextButton } from '../../../components/copy.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { DialogButtons } from '../../../components/dialog-buttons.tsx'
import list from '../../../components/item-list.module.css'
import { Section } from '../../../components/page.tsx'
import { useText } from '../../../lib/use-text.ts'
import { Failure } from '../failure.tsx'
import classes from '../dialogs.module.css'
import { releaseLink, waitingLinksQuery } from './queries.ts'

/** Links that open nothing before a second person has released them; nothing when there are none. */
export function WaitingLinks({ login }: { login: string }) {
  const { t } = useText()
  const waiting = useQuery(waitingLinksQuery)
  const [chosen, setChosen] = useState<WaitingLink | null>(null)
  const items = waiting.data?.items ?? []
  if (items.length === 0 && chosen === null) return null
  return (
    <Section title={t('links.waiting')} help={t('links.waitingHelp')}>
      {items.length > 0 && (
        <ul className={list.list}>
          {items.map((link) => (
            <Waiting
              key={link.id}
              link={link}
              mayRelease={login !== link.askedBy && login !== link.account.login}
              onRelease={() => {
                setChosen(link)
              }}
            />
          ))}
        </ul>
      )}
      {chosen && (
        <ReleaseDialog
          link={chosen}
          onClose={() => {
            setChosen(null)
          }}
        />
      )}
    </Section>
  )
}

interface WaitingProps {
  link: WaitingLink
  mayRelease: boolean
  onRelease: () => void
}

function Waiting({ link: { account, purpose, askedBy, expiresAt }, mayRelease, onRelease }: WaitingProps) {
  const { t, format, named } = useText()
  return (
    <li className={list.item}>
      <div className={list.about}>
        <p className={list.name}>{t(`links.${purpose}`, { login: account.login })}</p>
        <p className={list.quiet}>{`${account.name}, ${named(account.unit)}`}</p>
        <p className={list.quiet}>{t('links.askedBy', { login: askedBy, until: format.instant(expiresAt) })}</p>
      </div>
      {mayRelease ? (
        <Button
          variant="light"
          size="xs"
          aria-label={t('links.releaseOf', { login: account.login })}
          onClick={onRelease}
        >
          {t('links.release')}
        </Button>
      ) : (
        <span className={list.quiet}>{t('links.anotherReleases')}</span>
      )}
    </li>
  )
}

function ReleaseDialog({ link, onClose }: { link: WaitingLink; onClose: () => void }) {
  const { t, named } = useText()
  const queries = useQueryClient()
  const release = useMutation({
    mutationFn: () => releaseLink(link.id),
    onSettled: () => queries.invalidateQueries({ queryKey: waitingLinksQuery.queryKey }),
  })
  const { account, askedBy } = link
  const told = { name: account.name, login: account.login, unit: named(account.unit), asker: askedBy }
  return (
    <Dialog opened keepOpen size="lg" title={t('links.releaseOf', { login: account.login })} onClose={onClose}>
      {release.data === undefined ? (
        <div className={classes.dialog}>
          <p>{t('links.releaseText', told)}</p>
          <Failure error={release.error} />
          <DialogButtons
            label={t('links.release')}
            pending={release.isPending}
            onCancel={onClose}
            onGo={release.mutate}
          />
        </div>
      ) : (
        <Released code={release.data.code} name={account.name} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Released({ code, name, onClose }: { code: string; name: string; onClose: () => void }) {
  const { t } = useText()
  return (
    <div className={classes.dialog}>
      <p>{t('links.codeText', { name })}</p>
      <div className={classes.secret}>
        <code>{code}</code>
        <CopyTextButton text={code} label={t('action.copy')} />
      </div>
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('links.codeTold')}</Button>
      </div>
    </div>
  )
}
