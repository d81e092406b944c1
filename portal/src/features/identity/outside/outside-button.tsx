import { Button } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../lib/use-text.ts'
import { signInWaysQuery } from './queries.ts'

interface OutsideButtonProps {
  /** Where in the portal the person goes on. */
  to: string
  again?: boolean
}

/** Leads to the provider outside, where there is one. It leaves the portal, so it is a link. */
export function OutsideButton({ to, again = false }: OutsideButtonProps) {
  const { t } = useText()
  const outside = useQuery(signInWaysQuery).data?.outside
  if (!outside) return null
  const { name } = outside
  return (
    <Button
      component="a"
      href={`/api/v1/identity/outside-sign-ins?${new URLSearchParams({ to }).toString()}`}
      size="md"
      variant="default"
      leftSection={<IconBuildingCommunity size={20} />}
    >
      {t(again ? 'signIn.byOutsideAgain' : 'signIn.byOutside', { name })}
    </Button>
  )
}
