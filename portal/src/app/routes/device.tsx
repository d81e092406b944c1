import { useState } from 'react'
import { Button, TextInput } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import type { WaitingDevice } from '../../api/types.ts'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { AnswerButtons } from '../../features/identity/openid/answer-buttons.tsx'
import { answerDevice, waitingDeviceQuery } from '../../features/identity/openid/queries.ts'
import { ScopeList } from '../../features/identity/openid/scope-list.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import signInClasses from './sign-in.module.css'
import classes from './device.module.css'

const route = getRouteApi('/device')

/** A terminal asks to work with somebody's rights: the person compares the code, and answers. */
export function DevicePage() {
  const { t } = useText()
  const { user_code: code } = route.useSearch()
  return (
    <div className={signInClasses.page}>
      <Page title={t('device.title')} lead={t('device.lead')} narrow>
        <SignedIn>{() => (code === undefined ? <CodeForm /> : <Waiting key={code} code={code} />)}</SignedIn>
      </Page>
    </div>
  )
}

function CodeForm({ tried = '' }: { tried?: string }) {
  const { t } = useText()
  const navigate = useNavigate()
  const [code, setCode] = useState(tried)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void navigate({ to: '/device', search: { user_code: code.trim().toUpperCase() } })
      }}
    >
      <TextInput
        size="md"
        label={t('device.code')}
        description={t('device.codeHelp')}
        value={code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        onChange={(event) => {
          setCode(event.currentTarget.value)
        }}
      />
      <Button type="submit" size="md" disabled={code.trim() === ''}>
        {t('device.next')}
      </Button>
    </form>
  )
}

function Waiting({ code }: { code: string }) {
  const device = useQuery(waitingDeviceQuery(code))
  return (
    <>
      <QueryView query={device} skeleton={<Lines count={6} />}>
        {(waiting) => <Device code={code} device={waiting} />}
      </QueryView>
      {device.isError && (
        <div className={classes.again}>
          <CodeForm tried={code} />
        </div>
      )}
    </>
  )
}

function Device({ code, device }: { code: string; device: WaitingDevice }) {
  const { t } = useText()
  const reply = useMutation({ mutationFn: (isAllowed: boolean) => answerDevice(code, isAllowed) })
  if (reply.isSuccess) {
    const isAllowed = reply.variables
    return (
      <Notice
        tone={isAllowed ? 'ok' : 'plain'}
        icon={isAllowed ? IconCircleCheck : IconCircleX}
        title={t(isAllowed ? 'device.allowed' : 'device.refused')}
      >
        <p>{t('device.close')}</p>
      </Notice>
    )
  }
  return (
    <Card>
      <p>{t('device.compare')}</p>
      <p className={classes.code}>{code}</p>
      <Facts
        compact
        facts={[
          { name: t('device.client'), value: device.client === 'kho-cli' ? t('device.terminal') : device.client },
          { name: t('device.from'), value: device.address },
          { name: t('device.agent'), value: device.agent === '' ? '–' : device.agent },
        ]}
      />
      <p>{t('device.what')}</p>
      <ScopeList scopes={device.scopes} />
      {reply.isError && <ProblemView problem={toProblem(reply.error)} />}
      <AnswerButtons allow={t('device.allow')} pending={reply.isPending} onAnswer={reply.mutate} />
    </Card>
  )
}
