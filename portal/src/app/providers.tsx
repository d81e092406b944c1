import type { ReactNode } from 'react'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from '../lib/query-client.ts'
import { theme, variables } from './theme.ts'

/** The same key as public/color-scheme.js, which paints the choice before this code has loaded. */
const schemeManager = localStorageColorSchemeManager({ key: 'kho-color-scheme' })

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        colorSchemeManager={schemeManager}
        defaultColorScheme="auto"
      >
        <Notifications position="bottom-right" autoClose={8000} />
        {children}
      </MantineProvider>
    </QueryClientProvider>
  )
}
