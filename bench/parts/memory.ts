/** How far the resident memory rises above where it stands now. */
export function watchMemory(): { growthMb(): number } {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 20)
  return {
    growthMb: () => {
      clearInterval(timer)
      return (most - before) / 2 ** 20
    },
  }
}
