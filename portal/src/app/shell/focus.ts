import { useEffect, useEffectEvent, useRef } from 'react'
import { useDisclosure } from '@mantine/hooks'
import { useRouter } from '@tanstack/react-router'

export function focusMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}

/** After a page change the keyboard and the screen reader start at the new page, not at the old link. */
export function useFocusOnNavigation(onNavigate: () => void): void {
  const router = useRouter()
  const arrive = useEffectEvent(() => {
    onNavigate()
    // A dialog that closes now gives the focus back first; the page takes it after that.
    setTimeout(focusMain)
  })
  useEffect(
    () =>
      router.subscribe('onResolved', (event) => {
        if (event.pathChanged && event.fromLocation !== undefined) arrive()
      }),
    [router],
  )
}

/** A dialog that comes into being when it is opened: what had the focus gets it back when it closes. */
export function useDialog(): { opened: boolean; open: () => void; close: () => void } {
  const opener = useRef<Element | null>(null)
  const [opened, dialog] = useDisclosure(false, {
    onOpen: () => {
      opener.current = document.activeElement
    },
    onClose: () => {
      const element = opener.current
      if (element instanceof HTMLElement)
        setTimeout(() => {
          element.focus()
        })
    },
  })
  return { opened, open: dialog.open, close: dialog.close }
}
