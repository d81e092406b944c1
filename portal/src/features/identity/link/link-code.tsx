import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Card } from '../../../components/page.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from '../identity.module.css'

/** Asks for the code that belongs to a link which a second person has released. */
export function LinkCode({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useText()
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() === '' ? t('activate.codeMissing') : null) },
  })
  return (
    <Card>
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit(({ code }) => {
          onCode(code.trim())
        })}
      >
        <TextInput
          size="md"
          label={t('activate.code')}
          description={t('activate.codeHelp')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={30}
          {...form.getInputProps('code')}
        />
        <Button type="submit" size="md">
          {t('activate.codeGo')}
        </Button>
      </form>
    </Card>
  )
}
