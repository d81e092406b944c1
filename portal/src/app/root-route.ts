import { createRootRoute } from '@tanstack/react-router'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell/shell.tsx'

export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
})
