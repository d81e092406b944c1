import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Page } from '../../components/page.tsx'
import { PurposeList } from '../../features/access/purpose-list.tsx'
import { RetirePurposeButton } from '../../features/access/retire-purpose-button.tsx'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { RegisterPurposeDialog } from '../register-purpose-dialog.tsx'
import { SignedIn } from '../signed-in.tsx'

/** What data may be used for (Điều 11.1, 11.3, 18.2); the coordinating department keeps the register. */
export function PurposesPage() {
  const { t } = useText()
  const [registering, setRegistering] = useState(false)
  const keeps = may(useMe(), 'access.purpose.register')
  return (
    <Page
      title={t('nav.purposes')}
      lead={t('purposes.lead')}
      actions={
        keeps && (
          <Button
            leftSection={<IconPlus size={17} />}
            onClick={() => {
              setRegistering(true)
            }}
          >
            {t('purposes.register')}
          </Button>
        )
      }
    >
      <SignedIn>
        {() => <PurposeList actions={(purpose) => keeps && <RetirePurposeButton purpose={purpose} />} />}
      </SignedIn>
      {registering && (
        <RegisterPurposeDialog
          onClose={() => {
            setRegistering(false)
          }}
        />
      )}
    </Page>
  )
}
