import { useQueryClient } from '@tanstack/react-query'
import type { Token } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { revokeToken, tokensQuery } from './queries.ts'

/** Revoking cannot be undone, so it asks once. */
export function RevokeButton({ token }: { token: Token }) {
  const { t } = useText()
  const queries = useQueryClient()
  return (
    <ConfirmButton
      label={t('tokens.revoke')}
      named={t('tokens.revokeNamed', { label: token.label })}
      title={t('tokens.revokeTitle', { label: token.label })}
      text={t('tokens.revokeText')}
      act={() => revokeToken(token.id)}
      onDone={() => queries.invalidateQueries({ queryKey: tokensQuery.queryKey })}
    />
  )
}
