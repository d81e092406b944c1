import { useMantineColorScheme, useComputedColorScheme } from '@mantine/core'
import { IconDatabase, IconLanguage, IconListNumbers, IconMoon, IconSun, type Icon } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { datasetListQuery } from '../../features/catalogue/queries.ts'
import type { Me } from '../../features/identity/queries.ts'
import { codeListsQuery } from '../../features/reference/queries.ts'
import { fold } from '../../lib/fold.ts'
import { changeLanguage } from '../../lib/i18n.ts'
import { queryClient } from '../../lib/query-client.ts'
import { useText } from '../../lib/use-text.ts'
import { deskLinks, publicLinks } from './nav.ts'

export interface SpotlightItem {
  id: string
  group: 'datasets' | 'codeLists' | 'pages' | 'commands'
  title: string
  hint: string
  icon: Icon
  run: () => void
}

/** What the typed words lead to: datasets from the server, the rest from what is already here. */
export function useSpotlightItems(q: string, me: Me | null): { items: SpotlightItem[]; searching: boolean } {
  const datasets = useDatasetItems(q)
  const codeLists = useCodeListItems()
  const pages = usePageItems(me)
  const commands = useCommandItems()
  const wanted = fold(q)
  const local = [...codeLists, ...pages, ...commands].filter(
    (item) => wanted === '' || fold(`${item.title} ${item.hint}`).includes(wanted),
  )
  return { items: [...datasets.items, ...local], searching: datasets.searching }
}

function useDatasetItems(q: string): { items: SpotlightItem[]; searching: boolean } {
  const { named } = useText()
  const navigate = useNavigate()
  const found = useQuery(datasetListQuery(q === '' ? {} : { q }, 6))
  const items = (found.data?.items ?? []).map((dataset) => ({
    id: `dataset-${dataset.code}`,
    group: 'datasets' as const,
    title: named(dataset),
    hint: named(dataset.provider),
    icon: IconDatabase,
    run: () => void navigate({ to: '/datasets/$code', params: { code: dataset.code } }),
  }))
  return { items, searching: found.isFetching }
}

function useCodeListItems(): SpotlightItem[] {
  const { named } = useText()
  const navigate = useNavigate()
  const lists = useQuery(codeListsQuery())
  return (lists.data?.items ?? []).map((list) => ({
    id: `code-list-${list.code}`,
    group: 'codeLists',
    title: named(list),
    hint: list.code,
    icon: IconListNumbers,
    run: () => void navigate({ to: '/code-lists/$code', params: { code: list.code } }),
  }))
}

function usePageItems(me: Me | null): SpotlightItem[] {
  const { t } = useText()
  const navigate = useNavigate()
  const open = publicLinks.map((link) => ({
    id: `page-${link.to}`,
    group: 'pages' as const,
    title: t(link.text),
    hint: '',
    icon: link.icon,
    run: () => void navigate({ to: link.to }),
  }))
  if (me === null) return open
  const own = deskLinks(me.roles, me.unit.id).map((link) => ({
    id: `desk-${link.text}`,
    group: 'pages' as const,
    title: t(link.text),
    hint: '',
    icon: link.icon,
    run: () =>
      void navigate({
        to: link.to,
        ...(link.params && { params: link.params }),
        ...(link.search && { search: link.search }),
      }),
  }))
  return [...own, ...open]
}

function useCommandItems(): SpotlightItem[] {
  const { t, language } = useText()
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark'
  const other = language === 'vi' ? 'en' : 'vi'
  return [
    {
      id: 'command-scheme',
      group: 'commands',
      title: dark ? t('nav.toLight') : t('nav.toDark'),
      hint: '',
      icon: dark ? IconSun : IconMoon,
      run: () => {
        setColorScheme(dark ? 'light' : 'dark')
      },
    },
    {
      id: 'command-language',
      group: 'commands',
      title: t('nav.toOtherLanguage'),
      hint: '',
      icon: IconLanguage,
      run: () => void changeLanguage(other).then(() => queryClient.invalidateQueries()),
    },
  ]
}
