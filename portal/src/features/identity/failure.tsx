import { toProblem } from '../../api/problem.ts'
import { ProblemView } from '../../components/problem-view.tsx'
import { useText } from '../../lib/use-text.ts'
import { wasGivenUp } from './passkey.ts'
import classes from './identity.module.css'

/** Why an attempt failed. Where the person gave up there is nothing to explain; a 401 is answered on this very page. */
export function Failure({ error }: { error: unknown }) {
  const { t } = useText()
  if (error === null) return null
  if (wasGivenUp(error)) {
    return (
      <p role="alert" className={classes.help}>
        {t('passkey.givenUp')}
      </p>
    )
  }
  const problem = toProblem(error)
  return <ProblemView problem={problem.status === 401 ? { ...problem, status: 403 } : problem} />
}
