import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ImpactFile } from '../../api/types.ts'
import { Page, Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { ImpactFacts } from '../../features/access/impact-file/impact-facts.tsx'
import { ImpactMark } from '../../features/access/impact-file/impact-mark.tsx'
import { ImpactWords } from '../../features/access/impact-file/impact-words.tsx'
import { impactFileQuery } from '../../features/access/impact-file/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/impact-files/$code')

export function ImpactFilePage() {
  const { t, format, named } = useText()
  const { code } = route.useParams()
  const file = useQuery({ ...impactFileQuery(code), enabled: Boolean(useMe()) })
  const { data } = file
  return (
    <Page
      title={data ? t('impact.of', { dataset: named(data) }) : t('nav.impactFiles')}
      crumbs={[
        <Link key="files" to="/impact-files">
          {t('nav.impactFiles')}
        </Link>,
      ]}
      marks={data && <ImpactMark status={data.status} />}
      {...(data && {
        lead: data.reviewOn === null ? named(data.provider) : t('impact.reviewOn', { day: format.day(data.reviewOn) }),
        actions: (
          <Button
            component="a"
            href={`/api/v1/access/impact-files/${code}/file.docx`}
            download
            variant="default"
            leftSection={<IconDownload size={17} />}
          >
            {t('impact.download')}
          </Button>
        ),
      })}
    >
      <SignedIn needs="access.impactFile.read">
        {() => (
          <QueryView query={file} skeleton={<Lines count={8} />}>
            {(found) => <Parts file={found} />}
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Parts({ file }: { file: ImpactFile }) {
  const { t, format } = useText()
  return (
    <>
      <Section title={t('impact.said')} help={t('impact.saidHelp')}>
        <ImpactWords file={file} />
      </Section>
      <Section title={t('impact.known')} help={t('impact.knownHelp')}>
        <ImpactFacts file={file} />
      </Section>
      {file.versions.length > 0 && (
        <Section title={t('impact.versions')}>
          <ul>
            {file.versions.map(({ version, writtenAt, writtenBy, confirmedAt, confirmedBy }) => (
              <li key={version}>
                {t('impact.writtenBy', { version, at: format.instant(writtenAt), who: writtenBy })}
                {confirmedAt !== null &&
                  `; ${t('impact.confirmedBy', { at: format.instant(confirmedAt), who: confirmedBy ?? '' })}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
