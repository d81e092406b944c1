import { useState } from 'react'
import { Button, Checkbox } from '@mantine/core'
import { IconDownload, IconFileText, IconFiles, IconPlus, IconVersions } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { DatasetDocument } from '../../api/types.ts'
import { Digest } from '../../components/digest.tsx'
import { Empty } from '../../components/empty.tsx'
import { Mark } from '../../components/mark.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useText } from '../../lib/use-text.ts'
import { AddDocument } from './add-document.tsx'
import { endOf } from './documents.ts'
import { documentsQuery } from './queries.ts'
import list from '../../components/item-list.module.css'
import classes from './document-list.module.css'

interface DocumentsProps {
  code: string
  /** Whether the reader may open the files; a visitor only those of public data. */
  mayOpen: boolean
  mayAdd: boolean
}

/** What describes a dataset beside its structure: specifications, guides, agreements, each in its versions. */
export function Documents({ code, mayOpen, mayAdd }: DocumentsProps) {
  const { t } = useText()
  const [whole, setWhole] = useState(false)
  const [adding, setAdding] = useState<DatasetDocument | 'new' | null>(null)
  const documents = useQuery(documentsQuery(code))
  const hasOlder = documents.data?.items.some(({ supersededBy }) => supersededBy !== null) === true
  return (
    <Section
      id="documents"
      title={t('documents.title')}
      help={t('documents.help')}
      actions={
        mayAdd && (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} />}
            onClick={() => {
              setAdding('new')
            }}
          >
            {t('documents.add')}
          </Button>
        )
      }
    >
      {hasOlder && (
        <Checkbox
          className={classes.older}
          label={t('documents.older')}
          checked={whole}
          onChange={(event) => {
            setWhole(event.currentTarget.checked)
          }}
        />
      )}
      <QueryView query={documents} skeleton={<Lines count={4} />}>
        {({ items }) => (
          <List
            documents={items.filter(({ supersededBy }) => whole || supersededBy === null)}
            mayOpen={mayOpen}
            onNext={mayAdd ? setAdding : undefined}
          />
        )}
      </QueryView>
      {adding !== null && (
        <AddDocument
          code={code}
          supersedes={adding === 'new' ? null : adding}
          onClose={() => {
            setAdding(null)
          }}
        />
      )}
    </Section>
  )
}

interface ListProps {
  documents: DatasetDocument[]
  mayOpen: boolean
  /** Adds the next version of a document. */
  onNext: ((document: DatasetDocument) => void) | undefined
}

function List({ documents, mayOpen, onNext }: ListProps) {
  const { t } = useText()
  if (documents.length === 0) {
    return (
      <Empty icon={IconFiles} title={t('documents.none')}>
        {t('documents.noneHelp')}
      </Empty>
    )
  }
  return (
    <>
      {!mayOpen && <p className={list.quiet}>{t('documents.signIn')}</p>}
      <ul className={list.list}>
        {documents.map((document) => (
          <li key={document.id} className={list.item}>
            <About document={document} />
            <div className={list.actions}>
              {onNext !== undefined && document.supersededBy === null && (
                <Button
                  variant="subtle"
                  color="gray"
                  leftSection={<IconVersions size={16} />}
                  aria-label={t('documents.nextOf', { title: document.title })}
                  onClick={() => {
                    onNext(document)
                  }}
                >
                  {t('documents.next')}
                </Button>
              )}
              {mayOpen && (
                <Button
                  component="a"
                  href={document.href}
                  download
                  variant="light"
                  leftSection={<IconDownload size={16} />}
                  aria-label={t('export.downloadFile', { name: document.fileName })}
                >
                  {t('export.download')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function About({ document }: { document: DatasetDocument }) {
  const { t, format } = useText()
  const { title, kind, version, language, effectiveFrom, unitName, fileName, bytes, digest, supersededBy } = document
  const particulars = [
    t('documents.version', { version }),
    t('documents.from', { day: format.day(effectiveFrom) }),
    t(`documentLanguage.${language}`),
    unitName,
    `${endOf(fileName).toUpperCase()}, ${format.bytes(bytes)}`,
  ]
  return (
    <div className={list.about}>
      <p className={list.name}>
        {title} <Mark icon={IconFileText}>{t(`documentKind.${kind}`)}</Mark>
        {supersededBy !== null && <Mark tone="warn">{t('documents.superseded')}</Mark>}
      </p>
      <p className={list.quiet}>{particulars.join(' · ')}</p>
      <p className={list.digest}>
        SHA-256: <Digest value={digest} />
      </p>
    </div>
  )
}
