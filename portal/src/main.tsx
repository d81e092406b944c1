import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from '@tanstack/react-router'
import './app/mantine.css'
import './app/fonts.css'
import './app/styles.css'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'
import { startLanguage } from './lib/i18n.ts'

async function start(): Promise<void> {
  const element = document.getElementById('root')
  if (element === null) throw new Error('index.html has no #root')
  await startLanguage()
  createRoot(element).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}

void start()
