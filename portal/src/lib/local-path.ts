/**
 * Where a sign-in leads back to: only a path of this portal, whatever the link said. Browsers leave tabs and line ends out of
 * addresses and take a backslash for a slash, so a path with any of them is none.
 */
export function localPath(to: string | undefined): string {
  const isLocal = to !== undefined && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(to)
  return isLocal && !to.startsWith('/sign-in') ? to : '/'
}
