import { useState } from 'react'
import { Button, Group, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toProblem } from '../../../api/problem.ts'
import type { ImpactBody, ImpactFile } from '../../../api/types.ts'
import { Facts } from '../../../components/facts.tsx'
import { Mark } from '../../../components/mark.tsx'
import { ProblemView } from '../../../components/problem-view.tsx'
import { useText } from '../../../lib/use-text.ts'
import { confirmImpactFile, impactKey, writeImpactFile } from './queries.ts'
import classes from '../form.module.css'

const parts = ['purposes', 'legalBasis', 'retention', 'risks', 'measures'] as const

/** What the provider says: the newest version, to be confirmed or written anew. */
export function ImpactWords({ file }: { file: ImpactFile }) {
  const { t } = useText()
  const [writing, setWriting] = useState(false)
  const [newest] = file.versions
  if (writing) {
    return (
      <WordsForm
        file={file}
        onClose={() => {
          setWriting(false)
        }}
      />
    )
  }
  return (
    <>
      {newest?.confirmedAt === null && <Draft file={file} version={newest.version} />}
      {newest ? (
        <Facts
          facts={parts.map((part) => ({
            name: t(`impact.${part}`),
            value: <span style={{ whiteSpace: 'pre-wrap' }}>{newest[part]}</span>,
          }))}
        />
      ) : (
        <p>{t('impact.unwritten')}</p>
      )}
      {file.mayWrite && (
        <Group gap={8} mt={16}>
          {newest?.confirmedAt === null && <Confirm code={file.code} version={newest.version} />}
          <Button
            variant={newest ? 'default' : 'filled'}
            onClick={() => {
              setWriting(true)
            }}
          >
            {t(newest ? 'impact.rewrite' : 'impact.write')}
          </Button>
        </Group>
      )}
    </>
  )
}

/** That what is shown is not what the document says, where that is so. */
function Draft({ file, version }: { file: ImpactFile; version: number }) {
  const { t } = useText()
  const confirmed = file.versions.find(({ confirmedAt }) => confirmedAt !== null)?.version
  return (
    <p>
      <Mark tone="warn" icon={IconPencil}>
        {confirmed === undefined ? t('impact.draft', { version }) : t('impact.draftBeside', { version, confirmed })}
      </Mark>
    </p>
  )
}

function Confirm({ code, version }: { code: string; version: number }) {
  const { t } = useText()
  const queries = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => confirmImpactFile(code, version),
    onSettled: () => queries.invalidateQueries({ queryKey: impactKey }),
  })
  return (
    <>
      {confirm.isError && <ProblemView problem={toProblem(confirm.error)} />}
      <Button
        loading={confirm.isPending}
        onClick={() => {
          confirm.mutate()
        }}
      >
        {t('impact.confirm', { version })}
      </Button>
    </>
  )
}

function WordsForm({ file, onClose }: { file: ImpactFile; onClose: () => void }) {
  const { t } = useText()
  const queries = useQueryClient()
  const [newest] = file.versions
  const needed = (value: string) => (value.trim() === '' ? t('law.missing') : null)
  const form = useForm<ImpactBody>({
    initialValues: {
      purposes: newest?.purposes ?? '',
      legalBasis: newest?.legalBasis ?? '',
      retention: newest?.retention ?? '',
      risks: newest?.risks ?? '',
      measures: newest?.measures ?? '',
    },
    validate: { purposes: needed, legalBasis: needed, retention: needed, risks: needed, measures: needed },
  })
  const write = useMutation({
    mutationFn: (body: ImpactBody) => writeImpactFile(file.code, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: impactKey })
      onClose()
    },
  })
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit((body) => {
        write.mutate(body)
      })}
    >
      {write.isError && <ProblemView problem={toProblem(write.error)} />}
      {parts.map((part) => (
        <Textarea
          key={part}
          label={t(`impact.${part}`)}
          description={t(`impact.help.${part}`)}
          autosize
          minRows={2}
          maxLength={8000}
          {...form.getInputProps(part)}
        />
      ))}
      <Group gap={8}>
        <Button type="submit" loading={write.isPending}>
          {t('action.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </Group>
    </form>
  )
}
