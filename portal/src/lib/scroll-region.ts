/**
 * A frame that scrolls must take the keyboard's focus, one that does not must not: watches which it is.
 * To be used as a `ref`.
 */
export function scrollRegion(frame: HTMLElement | null): (() => void) | undefined {
  if (frame === null) return undefined
  const watch = new ResizeObserver(() => {
    const scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight
    if (scrolls) frame.tabIndex = 0
    else frame.removeAttribute('tabindex')
  })
  watch.observe(frame)
  for (const child of frame.children) watch.observe(child)
  return () => {
    watch.disconnect()
  }
}
