import { LinkButton } from './link-button.tsx'
import { Button } from '@mantine/core'
import { IconLock, IconPlugConnectedX, IconRefresh, IconZoomQuestion, IconAlertTriangle } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import type { Problem } from '../api/types.ts'
import { useText, type Text } from '../lib/use-text.ts'
import { CopyButton } from './copy.tsx'
import { Notice } from './notice.tsx'
import classes from './problem-view.module.css'

interface ProblemViewProps {
  problem: Problem
  onRetry?: () => void
  /** What a field is called on the page; as the server names it without this. */
  fieldName?: (field: string) => string
}

/** A refusal explained: what, by which clause, what to do, and the id to quote. */
export function ProblemView({ problem, onRetry, fieldName }: ProblemViewProps) {
  const { t } = useText()
  const refused = problem.status === 401 || problem.status === 403
  const texts = problemTexts(problem, t)
  return (
    <div role="alert">
      <Notice
        tone={refused ? 'warn' : problem.status === 404 ? 'plain' : 'bad'}
        icon={iconOf(problem.status)}
        title={texts.title}
        actions={<ProblemActions problem={problem} onRetry={onRetry} />}
      >
        {texts.detail !== undefined && <p>{texts.detail}</p>}
        {texts.remedy !== undefined && <p>{texts.remedy}</p>}
        {problem.errors && problem.errors.length > 0 && <FieldErrors errors={problem.errors} fieldName={fieldName} />}
        <ProblemFoot problem={problem} />
      </Notice>
    </div>
  )
}

interface FieldErrorsProps {
  errors: NonNullable<Problem['errors']>
  fieldName: ProblemViewProps['fieldName']
}

function FieldErrors({ errors, fieldName }: FieldErrorsProps) {
  return (
    <ul className={classes.errors}>
      {errors.map((error) => (
        <li key={`${error.field} ${error.message}`}>
          {fieldName === undefined ? <code>{error.field}</code> : fieldName(error.field)} {error.message}
        </li>
      ))}
    </ul>
  )
}

function ProblemFoot({ problem }: { problem: Problem }) {
  const { t } = useText()
  if (problem.clause === undefined && problem.instance === undefined) return null
  return (
    <p className={classes.foot}>
      {problem.clause !== undefined && <span>{t('problem.clause', { clause: problem.clause })}</span>}
      {problem.instance !== undefined && (
        <span className={classes.instance}>
          {t('problem.instance')} <code>{problem.instance}</code>
          <CopyButton text={problem.instance} label={t('problem.copyInstance')} />
        </span>
      )}
    </p>
  )
}

function ProblemActions({ problem, onRetry }: { problem: Problem; onRetry: (() => void) | undefined }) {
  const { t } = useText()
  const here = useRouterState({ select: (state) => state.location.href })
  const [module = '', code = ''] = problem.type.replace('/problems/', '').split('/')
  return (
    <>
      {problem.status === 401 && (
        <LinkButton to="/sign-in" search={{ to: here }}>
          {t('nav.signIn')}
        </LinkButton>
      )}
      {onRetry && mayPass(problem.status) && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
      {module !== 'portal' && code !== '' && (
        <Link to="/problems/$module/$code" params={{ module, code }} className={classes.explain}>
          {t('problem.explain')}
        </Link>
      )}
    </>
  )
}

function problemTexts(problem: Problem, t: Text['t']): { title: string; detail?: string; remedy?: string } {
  if (problem.code === 'portal.unreachable') {
    return { title: t('problem.unreachable'), remedy: t('problem.unreachableRemedy') }
  }
  if (problem.code === 'portal.unexplained') {
    return { title: t('problem.unexplained', { status: problem.status }), remedy: t('problem.unexplainedRemedy') }
  }
  if (problem.code === 'portal.unexpected') {
    return { title: t('problem.unexpected'), remedy: t('problem.unexpectedRemedy') }
  }
  return {
    title: problem.title,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
  }
}

/** Whether the same request may succeed a moment later. */
function mayPass(status: number): boolean {
  return status === 0 || status === 429 || status >= 500
}

function iconOf(status: number) {
  if (status === 401 || status === 403) return IconLock
  if (status === 404) return IconZoomQuestion
  return status === 0 ? IconPlugConnectedX : IconAlertTriangle
}
