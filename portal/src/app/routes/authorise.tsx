import { Button } from '@mantine/core'
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import type { SignInRequest } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { AnswerButtons } from '../../features/identity/openid/answer-buttons.tsx'
import { answerSignInRequest, signInRequestQuery } from '../../features/identity/openid/queries.ts'
import { ScopeList } from '../../features/identity/openid/scope-list.tsx'
import { signOut, startOver, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import signInClasses from './sign-in.module.css'
import classes from './authorise.module.css'

const route = getRouteApi('/authorise')

/** Another application asks who is there: the person sees who asks, and for what, and answers. */
export function AuthorisePage() {
  const { t } = useText()
  const { request, error } = route.useSearch()
  return (
    <div className={signInClasses.page}>
      <Page title={t('authorise.title')} narrow>
        {request === undefined ? <Failed error={error} /> : <Request uid={request} />}
      </Page>
    </div>
  )
}

function Request({ uid }: { uid: string }) {
  const request = useQuery(signInRequestQuery(uid))
  return (
    <QueryView query={request} skeleton={<Lines count={6} />}>
      {(asked) => <Asked uid={uid} asked={asked} />}
    </QueryView>
  )
}

function Asked({ uid, asked }: { uid: string; asked: SignInRequest }) {
  const { t, named } = useText()
  const me = useMe()
  const reply = useMutation({
    mutationFn: (isAllowed: boolean) => answerSignInRequest(uid, isAllowed),
    onSuccess: (address) => {
      window.location.assign(address)
    },
  })
  return (
    <Card>
      <Facts
        compact
        facts={[
          { name: t('authorise.client'), value: <strong>{asked.client.name}</strong> },
          { name: t('authorise.unit'), value: named(asked.client.unit) },
          { name: t('authorise.returnsTo'), value: asked.returnsTo },
        ]}
      />
      <p className={classes.what}>{t('authorise.what')}</p>
      <ScopeList scopes={asked.scopes} />
      {reply.isError && <ProblemView problem={toProblem(reply.error)} />}
      {asked.needsSignIn ? (
        <SignInFirst uid={uid} isSignedIn={me !== null && me !== undefined} />
      ) : (
        <>
          {me && <p className={classes.what}>{t('authorise.as', { name: me.name, unit: named(me.unit) })}</p>}
          <AnswerButtons
            allow={t('authorise.allow')}
            pending={reply.isPending || reply.isSuccess}
            onAnswer={reply.mutate}
          />
        </>
      )}
    </Card>
  )
}

/** Some applications want to be sure who sits there now; then a sign-in from before does not count. */
function SignInFirst({ uid, isSignedIn }: { uid: string; isSignedIn: boolean }) {
  const { t } = useText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const to = `/authorise?request=${uid}`
  const again = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await startOver(queries)
      await navigate({ to: '/sign-in', search: { to } })
    },
  })
  const button = isSignedIn ? (
    <Button
      loading={again.isPending}
      onClick={() => {
        again.mutate()
      }}
    >
      {t('authorise.signInAgain')}
    </Button>
  ) : (
    <LinkButton to="/sign-in" search={{ to }}>
      {t('nav.signIn')}
    </LinkButton>
  )
  return <Notice icon={IconLock} title={t(isSignedIn ? 'authorise.again' : 'authorise.signInFirst')} actions={button} />
}

function Failed({ error }: { error: string | undefined }) {
  const { t } = useText()
  return (
    <Notice tone="bad" icon={IconPlugConnectedX} title={t('authorise.failed')}>
      <p>{t('authorise.failedHelp')}</p>
      {error !== undefined && <code>{error.slice(0, 60)}</code>}
    </Notice>
  )
}
